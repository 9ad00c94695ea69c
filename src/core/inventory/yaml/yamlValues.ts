import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type Scalar } from 'yaml';
import type { VariableValue } from '../../../api/device.ts';
import type { SourcePosition } from '../../../api/diagnostic.ts';
import type { DiagnosticList } from '../diagnosticList.ts';
import { isSecretName, secretAdvice } from '../secretName.ts';

/** A key of a map with its value's node and the key's place. */
export interface YamlEntry {
  readonly key: string;
  readonly node: Node | null;
  readonly at: SourcePosition;
}

/** Nodes that aliases may add to a file by repetition; beyond it the file is an attack or a mistake. */
const maxAliasNodes = 100_000;
const maxDepth = 50;

/** Turns nodes of one file into values, with places, and with bounds on what aliases can blow up. */
export class YamlValues {
  readonly #file: string;
  readonly #lines: LineCounter;
  readonly #anchors: ReadonlyMap<Node, Node>;
  readonly #findings: DiagnosticList;
  #aliasNodes = 0;
  #aliasDepth = 0;
  #reported = false;

  constructor(
    file: string,
    lines: LineCounter,
    /** Each alias with the node it stands for. */
    anchors: ReadonlyMap<Node, Node>,
    findings: DiagnosticList,
  ) {
    this.#file = file;
    this.#lines = lines;
    this.#anchors = anchors;
    this.#findings = findings;
  }

  /** The place of a node, or the start of the file for none. */
  place(node: Node | null | undefined): SourcePosition {
    const range = node?.range;
    if (range === undefined || range === null) return { file: this.#file, line: 1, column: 1 };
    const start = this.#lines.linePos(range[0]);
    const end = this.#lines.linePos(range[1]);
    return { file: this.#file, line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
  }

  /** What an alias stands for; other nodes as they are. */
  resolve(node: Node | null): Node | null {
    if (!isAlias(node)) return node;
    return this.#anchors.get(node) ?? null;
  }

  /**
   * The entries of a map in order. Keys that stand twice are an error (the first wins), keys that hold secrets are an
   * error and left out, and `<<` takes over what the map itself does not say.
   */
  entries(node: Node | null, depth = 0): YamlEntry[] {
    const map = this.resolve(node);
    if (!isMap(map) || depth > maxDepth) return [];
    const own = new Map<string, YamlEntry>();
    const merged: YamlEntry[] = [];
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const at = this.place(pair.key ?? map);
      const key = this.#key(pair.key, at);
      if (key === undefined) continue;
      if (key === '<<') merged.push(...this.#mergeSources(pair.value, depth));
      else if (own.has(key)) this.#duplicateKey(key, at, own.get(key)?.at);
      else if (isSecretName(key)) this.#secretKey(key, at);
      else own.set(key, { key, node: pair.value, at });
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
    return [...own.values()];
  }

  /** The value of a node; undefined for an empty one, which unsets what would be inherited. */
  value(node: Node | null, depth = 0): VariableValue | undefined {
    if (isAlias(node)) return this.#aliased(node, depth);
    if (this.#aliasDepth > 0) this.#aliasNodes++;
    if (this.#isTooMuch(node, depth)) return undefined;
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) return node.items.map((item) => this.value(item as Node, depth + 1) ?? null);
    if (!isMap(node)) return undefined;
    const values = new Map<string, VariableValue>();
    for (const entry of this.entries(node, depth))
      values.set(entry.key, this.value(entry.node, depth + 1) ?? null);
    return values;
  }

  #aliased(alias: Node, depth: number): VariableValue | undefined {
    this.#aliasDepth++;
    const value = this.value(this.resolve(alias), depth + 1);
    this.#aliasDepth--;
    return value;
  }

  #isTooMuch(node: Node | null, depth: number): boolean {
    if (depth <= maxDepth && this.#aliasNodes <= maxAliasNodes) return false;
    if (!this.#reported) {
      const what =
        depth > maxDepth ? 'nested too deeply, or contains itself' : 'repeated too often by aliases';
      this.#findings.error(
        'inventory.yaml-too-complex',
        this.place(node),
        `This value is ${what}. Write it plainly.`,
      );
      this.#reported = true;
    }
    return true;
  }

  #key(node: Node | null, at: SourcePosition): string | undefined {
    const key = this.resolve(node);
    if (isScalar(key) && key.value !== null) return keyText(key);
    this.#findings.error('inventory.yaml-key', at, 'A key must be plain text. Put it in quotes.');
    return undefined;
  }

  #mergeSources(node: Node | null, depth: number): YamlEntry[] {
    const source = this.resolve(node);
    if (isSeq(source)) return source.items.flatMap((item) => this.entries(item as Node, depth + 1));
    return this.entries(source, depth + 1);
  }

  #duplicateKey(key: string, at: SourcePosition, first: SourcePosition | undefined): void {
    const where = first === undefined ? '' : ` The first one is in line ${String(first.line)}.`;
    this.#findings.error(
      'inventory.duplicate-key',
      at,
      `The key "${key}" stands here twice; this one was ignored.${where}`,
    );
  }

  #secretKey(key: string, at: SourcePosition): void {
    this.#findings.error(
      'inventory.password-column',
      at,
      `The key "${key}" holds a secret and was ignored. ${secretAdvice}`,
    );
  }
}

function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/**
 * A scalar's value. Numbers that would not be written back as they stand in the file (`1.10`, `0017`, `1e3`, and those too
 * large for a double) stay text, so that a template sends what the file says.
 */
function scalarValue(node: Scalar): VariableValue | undefined {
  const { value, source } = node;
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return source === undefined || String(value) === source ? value : source;
  return typeof value === 'string' ? value : (source ?? '');
}
