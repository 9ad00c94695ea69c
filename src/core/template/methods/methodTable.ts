import { Parameters, type BoundArguments } from '../functions/parameters.ts';
import { type CallArguments, CallableValue } from '../values/callable.ts';
import type { Value } from '../values/value.ts';

export type MethodAction<Owner> = (owner: Owner, args: BoundArguments) => Value;

/** Parameters, as in Python, and what the method does. */
export type MethodRow<Owner> = readonly [names: string, parameters: string, action: MethodAction<Owner>];

interface Method<Owner> {
  readonly parameters: Parameters;
  readonly action: MethodAction<Owner>;
}

/** The methods of one type. */
export class MethodTable<Owner extends Value> {
  private readonly methods = new Map<string, Method<Owner>>();

  constructor(rows: readonly MethodRow<Owner>[]) {
    for (const [names, signature, action] of rows) {
      const method = { parameters: new Parameters(signature), action };
      for (const name of names.split(' ')) this.methods.set(name, method);
    }
  }

  names(): readonly string[] {
    return [...this.methods.keys()];
  }

  /** A method of one value, ready to be called. */
  bind(owner: Owner, name: string): CallableValue | undefined {
    const method = this.methods.get(name);
    if (method === undefined) return undefined;
    const call = (args: CallArguments): Value =>
      method.action(owner, method.parameters.bind(args, `${name}()`));
    return new CallableValue('method', name, call, undefined, owner);
  }
}
