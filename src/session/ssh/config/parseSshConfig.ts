/** One line of an ssh_config file: keyword in lower case, arguments without their quotes. */
export interface ConfigLine {
  readonly keyword: string;
  readonly args: readonly string[];
  /** Everything after the keyword as it stands there: commands are not split into words. */
  readonly rest: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A run of options that hold under one condition. */
export interface ConfigBlock {
  /** `Host` or `Match` line; nothing for options before the first of them. */
  readonly condition?: ConfigLine;
  readonly lines: readonly ConfigLine[];
}

/**
 * Splits an ssh_config file (ssh_config(5)) into blocks. Never throws: OpenSSH refuses a file with a bad line, here such a
 * line is only reported, so that one of a newer OpenSSH does not keep anyone from working.
 */
export function parseSshConfig(
  file: string,
  text: string,
): { readonly blocks: readonly ConfigBlock[]; readonly badLines: readonly number[] } {
  const blocks: { condition?: ConfigLine; lines: ConfigLine[] }[] = [{ lines: [] }];
  const badLines: number[] = [];
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((raw, index) => {
      const content = raw.trim();
      if (content === '' || content.startsWith('#')) return;
      const words = splitLine(content);
      if (words === undefined || words.args.length === 0) {
        badLines.push(index + 1);
        return;
      }
      const line: ConfigLine = { ...words, file, line: index + 1 };
      if (line.keyword === 'host' || line.keyword === 'match') blocks.push({ condition: line, lines: [] });
      else blocks.at(-1)?.lines.push(line);
    });
  return { blocks, badLines };
}

/** Options whose value is a command line (ssh_config(5)). */
const rawKeywords: ReadonlySet<string> = new Set([
  'proxycommand',
  'localcommand',
  'remotecommand',
  'knownhostscommand',
]);

/** `Keyword arg "arg two"` or `Keyword=arg`; a `#` that starts a word starts a comment. */
function splitLine(content: string): { keyword: string; args: string[]; rest: string } | undefined {
  const head = /^([A-Za-z0-9]+)(?:\s*=\s*|\s+|$)/.exec(content);
  if (head?.[1] === undefined) return undefined;
  const args: string[] = [];
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|(#.*$)|([^\s"]+))/gy;
  word.lastIndex = head[0].length;
  while (word.lastIndex < content.length) {
    const match = word.exec(content);
    // A command is the shell's to split: an apostrophe or a lone quote in it is no mistake.
    if (match === null && rawKeywords.has(head[1].toLowerCase())) break;
    if (match === null) return undefined;
    if (match[2] !== undefined) break;
    args.push(match[1]?.replace(/\\(["\\])/g, '$1') ?? match[3] ?? '');
  }
  return { keyword: head[1].toLowerCase(), args, rest: content.slice(head[0].length) };
}
