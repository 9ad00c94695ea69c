import { platformSchema } from '../platformSchema.ts';
import type { FilePath } from '../platformFile.ts';

/** What is used of JSON Schema here. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
}

const root: SchemaNode = platformSchema;
const definitions = platformSchema.definitions as Readonly<Record<string, SchemaNode>>;

/** The part of the schema that describes a place of a platform file; undefined for places that it does not know. */
export function schemaAt(path: FilePath): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = typeof step === 'number' ? node.items : (node.properties?.[step] ?? ownNames(node));
    node = node === undefined ? undefined : resolved(node);
  }
  return node;
}

/** What describes names that the file gives itself: modes. */
function ownNames({ additionalProperties }: SchemaNode): SchemaNode | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** A reference with what it refers to; its own description goes first. */
function resolved(node: SchemaNode): SchemaNode {
  const name = node.$ref?.replace('#/definitions/', '');
  const target = name === undefined ? undefined : definitions[name];
  return target === undefined ? node : { ...resolved(target), ...withoutRef(node) };
}

function withoutRef({ $ref: _ref, ...node }: SchemaNode): SchemaNode {
  return node;
}

/** The kind of value in a word or two. */
export function kindOf(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((value) => JSON.stringify(value)).join(', ');
  if (node.$ref !== undefined) return kindOf(resolved(node));
  const types = (typeof node.type === 'string' ? [node.type] : (node.type ?? [])).filter(
    (type) => type !== 'null',
  );
  const words: Readonly<Record<string, string>> = {
    array: node.items === undefined ? 'list' : `list of ${kindOf(node.items)}s`,
    object: 'map',
    string: 'text',
    integer: 'number',
    boolean: 'true or false',
  };
  return types.map((type) => words[type] ?? type).join(' or ');
}

/** The description of a node, its own or that of what it refers to. */
export function descriptionOf(node: SchemaNode): string | undefined {
  return node.description ?? resolved(node).description;
}
