import { closestName } from '../../text/closestName.ts';
import type { CommandMatch } from './commandCatalogue.ts';

/** A command or a part of one: `show interfaces <interface>`. */
export interface CommandPath {
  readonly path: string;
  /** Empty for a part that is no command of its own. */
  readonly summary: string;
}

interface Node {
  readonly word: string;
  readonly path: string;
  readonly children: Map<string, Node>;
  summary: string | undefined;
}

/** The commands of one platform as a tree of words. */
export class CommandWords {
  readonly #root: Node = { word: '', path: '', children: new Map(), summary: undefined };
  readonly #paths: CommandPath[] = [];

  add(path: string, summary: string): void {
    let node = this.#root;
    for (const word of path.trim().split(/\s+/)) {
      let child = node.children.get(word);
      if (child === undefined) {
        const full = node.path === '' ? word : `${node.path} ${word}`;
        child = { word, path: full, children: new Map(), summary: undefined };
        node.children.set(word, child);
      }
      node = child;
    }
    if (node.summary !== undefined) return;
    node.summary = summary;
    this.#paths.push({ path: node.path, summary });
  }

  paths(): readonly CommandPath[] {
    return this.#paths;
  }

  firstWords(): Iterable<string> {
    return this.#root.children.keys();
  }

  match(words: readonly string[], hole: string): CommandMatch {
    if (words[0]?.includes(hole) !== false) return { kind: 'silent' };
    let nodes: readonly Node[] = [this.#root];
    let complete: Node | undefined;
    for (const [index, word] of words.entries()) {
      const step = stepOf(nodes, word, hole);
      if (step.ambiguous.length > 0) return { kind: 'ambiguous', word: index, candidates: step.ambiguous };
      if (step.nodes.length === 0) {
        // Behind a whole command come arguments and options that the data need not name.
        if (complete !== undefined) return known(complete);
        const names = nodes.flatMap((node) => [...node.children.keys()].filter((name) => !isHole(name)));
        return { kind: 'unknown', word: index, near: closestName(word, names) };
      }
      nodes = step.nodes;
      complete = nodes.find((node) => node.summary !== undefined) ?? complete;
    }
    return known(nodes.find((node) => node.summary !== undefined) ?? nodes[0] ?? this.#root);
  }

  next(words: readonly string[], hole: string): readonly CommandPath[] {
    let nodes: readonly Node[] = [this.#root];
    for (const word of words) {
      const step = stepOf(nodes, word, hole);
      nodes = step.nodes;
      if (nodes.length === 0) return [];
    }
    return nodes.flatMap((node) => below(node));
  }
}

function known(node: Node): CommandMatch {
  return { kind: 'known', path: node.path, summary: node.summary };
}

function isHole(word: string): boolean {
  return word.startsWith('<');
}

function stepOf(
  nodes: readonly Node[],
  word: string,
  hole: string,
): { readonly nodes: readonly Node[]; readonly ambiguous: readonly string[] } {
  const children = nodes.flatMap((node) => [...node.children.values()]);
  if (word.includes(hole)) return { nodes: children, ambiguous: [] };
  const wanted = word.toLowerCase();
  const exact = children.filter((child) => child.word.toLowerCase() === wanted);
  if (exact.length > 0) return { nodes: exact, ambiguous: [] };
  const begun = children.filter(
    (child) => !isHole(child.word) && child.word.toLowerCase().startsWith(wanted),
  );
  const names = [...new Set(begun.map((child) => child.word))];
  const holes = children.filter((child) => isHole(child.word));
  if (names.length > 1 && holes.length === 0) return { nodes: [], ambiguous: names };
  return { nodes: names.length > 1 ? holes : [...begun, ...holes], ambiguous: [] };
}

/** Commands below a node, as they would be completed: whole ones, without the node's own words in front. */
function below(node: Node): CommandPath[] {
  const found: CommandPath[] = [];
  const visit = (inner: Node): void => {
    for (const child of inner.children.values()) {
      if (child.summary !== undefined)
        found.push({ path: child.path.slice(node.path.length).trim(), summary: child.summary });
      visit(child);
    }
  };
  visit(node);
  return found;
}
