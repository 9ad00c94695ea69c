import type { CallableValue } from '../values/callable.ts';
import type { Value } from '../values/value.ts';

/** The method of a value, or undefined where its type has none of that name. */
export function methodOf(_value: Value, _name: string): CallableValue | undefined {
  return undefined;
}

/** Names of the methods that a value has. */
export function methodNames(_value: Value): readonly string[] {
  return [];
}
