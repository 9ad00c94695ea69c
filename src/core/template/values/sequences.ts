import { TemplateFault } from '../templateFault.ts';
import { checkItems, checkTextLength } from './budget.ts';
import { codePointCount, codePoints } from './codePoints.ts';
import { equals } from './compareValues.ts';
import { lookUp } from './dictKeys.ts';
import { GeneratorValue } from './generator.ts';
import { iterate } from './iterate.ts';
import { numericOf } from './numbers.ts';
import { undefinedFault } from './useUndefined.ts';
import { plain, RangeValue, TupleValue, typeName, UndefinedValue, type Value, ViewValue } from './value.ts';

/** Python's `len()`. */
export function lengthOf(value: Value): number {
  const given = plain(value);
  if (typeof given === 'string') return codePointCount(given);
  if (Array.isArray(given) || given instanceof RangeValue) return given.length;
  if (given instanceof Map) return given.size;
  if (given instanceof TupleValue || given instanceof ViewValue) return given.items.length;
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  if (given instanceof GeneratorValue) throw given.fault('has no length');
  throw new TemplateFault('template.type', `A ${typeName(given)} has no length.`);
}

/** Python's `needle in haystack`. */
export function contains(haystack: Value, needle: Value): boolean {
  const given = plain(haystack);
  if (typeof given === 'string') {
    const part = plain(needle);
    if (part instanceof UndefinedValue) throw undefinedFault(part);
    if (typeof part === 'string') return given.includes(part);
    const message = `A ${typeName(part)} cannot be looked for in a text. Add "| string".`;
    throw new TemplateFault('template.type', message);
  }
  if (given instanceof Map) {
    const key = plain(needle);
    if (key instanceof UndefinedValue) throw undefinedFault(key);
    return lookUp(given, key) !== undefined;
  }
  return iterate(given).some((item) => equals(item, needle));
}

/** The item of a sequence; negative indexes count from the end. Undefined where there is none. */
export function itemAt(value: Value, index: Value): Value | undefined {
  const given = plain(value);
  const at = indexOf(index);
  if (at === undefined) return undefined;
  if (typeof given === 'string') return codePoints(given).at(at);
  if (Array.isArray(given)) return given.at(at);
  if (given instanceof TupleValue) return given.items.at(at);
  if (!(given instanceof RangeValue)) return undefined;
  const position = at < 0 ? given.length + at : at;
  return position >= 0 && position < given.length ? given.at(position) : undefined;
}

function indexOf(value: Value): number | undefined {
  const number = numericOf(value);
  return number === undefined || number.float ? undefined : Number(number.whole);
}

/** Python's `value[from:to:step]`. */
export function sliceOf(value: Value, from: Value, to: Value, step: Value): Value {
  const given = plain(value);
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  const bounds = { from: bound(from), to: bound(to), step: bound(step) ?? 1 };
  if (typeof given === 'string') return pick(codePoints(given), bounds).join('');
  if (given instanceof RangeValue) return sliceRange(given, bounds);
  const items = sequenceItems(given);
  if (items === undefined) throw new TemplateFault('template.type', `A ${typeName(given)} cannot be sliced.`);
  const picked = pick(items, bounds);
  return given instanceof TupleValue ? new TupleValue(picked) : picked;
}

function sequenceItems(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof TupleValue ? value.items : undefined;
}

function bound(value: Value): number | undefined {
  if (value === null) return undefined;
  if (value instanceof UndefinedValue) throw undefinedFault(value);
  const at = indexOf(value);
  if (at === undefined)
    throw new TemplateFault('template.type', 'The bounds of a slice must be whole numbers.');
  return at;
}

interface SliceBounds {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly step: number;
}

/** A part of a range is a range. */
function sliceRange(range: RangeValue, { from, to, step }: SliceBounds): RangeValue {
  if (step === 0) throw zeroStep();
  const size = range.length;
  const clamp = (at: number, low: number, high: number): number =>
    Math.min(Math.max(at < 0 ? at + size : at, low), high);
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const start = from === undefined ? (step > 0 ? 0 : high) : clamp(from, low, high);
  const end = to === undefined ? (step > 0 ? high : low) : clamp(to, low, high);
  return new RangeValue(range.at(start), range.at(end), range.step * step);
}

function zeroStep(): TemplateFault {
  return new TemplateFault('template.arithmetic', 'The step of a slice cannot be zero.');
}

function pick<T>(items: readonly T[], { from, to, step }: SliceBounds): T[] {
  if (step === 0) throw zeroStep();
  const size = items.length;
  const clamp = (at: number, low: number, high: number): number =>
    Math.min(Math.max(at < 0 ? at + size : at, low), high);
  const picked: T[] = [];
  checkItems(size);
  if (step > 0) {
    const end = to === undefined ? size : clamp(to, 0, size);
    for (let at = from === undefined ? 0 : clamp(from, 0, size); at < end; at += step)
      picked.push(items[at] as T);
    return picked;
  }
  const end = to === undefined ? -1 : clamp(to, -1, size - 1);
  for (let at = from === undefined ? size - 1 : clamp(from, -1, size - 1); at > end; at += step) {
    picked.push(items[at] as T);
  }
  return picked;
}

/** Python's `value * times` for texts, lists and tuples; undefined for anything else. */
export function repeat(value: Value, times: number): Value | undefined {
  const given = plain(value);
  const count = Math.max(0, times);
  if (typeof given === 'string') {
    checkTextLength(given.length * count);
    return given.repeat(count);
  }
  const items = Array.isArray(given) ? given : given instanceof TupleValue ? given.items : undefined;
  if (items === undefined) return undefined;
  checkItems(items.length * count);
  const repeated: Value[] = [];
  for (let round = 0; round < count; round++) for (const item of items) repeated.push(item);
  return Array.isArray(given) ? repeated : new TupleValue(repeated);
}
