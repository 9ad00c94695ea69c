import type { Value } from './value.ts';

/** Arguments of a call after evaluation. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keyword: ReadonlyMap<string, Value>;
}

/** Something a template can call. */
export class CallableValue {
  /** For messages: `function`, `macro`, `method`. */
  readonly label: string;
  readonly name: string;
  private readonly action: (args: CallArguments) => Value;
  /** Attributes, such as a macro's `name`. */
  readonly attributes: ReadonlyMap<string, Value>;

  constructor(
    label: string,
    name: string,
    action: (args: CallArguments) => Value,
    attributes: ReadonlyMap<string, Value> = new Map(),
  ) {
    this.label = label;
    this.name = name;
    this.action = action;
    this.attributes = attributes;
  }

  call(args: CallArguments): Value {
    return this.action(args);
  }
}
