import type { Value } from '../values/value.ts';

/** Names that are visible in a part of a template. A name is looked up from the inside to the outside. */
export class Scope {
  readonly values = new Map<string, Value>();
  readonly parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  get(name: string): Value | undefined {
    return this.values.get(name) ?? this.parent?.get(name);
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /** Every visible name, for "did you mean". */
  *names(): Iterable<string> {
    yield* this.values.keys();
    if (this.parent !== undefined) yield* this.parent.names();
  }
}
