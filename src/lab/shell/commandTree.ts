/** Arguments of a matched command by parameter name. */
export type CommandArguments = Readonly<Record<string, string>>;

/** What a command does; `C` is what the shell hands to it. */
export type CommandHandler<C, R> = (context: C, args: CommandArguments) => R;

/** Says whether a word is acceptable for a parameter type, and gives the form the handler wants. */
export type ParameterReader = (type: string, word: string) => string | undefined;

/** The outcome of looking a line up. Columns count from 0 in the line. */
export type CommandMatch<C, R> =
  | { readonly kind: 'ok'; readonly run: CommandHandler<C, R>; readonly args: CommandArguments }
  | { readonly kind: 'invalid'; readonly column: number; readonly depth: number }
  | {
      readonly kind: 'ambiguous';
      readonly column: number;
      readonly word: string;
      readonly candidates: readonly string[];
    }
  | { readonly kind: 'incomplete'; readonly column: number };

interface Word {
  readonly text: string;
  readonly column: number;
}

interface Parameter<C, R> {
  readonly name: string;
  readonly type: string;
  readonly node: Node<C, R>;
}

interface Node<C, R> {
  readonly keywords: Map<string, Node<C, R>>;
  parameter?: Parameter<C, R>;
  run?: CommandHandler<C, R>;
}

/**
 * The commands of one mode as a tree of keywords and parameters, matched as network devices do: any unambiguous prefix of a
 * keyword will do, and the first thing that fits nothing is pointed at.
 */
export class CommandTree<C, R> {
  private readonly root: Node<C, R> = { keywords: new Map() };

  /**
   * Adds a command. `show ip|ipv6 route [<prefix>]`: `|` separates alternatives, `[ ]` holds one optional word, `<name:type>`
   * is a parameter (type `word` where it is left out; `line` takes the rest of the line).
   */
  add(pattern: string, run: CommandHandler<C, R>): this {
    for (const words of expand(pattern.split(' '))) this.addWords(words, run);
    return this;
  }

  /** Looks a line up. `read` judges parameters. */
  match(line: string, read: ParameterReader): CommandMatch<C, R> {
    const words = splitWords(line);
    const args: Record<string, string> = {};
    let node = this.root;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] as Word;
      const found = findKeyword(node, word.text);
      if (found.length > 1) {
        return { kind: 'ambiguous', column: word.column, word: word.text, candidates: found };
      }
      const keyword = found[0];
      if (keyword !== undefined) {
        node = node.keywords.get(keyword) as Node<C, R>;
        continue;
      }
      const taken = readParameter(node.parameter, words, index, line, read);
      if (taken === undefined || node.parameter === undefined) {
        return { kind: 'invalid', column: word.column + knownPrefix(node, word.text), depth: index };
      }
      args[node.parameter.name] = taken.value;
      node = node.parameter.node;
      index += taken.words - 1;
    }
    if (node.run === undefined) return { kind: 'incomplete', column: line.trimEnd().length };
    return { kind: 'ok', run: node.run, args };
  }

  /** What may follow a line: keywords that fit its last word, parameters in angle brackets, `<cr>` where it is complete. */
  candidates(line: string, read: ParameterReader): readonly string[] {
    const words = splitWords(line);
    const partial = line === '' || line.endsWith(' ') ? '' : (words.pop()?.text ?? '');
    let node: Node<C, R> | undefined = this.root;
    for (let index = 0; index < words.length && node !== undefined; index++) {
      const found: string[] = findKeyword(node, (words[index] as Word).text);
      const taken: TakenParameter | undefined =
        found.length === 0 ? readParameter(node.parameter, words, index, line, read) : undefined;
      index += (taken?.words ?? 1) - 1;
      node =
        found.length === 1
          ? node.keywords.get(found[0] as string)
          : taken === undefined
            ? undefined
            : node.parameter?.node;
    }
    if (node === undefined) return [];
    const keywords = [...node.keywords.keys()].filter((key) => key.startsWith(partial.toLowerCase())).sort();
    if (partial !== '') return keywords;
    if (node.parameter !== undefined) keywords.push(`<${node.parameter.name}>`);
    if (node.run !== undefined) keywords.push('<cr>');
    return keywords;
  }

  private addWords(words: readonly string[], run: CommandHandler<C, R>): void {
    let node = this.root;
    for (const word of words) {
      const parameter = /^<([^:>]+)(?::([^>]+))?>$/.exec(word);
      if (parameter === null) {
        let next = node.keywords.get(word);
        if (next === undefined) node.keywords.set(word, (next = { keywords: new Map() }));
        node = next;
      } else {
        node.parameter ??= {
          name: parameter[1] as string,
          type: parameter[2] ?? 'word',
          node: { keywords: new Map() },
        };
        node = node.parameter.node;
      }
    }
    node.run = run;
  }
}

function expand(words: readonly string[]): string[][] {
  let lines: string[][] = [[]];
  for (const word of words) {
    const optional = word.startsWith('[');
    const choices = (optional ? word.slice(1, -1) : word).split('|');
    const extended = lines.flatMap((line) => choices.map((choice) => [...line, choice]));
    lines = optional ? [...lines, ...extended] : extended;
  }
  return lines;
}

function splitWords(line: string): Word[] {
  return [...line.matchAll(/\S+/g)].map((match) => ({ text: match[0], column: match.index }));
}

function findKeyword<C, R>(node: Node<C, R>, word: string): string[] {
  const lower = word.toLowerCase();
  if (node.keywords.has(lower)) return [lower];
  return [...node.keywords.keys()].filter((keyword) => keyword.startsWith(lower));
}

interface TakenParameter {
  readonly value: string;
  readonly words: number;
}

/** A parameter takes one word, two (`GigabitEthernet 1/0/1`), or the rest of the line. */
function readParameter<C, R>(
  parameter: Parameter<C, R> | undefined,
  words: readonly Word[],
  index: number,
  line: string,
  read: ParameterReader,
): TakenParameter | undefined {
  const word = words[index];
  if (parameter === undefined || word === undefined) return undefined;
  if (parameter.type === 'line') {
    return { value: line.slice(word.column).trimEnd(), words: words.length - index };
  }
  const single = read(parameter.type, word.text);
  if (single !== undefined) return { value: single, words: 1 };
  const following = words[index + 1];
  if (following === undefined) return undefined;
  const pair = read(parameter.type, `${word.text} ${following.text}`);
  return pair === undefined ? undefined : { value: pair, words: 2 };
}

/** Length of the longest beginning of the word that some keyword shares: the caret stands behind it. */
function knownPrefix<C, R>(node: Node<C, R>, word: string): number {
  let longest = 0;
  for (const keyword of node.keywords.keys()) {
    let length = 0;
    while (length < word.length && word[length]?.toLowerCase() === keyword[length]) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}
