import { GeneratorValue } from './generator.ts';
import { undefinedFault } from './useUndefined.ts';
import {
  FloatValue,
  NothingValue,
  plain,
  RangeValue,
  TupleValue,
  UndefinedValue,
  type Value,
  ViewValue,
} from './value.ts';

/** Python's `bool()`. Throws for what does not exist. */
export function isTrue(value: Value): boolean {
  const given = plain(value);
  if (typeof given === 'boolean') return given;
  if (given === null) return false;
  if (typeof given === 'string') return given !== '';
  if (typeof given === 'number') return given !== 0;
  if (typeof given === 'bigint') return given !== 0n;
  if (given instanceof FloatValue) return given.value !== 0;
  if (Array.isArray(given)) return given.length > 0;
  if (given instanceof Map) return given.size > 0;
  if (given instanceof TupleValue || given instanceof ViewValue) return given.items.length > 0;
  if (given instanceof RangeValue) return given.length > 0;
  if (given instanceof NothingValue) return false;
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  if (given instanceof GeneratorValue) throw given.fault('is neither true nor false');
  return true;
}
