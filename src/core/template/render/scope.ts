import type { Value } from '../values/value.ts';

/** Names that are visible in a part of a template. A name is looked up from the inside to the outside. */
export class Scope {
  readonly values = new Map<string, Value>();
  readonly parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  get(name: string): Value | undefined {
    for (let scope: Scope | undefined = this as Scope; scope !== undefined; scope = scope.parent) {
      const value = scope.values.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /** Every visible name, for "did you mean". */
  *names(): Iterable<string> {
    for (let scope: Scope | undefined = this as Scope; scope !== undefined; scope = scope.parent) {
      yield* scope.values.keys();
    }
  }
}
