import type { Value } from './value.ts';

/** Arguments of a call after evaluation. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keyword: ReadonlyMap<string, Value>;
}

const noAttributes: ReadonlyMap<string, Value> = new Map();

/** Something a template can call. */
export class CallableValue {
  /** For messages: `function`, `macro`, `method`. */
  readonly label: string;
  readonly name: string;
  private readonly action: (args: CallArguments) => Value;
  /** The value that a method belongs to. */
  readonly owner: Value | undefined;
  /** Attributes, such as a macro's `name`. */
  readonly attributes: ReadonlyMap<string, Value>;

  constructor(
    label: string,
    name: string,
    action: (args: CallArguments) => Value,
    attributes: ReadonlyMap<string, Value> = noAttributes,
    owner?: Value,
  ) {
    this.label = label;
    this.name = name;
    this.action = action;
    this.attributes = attributes;
    this.owner = owner;
  }

  call(args: CallArguments): Value {
    return this.action(args);
  }
}
