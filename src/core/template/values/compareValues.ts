import { TemplateFault } from '../templateFault.ts';
import { spend } from './budget.ts';
import { compareTexts } from './codePoints.ts';
import { numericOf, type NumericValue, realOf } from './numbers.ts';
import { undefinedFault } from './useUndefined.ts';
import { plain, RangeValue, TupleValue, typeName, UndefinedValue, type Value, ViewValue } from './value.ts';

const maxDepth = 100;

/** Python's `==`. Throws for what does not exist. */
export function equals(left: Value, right: Value, depth = 0): boolean {
  spend(1);
  if (depth > maxDepth) throw tooDeep();
  const [a, b] = [plain(left), plain(right)];
  if (a instanceof UndefinedValue) throw undefinedFault(a);
  if (b instanceof UndefinedValue) throw undefinedFault(b);
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  const [x, y] = [numericOf(a), numericOf(b)];
  if (x !== undefined && y !== undefined) return compareNumbers(x, y) === 0;
  if (a instanceof Map) return b instanceof Map && equalDicts(a, b, depth);
  const [items, others] = [sequenceOf(a), sequenceOf(b)];
  if (items === undefined || others?.kind !== items.kind) return a === b;
  return (
    items.values.length === others.values.length &&
    items.values.every((item, index) => equals(item, others.values[index] ?? null, depth + 1))
  );
}

function equalDicts(a: ReadonlyMap<Value, Value>, b: ReadonlyMap<Value, Value>, depth: number): boolean {
  if (a.size !== b.size) return false;
  for (const [key, item] of a) {
    const other = b.get(key);
    if (other === undefined || !equals(item, other, depth + 1)) return false;
  }
  return true;
}

function sequenceOf(value: Value): { kind: string; values: readonly Value[] } | undefined {
  if (Array.isArray(value)) return { kind: 'list', values: value };
  if (value instanceof TupleValue) return { kind: 'tuple', values: value.items };
  if (value instanceof ViewValue) return { kind: 'view', values: value.items };
  if (!(value instanceof RangeValue)) return undefined;
  return { kind: 'range', values: Array.from({ length: value.length }, (_, index) => value.at(index)) };
}

function compareNumbers(a: NumericValue, b: NumericValue): number {
  if (!a.float && !b.float) return a.whole < b.whole ? -1 : a.whole > b.whole ? 1 : 0;
  return realOf(a) - realOf(b);
}

/** Negative, zero or positive, as Python's `<` orders two values. Throws where it cannot. */
export function compareValues(left: Value, right: Value, depth = 0): number {
  spend(1);
  if (depth > maxDepth) throw tooDeep();
  const [a, b] = [plain(left), plain(right)];
  if (a instanceof UndefinedValue) throw undefinedFault(a);
  if (b instanceof UndefinedValue) throw undefinedFault(b);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  const [x, y] = [numericOf(a), numericOf(b)];
  if (x !== undefined && y !== undefined) return compareNumbers(x, y);
  const [items, others] = [sequenceOf(a), sequenceOf(b)];
  if (
    items !== undefined &&
    items.kind === others?.kind &&
    (items.kind === 'list' || items.kind === 'tuple')
  ) {
    return compareSequences(items.values, others.values, depth);
  }
  throw new TemplateFault(
    'template.type',
    `A ${typeName(a)} and a ${typeName(b)} have no order: which is smaller? Convert one, for example with "| int" or "| string".`,
  );
}

function compareSequences(a: readonly Value[], b: readonly Value[], depth: number): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [x = null, y = null] = [a[index], b[index]];
    if (!equals(x, y, depth + 1)) return compareValues(x, y, depth + 1);
  }
  return a.length - b.length;
}

function tooDeep(): TemplateFault {
  return new TemplateFault('template.too-deep', 'These values are nested too deep to be compared.');
}
