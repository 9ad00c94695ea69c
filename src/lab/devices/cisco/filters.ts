/** A command with the filters behind its `|`s. */
export interface FilteredCommand {
  readonly command: string;
  readonly filters: readonly string[];
}

/** What filters make of a text. */
export interface FilteredText {
  readonly text: string;
  /** True where `no-more` was among them. */
  readonly unpaged: boolean;
  /** The device's complaint about a filter. */
  readonly error?: string;
}

/** Splits at ` | `; a `|` inside a filter's pattern has no blanks around it. */
export function splitFilters(line: string): FilteredCommand {
  const [command = '', ...filters] = line.split(/\s\|\s+/);
  return { command, filters: filters.map((filter) => filter.trim()) };
}

const verbs = ['include', 'exclude', 'begin', 'section', 'count', 'grep', 'no-more', 'json'] as const;

/** Applies filters in order. */
export function applyFilters(text: string | Iterable<string>, filters: readonly string[]): FilteredText {
  const whole = typeof text === 'string' ? text : [...text].join('');
  let lines = whole === '' ? [] : whole.replace(/\n$/, '').split('\n');
  let unpaged = false;
  for (const filter of filters) {
    const [word = '', ...rest] = filter.split(/\s+/);
    const found = verbs.filter((verb) => verb.startsWith(word.toLowerCase()));
    const verb = found[0];
    if (word === '' || found.length !== 1 || verb === undefined || verb === 'json') {
      return { text: '', unpaged, error: "% Invalid input detected at '^' marker.\n\n" };
    }
    if (verb === 'no-more') unpaged = true;
    else lines = filterLines(lines, verb, rest.join(' '));
  }
  return { text: lines.length === 0 ? '' : `${lines.join('\n')}\n`, unpaged };
}

function filterLines(lines: readonly string[], verb: string, pattern: string): string[] {
  const matches = lineTest(pattern);
  if (verb === 'exclude') return lines.filter((line) => !matches(line));
  if (verb === 'section') return sections(lines, matches);
  if (verb === 'begin') {
    const start = lines.findIndex(matches);
    return start < 0 ? [] : lines.slice(start);
  }
  const included = lines.filter(matches);
  if (verb !== 'count') return included;
  return pattern === ''
    ? [String(lines.length)]
    : [`Number of lines which match regexp = ${included.length}`];
}

/** Header lines that match, with everything indented below them. */
function sections(lines: readonly string[], matches: (line: string) => boolean): string[] {
  const kept: string[] = [];
  let depth = -1;
  for (const line of lines) {
    const indent = line.search(/\S|$/);
    if (depth >= 0 && indent > depth) kept.push(line);
    else if (matches(line)) {
      depth = indent;
      kept.push(line);
    } else depth = -1;
  }
  return kept;
}

function lineTest(pattern: string): (line: string) => boolean {
  try {
    const expression = new RegExp(pattern.replace(/^"(.*)"$/, '$1').replaceAll('_', '(?:^|$|[ ,{}()])'));
    return (line) => expression.test(line);
  } catch {
    return (line) => line.includes(pattern);
  }
}
