import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { Diagnostic, SourcePosition } from '../../api/diagnostic.ts';
import { errorAt } from './findings.ts';
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
 * Reads YAML, of which JSON is a part. Aliases are limited so that a small file cannot unfold into a huge one.
 * Syntax errors carry the code `<area>.yaml-syntax`.
 */
export function readYaml(
  file: string,
  bytes: Uint8Array,
  area: 'platform' | 'plugin',
): YamlFile | { readonly faults: Diagnostic[] } {
  if (bytes.length > maxBytes) {
    const at = { file, line: 1, column: 1 };
    return { faults: [errorAt(`${area}.file-too-large`, 'The file is larger than 1 MB.', at)] };
  }
  const lines = new LineCounter();
  const text = new TextDecoder('utf-8').decode(bytes);
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    maxAliasCount: 100,
  } as object);
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: Math.max(1, col) };
  };
  const faults = document.errors.map((error) =>
    errorAt(`${area}.yaml-syntax`, `${error.message}.`.replace(/\.\.$/, '.'), {
      file,
      ...place(error.pos[0]),
    }),
  );
  if (faults.length > 0) return { faults };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    const positionOf = (path: FilePath): SourcePosition => positionIn(document, file, path, place);
    const positionOfKey = (path: FilePath): SourcePosition =>
      keyPosition(document, file, path, place) ?? positionOf(path);
    return { value, positionOf, positionOfKey };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { faults: [errorAt(`${area}.yaml-syntax`, message, { file, line: 1, column: 1 })] };
  }
}

function keyPosition(
  document: Document.Parsed,
  file: string,
  path: FilePath,
  place: (offset: number) => { line: number; column: number },
): SourcePosition | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const key = parent.items
    .map((pair) => pair.key)
    .find((node) => isScalar(node) && node.value === path.at(-1));
  if (!isScalar(key) || key.range === undefined || key.range === null) return undefined;
  const end = place(key.range[1]);
  return { file, ...place(key.range[0]), endLine: end.line, endColumn: end.column };
}

function positionIn(
  document: Document.Parsed,
  file: string,
  path: FilePath,
  place: (offset: number) => { line: number; column: number },
): SourcePosition {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node) || node.range === undefined || node.range === null) continue;
    const start = place(node.range[0]);
    const end = place(node.range[1]);
    return { file, ...start, endLine: end.line, endColumn: end.column };
  }
  return { file, line: 1, column: 1 };
}
