/** What filters make of an output. */
export interface JunosFiltered {
  readonly text: string;
  readonly unpaged: boolean;
  /** The device's complaint about a filter. */
  readonly error?: string;
}

const verbs = ['match', 'except', 'find', 'count', 'last', 'no-more', 'display', 'compare', 'trim', 'hold'];

/** Splits a line at its ` | `s. */
export function splitPipes(line: string): { readonly command: string; readonly pipes: readonly string[] } {
  const [command = '', ...pipes] = line.split(/\s\|\s*/);
  return { command, pipes: pipes.map((pipe) => pipe.trim()) };
}

/** Applies the filters that work on text; `display` and `compare` were dealt with by the command. */
export function applyPipes(text: string, pipes: readonly string[]): JunosFiltered {
  let lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  let unpaged = false;
  for (const pipe of pipes) {
    const [word = '', ...rest] = pipe.split(/\s+/);
    const found = verbs.filter((verb) => verb.startsWith(word));
    const verb = found[0];
    if (word === '' || found.length !== 1 || verb === undefined) {
      return { text: '', unpaged, error: 'syntax error, expecting <command>.\n' };
    }
    if (verb === 'no-more') unpaged = true;
    else lines = filterLines(lines, verb, rest.join(' '));
  }
  return { text: lines.length === 0 ? '' : `${lines.join('\n')}\n`, unpaged };
}

function filterLines(lines: string[], verb: string, argument: string): string[] {
  const matches = lineTest(argument);
  switch (verb) {
    case 'match':
      return lines.filter(matches);
    case 'except':
      return lines.filter((line) => !matches(line));
    case 'find': {
      const start = lines.findIndex(matches);
      return start < 0 ? ['Pattern not found'] : lines.slice(start);
    }
    case 'count':
      return [`Count: ${lines.length} lines`];
    case 'last':
      return lines.slice(-Math.max(1, Number(argument) || 10));
    default:
      return lines;
  }
}

function lineTest(pattern: string): (line: string) => boolean {
  const bare = pattern.replace(/^"(.*)"$/, '$1');
  try {
    const expression = new RegExp(bare, 'i');
    return (line) => expression.test(line);
  } catch {
    return (line) => line.includes(bare);
  }
}
