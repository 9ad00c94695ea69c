import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { Diagnostic, SourcePosition } from '../../api/diagnostic.ts';
import { errorAt, type FileCodes } from './findings.ts';
import type { FilePath } from './platformFile.ts';

/** A YAML (or JSON) file as plain data with the places of its parts. */
export interface YamlFile {
  readonly value: unknown;
  readonly positionOf: (path: FilePath) => SourcePosition;
  /** Where the key itself stands that the path ends with. */
  readonly positionOfKey: (path: FilePath) => SourcePosition;
}

/** Bytes that a plugin's file may have at most: they are written by hand. */
const maxBytes = 1_000_000;

/**
 * Reads YAML, of which JSON is a part; JSON takes a fast way. Aliases are limited so that a small file cannot unfold into a
 * huge one. Syntax errors carry the code `codes.syntax`.
 */
export function readYaml(
  file: string,
  bytes: Uint8Array,
  codes: FileCodes,
): YamlFile | { readonly faults: Diagnostic[] } {
  if (bytes.length > maxBytes) {
    const at = { file, line: 1, column: 1 };
    return { faults: [errorAt(codes.tooLarge, 'The file is larger than 1 MB.', at)] };
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const json = parseJson(text);
  if (json !== undefined) return withPlaces(json, () => new PlacedDocument(file, text));
  const document = new PlacedDocument(file, text);
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ message, at }) => errorAt(codes.syntax, message, at)),
    };
  }
  try {
    return withPlaces(document.value(), () => document);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { faults: [errorAt(codes.syntax, message, { file, line: 1, column: 1 })] };
  }
}

function withPlaces(value: unknown, open: () => PlacedDocument): YamlFile {
  let document: PlacedDocument | undefined;
  return {
    value,
    positionOf: (path) => (document ??= open()).positionOf(path),
    positionOfKey: (path) => (document ??= open()).positionOfKey(path),
  };
}

/** The value of a text that is JSON; undefined for everything else, which YAML has to judge. */
function parseJson(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A parsed text that can say where its parts are. */
class PlacedDocument {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
  }

  get errors(): { readonly message: string; readonly at: SourcePosition }[] {
    return this.#document.errors.map((error) => ({
      message: `${error.message.replace(/\.$/, '')}.`,
      at: { file: this.#file, ...this.#place(error.pos[0]) },
    }));
  }

  /** Throws where aliases unfold into too much. */
  value(): unknown {
    return this.#document.toJS({ maxAliasCount: 100 }) as unknown;
  }

  positionOf(path: FilePath): SourcePosition {
    for (let length = path.length; length >= 0; length--) {
      const position = this.#range(this.#nodeAt(path.slice(0, length)));
      if (position !== undefined) return position;
    }
    return { file: this.#file, line: 1, column: 1 };
  }

  positionOfKey(path: FilePath): SourcePosition {
    const parent = this.#nodeAt(path.slice(0, -1));
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
      : undefined;
    return this.#range(pair?.key) ?? this.positionOf(path);
  }

  #nodeAt(path: FilePath): unknown {
    return path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
  }

  #range(node: unknown): SourcePosition | undefined {
    if (!isNode(node) || node.range === undefined || node.range === null) return undefined;
    const end = this.#place(node.range[1]);
    return { file: this.#file, ...this.#place(node.range[0]), endLine: end.line, endColumn: end.column };
  }

  #place(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: Math.max(1, col) };
  }
}
