import { RE2JS } from 're2js';
import { TemplateFault } from '../templateFault.ts';
import { spend } from '../values/budget.ts';

/** One match of a regular expression. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** The whole match and its groups; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
  readonly named: ReadonlyMap<string, number>;
}

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
}

const longestPattern = 1000;
const compiled = new Map<string, RE2JS>();
const maxCompiled = 500;

/** Patterns come with templates of anybody, so they run on an engine whose time is linear in the text. */
function compileRegex(source: string, flags: RegexFlags): RE2JS {
  const key = `${flags.ignoreCase ? 'i' : '-'}${flags.multiLine ? 'm' : '-'}${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (source.length > longestPattern) {
    throw new TemplateFault(
      'template.regex',
      `A regular expression can have at most ${String(longestPattern)} characters.`,
    );
  }
  if (/(?<!\\)\(\?(?:=|!|<=|<!)/.test(source) || /(?<!\\)(?:\\\\)*\\[1-9]/.test(source)) {
    const message =
      'Look-ahead, look-behind and back references are not possible here, because they can take forever.';
    throw new TemplateFault('template.regex', message);
  }
  try {
    // Python's \Z is RE2's \z.
    const pattern = source.replace(/\\(Z|[^])/g, (whole, letter: string) => (letter === 'Z' ? '\\z' : whole));
    const mode = (flags.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (flags.multiLine ? RE2JS.MULTILINE : 0);
    spend(programSize(source) * 10);
    const regex = RE2JS.compile(pattern, mode);
    if (compiled.size >= maxCompiled) compiled.clear();
    compiled.set(key, regex);
    return regex;
  } catch (error) {
    if (error instanceof TemplateFault) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TemplateFault('template.regex', `"${source}" is not a regular expression: ${reason}`);
  }
}

/** How large the program of the engine gets: counted repetitions are written out, and nested ones multiply. */
function programSize(source: string): number {
  const counts = (source.match(/\{\d*,?\d*\}/g) ?? []).map((repeat) =>
    Math.max(1, ...(repeat.match(/\d+/g) ?? []).map(Number)),
  );
  const product = counts.reduce((size, count) => Math.min(size * count, 1000), 1);
  return source.length + product + counts.reduce((sum, count) => sum + count, 0);
}

/** Work units per character that is looked at. */
function costOf(source: string): number {
  const groups = source.split('(').length - 1;
  return 1 + groups + (programSize(source) >> 5);
}

/**
 * True where an endless repetition has something behind it. Looking for one match can then run to the end of the text in
 * vain, so that many matches take quadratic time.
 */
function looksAhead(source: string): boolean {
  const shape = source.replace(/\\[^]|\[(?:[^\]\\]|\\[^])*\]/g, 'x');
  return /(?:[*+]|\{\d+,\})\??\)*[^)?$*+]/.test(shape) || shape.includes('|');
}

/** Every match in a text, up to `limit`; none overlap. Throws for a bad pattern. */
export function matchesOf(
  text: string,
  source: string,
  flags: RegexFlags,
  limit = Number.POSITIVE_INFINITY,
): RegexMatch[] {
  const regex = compileRegex(source, flags);
  const cost = costOf(source);
  const shift = looksAhead(source) ? 1 : 6;
  spend(50 + text.length * cost);
  const matcher = regex.matcher(text);
  const named = new Map(Object.entries(regex.namedGroups()));
  const matches: RegexMatch[] = [];
  while (matches.length < limit && matcher.find()) {
    spend(20 + (((text.length - matcher.end()) * cost) >> shift));
    const groups: (string | undefined)[] = [];
    for (let index = 0; index <= matcher.groupCount(); index++)
      groups.push(matcher.group(index) ?? undefined);
    matches.push({ start: matcher.start(), end: matcher.end(), groups, named });
  }
  return matches;
}
