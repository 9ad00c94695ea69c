import { CallableValue } from '../values/callable.ts';
import { equals } from '../values/compareValues.ts';
import { ObjectValue } from '../values/objectValue.ts';
import { TemplateFault } from '../templateFault.ts';
import { plain, TupleValue, type Value } from '../values/value.ts';

/** The state of a running `for`, seen as `loop` in its body. */
export class Loop {
  /** From 0. */
  index = 0;
  private readonly items: readonly Value[];
  private last: Value | undefined;

  constructor(items: readonly Value[]) {
    this.items = items;
  }

  /** The `loop` that templates see. */
  value(): ObjectValue {
    return new ObjectValue('loop', (name) => this.read(name));
  }

  private read(name: string): Value | undefined {
    const { index } = this;
    const { length } = this.items;
    switch (name) {
      case 'index':
        return index + 1;
      case 'index0':
        return index;
      case 'revindex':
        return length - index;
      case 'revindex0':
        return length - index - 1;
      case 'first':
        return index === 0;
      case 'last':
        return index === length - 1;
      case 'length':
        return length;
      case 'depth':
        // Counts recursive loops alone, in Jinja2 too.
        return 1;
      case 'depth0':
        return 0;
      case 'previtem':
        return index === 0 ? undefined : this.items[index - 1];
      case 'nextitem':
        return this.items[index + 1];
      case 'cycle':
        return new CallableValue('method', 'loop.cycle', ({ positional }) => this.cycle(positional));
      case 'changed':
        return new CallableValue('method', 'loop.changed', ({ positional }) => this.changed(positional));
      default:
        return undefined;
    }
  }

  private cycle(values: readonly Value[]): Value {
    const value = values[this.index % Math.max(1, values.length)];
    if (value === undefined) throw new TemplateFault('template.arguments', 'loop.cycle() needs values.');
    return value;
  }

  private changed(values: readonly Value[]): boolean {
    const now = new TupleValue(values.map(plain));
    const same = this.last !== undefined && equals(this.last, now);
    this.last = now;
    return !same;
  }
}
