import type { Value } from './value.ts';

/** A thing with attributes that is no dict: `loop`, a namespace, an imported template. */
export class ObjectValue {
  /** For messages: `loop`, `namespace`, `template`. */
  readonly label: string;
  private readonly read: (name: string) => Value | undefined;
  /** Present where `{% set thing.name = … %}` is allowed. */
  readonly write: ((name: string, value: Value) => void) | undefined;

  constructor(
    label: string,
    read: (name: string) => Value | undefined,
    write?: (name: string, value: Value) => void,
  ) {
    this.label = label;
    this.read = read;
    this.write = write;
  }

  get(name: string): Value | undefined {
    return this.read(name);
  }
}

/** A thing whose attributes are those of a map. */
export function objectOf(label: string, attributes: Map<string, Value>, writable = false): ObjectValue {
  const read = (name: string): Value | undefined => attributes.get(name);
  if (!writable) return new ObjectValue(label, read);
  return new ObjectValue(label, read, (name, value) => {
    attributes.set(name, value);
  });
}
