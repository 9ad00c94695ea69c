import { TemplateFault } from '../templateFault.ts';
import type { BinaryOperator, CompareOperator } from '../syntax/nodes.ts';
import { checkItems, checkTextLength } from './budget.ts';
import { compareValues, equals } from './compareValues.ts';
import { formatPercent } from './formatPercent.ts';
import { calculate, integerValue, numericOf } from './numbers.ts';
import { contains, repeat } from './sequences.ts';
import { undefinedFault } from './useUndefined.ts';
import {
  FloatValue,
  plain,
  RenderedText,
  TupleValue,
  typeName,
  UndefinedValue,
  type Value,
} from './value.ts';

/** `left operator right` with Python's meaning. Throws `TemplateFault`. */
export function applyOperator(operator: BinaryOperator, left: Value, right: Value): Value {
  const [a, b] = [plain(left), plain(right)];
  if (a instanceof UndefinedValue) throw undefinedFault(a);
  if (operator === '%' && typeof a === 'string') return formatPercent(a, b);
  if (b instanceof UndefinedValue) throw undefinedFault(b);
  const [x, y] = [numericOf(a), numericOf(b)];
  if (x !== undefined && y !== undefined) return calculate(operator, x, y);
  if (operator === '+') {
    if (typeof a === 'string' && typeof b === 'string') return concatenate([left, right]);
    if (Array.isArray(a) && Array.isArray(b)) return joinLists(a, b);
    if (a instanceof TupleValue && b instanceof TupleValue)
      return new TupleValue(joinLists(a.items, b.items));
  }
  if (operator === '*') {
    const times = x ?? y;
    const repeated =
      times?.float === false ? repeat(x === undefined ? a : b, Number(times.whole)) : undefined;
    if (repeated !== undefined) return repeated;
  }
  throw mismatch(operator, a, b);
}

function joinLists(a: readonly Value[], b: readonly Value[]): Value[] {
  checkItems(a.length + b.length);
  return [...a, ...b];
}

function mismatch(operator: BinaryOperator, a: Value, b: Value): TemplateFault {
  const textAndNumber = operator === '+' && (typeof a === 'string' || typeof b === 'string');
  const advice = textAndNumber
    ? ' Use ~ to join texts, or "| int" to calculate.'
    : ' Convert one of them, for example with "| int".';
  return new TemplateFault(
    'template.type',
    `"${operator}" does not work on a ${typeName(a)} and a ${typeName(b)}.${advice}`,
  );
}

/** Texts joined by `~` or `+`. The result stays rendered text where every line break in it came from a template. */
export function concatenate(parts: readonly Value[]): string | RenderedText {
  const pieces = parts.map(asPieces);
  const text = pieces.map((piece) => piece.text).join('');
  checkTextLength(text.length);
  const foreseen =
    parts.some((part) => part instanceof RenderedText) && pieces.every((piece) => piece.foreseen);
  return foreseen ? new RenderedText([{ text, source: -1, offset: 0, template: true }]) : text;
}

function asPieces(part: Value): { text: string; foreseen: boolean } {
  if (part instanceof RenderedText) return { text: part.text, foreseen: true };
  const text = part as string;
  return { text, foreseen: !/[\r\n]/.test(text) };
}

/** `left operator right` with Python's meaning. Throws `TemplateFault`. */
export function applyComparison(operator: CompareOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return equals(left, right);
    case '!=':
      return !equals(left, right);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    case '<':
      return compareValues(left, right) < 0;
    case '<=':
      return compareValues(left, right) <= 0;
    case '>':
      return compareValues(left, right) > 0;
    default:
      return compareValues(left, right) >= 0;
  }
}

/** `-value` or `+value`. */
export function applySign(sign: '-' | '+', value: Value): Value {
  const given = plain(value);
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  const number = numericOf(given);
  if (number === undefined) {
    throw new TemplateFault(
      'template.type',
      `"${sign}" does not work on a ${typeName(given)}. Add "| int" or "| float".`,
    );
  }
  if (number.float) return new FloatValue(sign === '-' ? -number.real : number.real);
  if (sign === '+') return number.whole;
  return number.whole === 0
    ? 0
    : integerValue(typeof number.whole === 'bigint' ? -number.whole : -number.whole);
}
