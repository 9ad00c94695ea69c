import { parseDocument } from 'yaml';
import type { FilePath } from '../platformFile.ts';
import { typingPlaceAt } from './placeAt.ts';
import { descriptionOf, kindOf, schemaAt, type SchemaNode } from './schemaNode.ts';

/** The platforms that a file can extend. */
export interface PlatformKnowledge {
  /** Titles by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** The modes of a platform; none where there is no such platform. */
  modesOf(id: string): readonly string[];
}

/** Something that can stand at a place of a platform file. */
export interface PlatformEntry {
  readonly label: string;
  readonly kind: 'key' | 'value';
  /** What kind of value it takes, or what it stands for. */
  readonly detail?: string;
  readonly documentation?: string;
  readonly insert: string;
}

/** Entries for the part of a text between two offsets. */
export interface PlatformCompletion {
  readonly start: number;
  readonly end: number;
  readonly entries: readonly PlatformEntry[];
}

/** What can stand at an offset of a platform file: keys that are not there yet, fixed values, modes, platforms to extend. */
export function completePlatformFile(
  text: string,
  offset: number,
  knowledge: PlatformKnowledge,
): PlatformCompletion | undefined {
  const place = typingPlaceAt(text, offset);
  if (place === undefined) return undefined;
  const { path, kind, start, end, siblings, flow } = place;
  const node = schemaAt(path);
  if (node === undefined) return undefined;
  const hasColon = /^\s*:/.test(text.slice(end));
  const entries =
    kind === 'key' ? keys(node, siblings, { flow, hasColon }) : values(text, path, node, knowledge);
  // A list whose entries are maps: the first key of the next entry.
  const inList = kind === 'value' && entries.length === 0 && node.properties !== undefined;
  const all = inList ? keys(node, [], { flow, hasColon }) : entries;
  return all.length === 0 ? undefined : { start, end, entries: all };
}

function keys(
  node: SchemaNode,
  siblings: readonly string[],
  { flow, hasColon }: { readonly flow: boolean; readonly hasColon: boolean },
): PlatformEntry[] {
  const there = new Set(siblings);
  return Object.entries(node.properties ?? {})
    .filter(([key]) => !there.has(key))
    .map(([key, child]) => {
      const documentation = descriptionOf(child);
      const required = node.required?.includes(key) === true ? ', required' : '';
      return {
        label: key,
        kind: 'key',
        detail: `${kindOf(child)}${required}`,
        insert: hasColon ? key : key + opening(child, flow),
        ...(documentation === undefined ? {} : { documentation }),
      };
    });
}

/** What follows a key: a map or a list begins on the next line. */
function opening(node: SchemaNode, flow: boolean): string {
  const kind = kindOf(node);
  if (flow) return ': ';
  if (kind === 'map') return ':\n  ';
  return kind.startsWith('list') ? ':\n  - ' : ': ';
}

function values(
  text: string,
  path: FilePath,
  node: SchemaNode,
  knowledge: PlatformKnowledge,
): PlatformEntry[] {
  if (node.enum !== undefined) {
    return node.enum.map((value) => {
      const label = typeof value === 'string' && /^[\w-]+$/.test(value) ? value : JSON.stringify(value);
      return { label, kind: 'value', insert: label };
    });
  }
  if (node.type === 'boolean')
    return ['true', 'false'].map((label) => ({ label, kind: 'value', insert: label }));
  if (path.length === 1 && path[0] === 'extends') {
    return [...knowledge.titles].map(([label, detail]) => ({ label, detail, kind: 'value', insert: label }));
  }
  return namesMode(path)
    ? modes(text, knowledge).map((label) => ({ label, kind: 'value', detail: 'mode', insert: label }))
    : [];
}

/** True for places that name a mode of the platform. */
function namesMode(path: FilePath): boolean {
  const [first, second] = path;
  const last = path.at(-1);
  if (first === 'commandModes') return path.length === 2;
  if (first === 'moves') return path.length === 3 && (last === 'from' || last === 'to');
  return first === 'paging' && second === 'off' && last === 'mode';
}

/** The modes that the text has, or inherits where it has none. */
function modes(text: string, knowledge: PlatformKnowledge): readonly string[] {
  const document = parseDocument(text);
  const own: unknown =
    document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as unknown);
  const file = (typeof own === 'object' && own !== null ? own : {}) as { modes?: unknown; extends?: unknown };
  if (typeof file.modes === 'object' && file.modes !== null) return Object.keys(file.modes);
  const written = modesByLines(text);
  if (written.length > 0) return written;
  const parent = /^extends:\s*([a-z0-9_]+)/m.exec(text)?.[1];
  return parent === undefined ? [] : knowledge.modesOf(parent);
}

/** The same of a text that is broken somewhere: the names below `modes:` with the first indentation there. */
function modesByLines(text: string): string[] {
  const block = /^modes:[ \t]*\r?\n((?:[ \t]+.*\r?\n|[ \t]*\r?\n|[ \t]*#.*\r?\n)*)/m.exec(text)?.[1] ?? '';
  const indentation = /^[ \t]+(?=[a-z])/m.exec(block)?.[0] ?? '  ';
  return [...block.matchAll(new RegExp(`^${indentation}([a-z][a-z0-9_]*):`, 'gm'))].map(
    (match) => match[1] ?? '',
  );
}
