import { ShowrunError } from '../errors.ts';

/** Longest line that patterns look at; what is beyond counts as it is. */
const maxPatternInput = 2000;

/** What a line is compared as; undefined for a line that is noise as a whole. */
export type LineKey = (line: string) => string | undefined;

/**
 * Makes the function that takes noise out of lines. A pattern without a group makes the whole line noise; with groups, only
 * the text of its groups is.
 * Throws `diff.bad-pattern` for a pattern that is no regular expression.
 */
export function noiseFilter(patterns: readonly (string | RegExp)[]): LineKey {
  const regexes = patterns.map(compile);
  return (line) => {
    if (regexes.length === 0) return line;
    const rest = line.slice(maxPatternInput);
    let key = line.slice(0, maxPatternInput);
    for (const regex of regexes) {
      const match = regex.exec(key);
      if (match === null) continue;
      if (match.length === 1) return undefined;
      key = withoutGroups(key, match);
    }
    return key + rest;
  };
}

function compile(pattern: string | RegExp): RegExp {
  const source = typeof pattern === 'string' ? pattern : pattern.source;
  const flags = typeof pattern === 'string' ? '' : pattern.flags.replace(/[dgy]/g, '');
  try {
    return new RegExp(source, `${flags}d`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShowrunError('diff.bad-pattern', `The noise pattern "${source}" cannot be used: ${reason}.`);
  }
}

/** The line with the text of each group replaced by a mark. Groups that stand inside another are covered by it. */
function withoutGroups(line: string, match: RegExpExecArray): string {
  const groups: readonly ([number, number] | undefined)[] = match.indices?.slice(1) ?? [];
  const ranges = groups.filter((range) => range !== undefined);
  ranges.sort((left, right) => left[0] - right[0]);
  let text = '';
  let offset = 0;
  for (const [start, end] of ranges) {
    if (start < offset) continue;
    text += `${line.slice(offset, start)}\u0000`;
    offset = end;
  }
  return text + line.slice(offset);
}
