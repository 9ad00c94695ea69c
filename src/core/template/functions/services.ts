import type { CallArguments } from '../values/callable.ts';
import type { Value } from '../values/value.ts';
import type { BoundArguments } from './parameters.ts';

/** What filters such as `map` and `select` need from the rendering. */
export interface Services {
  filter(name: string, input: Value, args: CallArguments): Value;
  test(name: string, value: Value, args: CallArguments): boolean;
  /** `value.name`, `value[name]` or `value.a.b` for a dotted path; an `UndefinedValue` where there is none. */
  member(value: Value, path: Value): Value;
}

/** What hover and completion show of a filter or a test. */
export interface FunctionInfo {
  readonly name: string;
  /** Parameters behind the input, as in Python: `width=4, first=false`. */
  readonly parameters: string;
  readonly summary: string;
  readonly example: string;
}

export type FilterAction = (input: Value, args: BoundArguments, services: Services) => Value;
export type TestAction = (value: Value, args: BoundArguments, services: Services) => boolean;
