import type { CallableValue } from '../values/callable.ts';
import { plain, TupleValue, type Value } from '../values/value.ts';
import { dictMethods, listMethods, tupleMethods } from './collectionMethods.ts';
import { textMethods } from './textMethods.ts';

/** The method of a value, or undefined where its type has none of that name. */
export function methodOf(value: Value, name: string): CallableValue | undefined {
  const owner = plain(value);
  if (typeof owner === 'string') return textMethods.bind(owner, name);
  if (Array.isArray(owner)) return listMethods.bind(owner, name);
  if (owner instanceof Map) return dictMethods.bind(owner, name);
  return owner instanceof TupleValue ? tupleMethods.bind(owner, name) : undefined;
}

/** Names of the methods that a value has. */
export function methodNames(value: Value): readonly string[] {
  const owner = plain(value);
  if (typeof owner === 'string') return textMethods.names();
  if (Array.isArray(owner)) return listMethods.names();
  if (owner instanceof Map) return dictMethods.names();
  return owner instanceof TupleValue ? tupleMethods.names() : [];
}
