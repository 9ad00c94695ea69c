import { Parameters } from '../functions/parameters.ts';
import { TemplateFault } from '../templateFault.ts';
import { maxItems } from '../values/budget.ts';
import { CallableValue } from '../values/callable.ts';
import { dictOf } from '../values/dictKeys.ts';
import { iterate } from '../values/iterate.ts';
import { numericOf } from '../values/numbers.ts';
import { objectOf } from '../values/objectValue.ts';
import { plain, RangeValue, type Value } from '../values/value.ts';

type Maker = () => Value;

/** The functions that every template has. */
const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['range', () => new CallableValue('function', 'range', ({ positional }) => rangeOf(positional))],
  ['dict', makeDict],
  ['namespace', makeNamespace],
  ['cycler', makeCycler],
  ['joiner', makeJoiner],
]);

/** Names of the functions. */
export const globalNames: readonly string[] = [...makers.keys()];

/** A function that every template has; undefined for any other name. */
export function globalFunction(name: string): Value | undefined {
  return makers.get(name)?.();
}

function rangeOf(args: readonly Value[]): Value {
  const numbers = args.map((arg) => {
    const number = numericOf(arg);
    if (number === undefined || number.float) {
      throw new TemplateFault('template.arguments', 'range() needs whole numbers. Add "| int".');
    }
    return Number(number.whole);
  });
  const [first, second, step = 1] = numbers;
  if (first === undefined || numbers.length > 3) {
    throw new TemplateFault(
      'template.arguments',
      'range() takes one to three numbers: range(start, stop, step).',
    );
  }
  if (step === 0) throw new TemplateFault('template.arguments', 'The step of range() cannot be zero.');
  const range = second === undefined ? new RangeValue(0, first, 1) : new RangeValue(first, second, step);
  if (range.length > maxItems) {
    throw new TemplateFault('template.too-large', `range() can have at most ${String(maxItems)} numbers.`);
  }
  return range;
}

function makeDict(): Value {
  const parameters = new Parameters('mapping=none, **values');
  return new CallableValue('function', 'dict', (args) => {
    const bound = parameters.bind(args, 'dict()');
    const mapping = bound.value('mapping');
    return dictOf([...pairsOf(mapping), ...bound.keywords]);
  });
}

function pairsOf(value: Value): (readonly [Value, Value])[] {
  if (value === null) return [];
  if (value instanceof Map) return [...value];
  return iterate(value).map((pair) => {
    const [key, item, ...more] = iterate(pair);
    if (key !== undefined && item !== undefined && more.length === 0) return [key, item] as const;
    throw new TemplateFault('template.arguments', 'dict() needs a dict, or pairs of a key and a value.');
  });
}

function makeNamespace(): Value {
  const parameters = new Parameters('mapping=none, **values');
  return new CallableValue('function', 'namespace', (args) => {
    const bound = parameters.bind(args, 'namespace()');
    const values = new Map<string, Value>();
    for (const [name, value] of pairsOf(bound.value('mapping')))
      if (typeof name === 'string') values.set(name, value);
    for (const [name, value] of bound.keywords) values.set(name, value);
    return objectOf('namespace', values, true);
  });
}

function makeCycler(): Value {
  return new CallableValue('function', 'cycler', ({ positional }) => {
    const items = positional.map(plain);
    if (items.length === 0)
      throw new TemplateFault('template.arguments', 'cycler() needs at least one value.');
    let position = 0;
    const state = new Map<string, Value>([['current', items[0] ?? null]]);
    const move = (to: number): Value => {
      const current = items[position] ?? null;
      position = to % items.length;
      state.set('current', items[position] ?? null);
      return current;
    };
    state.set('next', new CallableValue('method', 'next', () => move(position + 1)));
    state.set('reset', new CallableValue('method', 'reset', () => (move(0), null)));
    return objectOf('cycler', state);
  });
}

function makeJoiner(): Value {
  const parameters = new Parameters('sep=", "');
  return new CallableValue('function', 'joiner', (args) => {
    const separator = parameters.bind(args, 'joiner()').text('sep', ', ');
    let used = false;
    return new CallableValue('joiner', 'joiner', () => {
      const text = used ? separator : '';
      used = true;
      return text;
    });
  });
}
