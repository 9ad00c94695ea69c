import { isMap, isPair, isScalar, isSeq, parseDocument, visit, type Node, type Pair } from 'yaml';
import type { FilePath } from '../platformFile.ts';

/** Where in a YAML text an offset is. */
export interface YamlPlace {
  /** The place of the key or value that stands there. */
  readonly path: FilePath;
  readonly kind: 'key' | 'value';
  readonly start: number;
  readonly end: number;
}

/** The key or value that an offset is in; undefined between things. */
export function placeAt(text: string, offset: number): YamlPlace | undefined {
  let found: YamlPlace | undefined;
  visit(parseDocument(text), {
    Scalar(key, node, ancestors) {
      const [start, end] = node.range ?? [-1, -1];
      if (offset < start || offset > end) return;
      const path = pathOf([...ancestors, node] as (Node | Pair)[]);
      found = { path, kind: key === 'key' ? 'key' : 'value', start, end };
    },
  });
  return found;
}

/** A word that no file has: it is put where something is to be typed, so that an unfinished text has a place there. */
const mark = 'showrunCursor';

/** Where something is to be typed. */
export interface TypingPlace {
  /** The map or list entry for a key, the value's own place for a value. */
  readonly path: FilePath;
  readonly kind: 'key' | 'value';
  /** The word that is there already, which completion replaces. */
  readonly start: number;
  readonly end: number;
  /** Keys that the map has already. */
  readonly siblings: readonly string[];
  /** True inside of braces or brackets. */
  readonly flow: boolean;
}

/** Where the text goes on at an offset: in a key, or in a value. Undefined where the text is too broken to tell, and in comments. */
export function typingPlaceAt(text: string, offset: number): TypingPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (/(?:^|\s)#/.test(before)) return undefined;
  const start = offset - (/[\w.-]*$/.exec(before)?.[0].length ?? 0);
  const end = offset + (/^[\w.-]*/.exec(text.slice(offset))?.[0].length ?? 0);
  const head = text.slice(lineStart, start);
  const isValue = /:\s+["']?$/.test(head) || /:\s+\[[^\]]*$/.test(head);
  const rest = text.slice(end);
  // A key that has its colon already must not get a second one.
  const asKey = /^\s*:/.test(rest) ? mark : `${mark}: `;
  const orders = isValue ? [mark] : [asKey, mark];
  for (const word of orders) {
    const place = markedPlace(text.slice(0, start) + word + rest);
    if (place !== undefined) return { ...place, start, end };
  }
  return undefined;
}

function markedPlace(text: string): Omit<TypingPlace, 'start' | 'end'> | undefined {
  const document = parseDocument(text);
  let found: Omit<TypingPlace, 'start' | 'end'> | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (node.value !== mark) return undefined;
      const chain = [...ancestors, node] as (Node | Pair)[];
      const parent = [...ancestors].reverse().find((entry) => isMap(entry) || isSeq(entry));
      const siblings = isMap(parent)
        ? parent.items.flatMap((pair) =>
            isScalar(pair.key) && pair.key.value !== mark ? [String(pair.key.value)] : [],
          )
        : [];
      const flow = ancestors.some((entry) => (isMap(entry) || isSeq(entry)) && entry.flow === true);
      const path = pathOf(chain);
      found =
        key === 'key'
          ? { path: path.slice(0, -1), kind: 'key', siblings, flow }
          : { path, kind: 'value', siblings: [], flow };
      return visit.BREAK;
    },
  });
  return found;
}

/** Keys and indexes on the way down to the last of the nodes. */
function pathOf(chain: readonly (Node | Pair)[]): FilePath {
  const path: (string | number)[] = [];
  chain.forEach((node, index) => {
    const next = chain[index + 1];
    if (isPair(node) && isScalar(node.key)) path.push(String(node.key.value));
    else if (isSeq(node) && next !== undefined) path.push(node.items.indexOf(next));
  });
  return path;
}
