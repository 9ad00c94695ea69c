import { TemplateFault } from '../templateFault.ts';
import { checkItems, spend } from './budget.ts';
import { codePoints } from './codePoints.ts';
import { GeneratorValue } from './generator.ts';
import { undefinedFault } from './useUndefined.ts';
import {
  NothingValue,
  plain,
  RangeValue,
  TupleValue,
  typeName,
  UndefinedValue,
  type Value,
  ViewValue,
} from './value.ts';

/** The items of a value, as a Python `for` would see them. Throws where it has none. Never change the result. */
export function iterate(value: Value): readonly Value[] {
  const items = itemsOf(value);
  if (items === undefined) {
    throw new TemplateFault(
      'template.type',
      `A ${typeName(value)} cannot be looped over; a list, a dict or a text can.`,
    );
  }
  spend(items.length);
  return items;
}

/** True for what `iterate` accepts. */
export function isIterable(value: Value): boolean {
  const given = plain(value);
  return (
    typeof given === 'string' ||
    Array.isArray(given) ||
    given instanceof Map ||
    given instanceof TupleValue ||
    given instanceof ViewValue ||
    given instanceof RangeValue ||
    given instanceof GeneratorValue
  );
}

function itemsOf(value: Value): readonly Value[] | undefined {
  const given = plain(value);
  if (Array.isArray(given)) return given;
  if (typeof given === 'string') return codePoints(given);
  if (given instanceof Map) return [...given.keys()];
  if (given instanceof TupleValue || given instanceof ViewValue) return given.items;
  if (given instanceof GeneratorValue) return given.take();
  if (given instanceof NothingValue) return [];
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  if (!(given instanceof RangeValue)) return undefined;
  checkItems(given.length);
  return Array.from({ length: given.length }, (_, index) => given.at(index));
}
