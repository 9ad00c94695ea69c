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
    const regex = RE2JS.compile(pattern, mode);
    if (compiled.size >= maxCompiled) compiled.clear();
    compiled.set(key, regex);
    return regex;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TemplateFault('template.regex', `"${source}" is not a regular expression: ${reason}`);
  }
}

/** Work units per character: counted repetitions make the program of the engine longer. */
function costOf(source: string): number {
  const repeats = source.match(/\{\d*,?\d*\}/g) ?? [];
  const counted = repeats.reduce(
    (sum, repeat) => sum + Math.max(0, ...(repeat.match(/\d+/g) ?? []).map(Number)),
    0,
  );
  return 1 + ((source.length + counted) >> 5);
}

/** Every match in a text, up to `limit`; none overlap. Throws for a bad pattern. */
export function matchesOf(
  text: string,
  source: string,
  flags: RegexFlags,
  limit = Number.POSITIVE_INFINITY,
): RegexMatch[] {
  const regex = compileRegex(source, flags);
  spend(50 + text.length * costOf(source));
  const matcher = regex.matcher(text);
  const named = new Map(Object.entries(regex.namedGroups()));
  const matches: RegexMatch[] = [];
  while (matches.length < limit && matcher.find()) {
    spend(20);
    const groups: (string | undefined)[] = [];
    for (let index = 0; index <= matcher.groupCount(); index++)
      groups.push(matcher.group(index) ?? undefined);
    matches.push({ start: matcher.start(), end: matcher.end(), groups, named });
  }
  return matches;
}
