import { TemplateFault } from '../templateFault.ts';
import type { BinaryOperator } from '../syntax/nodes.ts';
import { FloatValue, plain, type Value } from './value.ts';

/** Most bits an integer can have. */
const maxBits = 20_000;

/** A Python number: `int` as a bigint or a whole number, `float` as a number with `float: true`. */
export type NumericValue =
  | { readonly float: false; readonly whole: number | bigint }
  | { readonly float: true; readonly real: number };

/** A value as a number, where it is one; true and false count as 1 and 0, as in Python. */
export function numericOf(value: Value): NumericValue | undefined {
  const given = plain(value);
  if (typeof given === 'number') {
    return Number.isInteger(given) ? { float: false, whole: given } : { float: true, real: given };
  }
  if (typeof given === 'bigint') return { float: false, whole: given };
  if (typeof given === 'boolean') return { float: false, whole: given ? 1 : 0 };
  if (given instanceof FloatValue) return { float: true, real: given.value };
  return undefined;
}

/** A number as a JavaScript number, with rounding where it is too large. */
export function realOf(value: NumericValue): number {
  return value.float ? value.real : Number(value.whole);
}

/** An integer in its smallest form. */
export function integerValue(value: bigint | number): number | bigint {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : BigInt(value);
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

/** An operation on two numbers with Python's rules. Throws `TemplateFault` for a division by zero. */
export function calculate(operator: BinaryOperator, left: NumericValue, right: NumericValue): Value {
  if (operator === '/') return new FloatValue(divide(realOf(left), realOf(right)));
  if (operator === '**') return power(left, right);
  if (left.float || right.float) return new FloatValue(calculateReal(operator, realOf(left), realOf(right)));
  return calculateWhole(operator, left.whole, right.whole);
}

function divide(left: number, right: number): number {
  if (right === 0) throw divisionByZero();
  return left / right;
}

function divisionByZero(): TemplateFault {
  return new TemplateFault('template.arithmetic', 'This divides by zero.');
}

/** Also right for whole numbers as long as the result is a safe integer. */
function calculateReal(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      if (right === 0) throw divisionByZero();
      return operator === '//' ? Math.floor(left / right) : left - right * Math.floor(left / right);
  }
}

function calculateWhole(operator: BinaryOperator, left: number | bigint, right: number | bigint): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const result = calculateReal(operator, left, right);
    if (Number.isSafeInteger(result)) return result === 0 ? 0 : result;
  }
  const [a, b] = [BigInt(left), BigInt(right)];
  switch (operator) {
    case '+':
      return integerValue(a + b);
    case '-':
      return integerValue(a - b);
    case '*':
      checkBits(bitsOf(a) + bitsOf(b));
      return integerValue(a * b);
    default: {
      if (b === 0n) throw divisionByZero();
      const rest = ((a % b) + b) % b;
      return integerValue(operator === '%' ? rest : (a - rest) / b);
    }
  }
}

function power(left: NumericValue, right: NumericValue): Value {
  if (left.float || right.float || right.whole < 0) {
    const [base, exponent] = [realOf(left), realOf(right)];
    if (base === 0 && exponent < 0) throw divisionByZero();
    return new FloatValue(base ** exponent);
  }
  const base = BigInt(left.whole);
  if (base === 0n || base === 1n) return right.whole === 0 ? 1 : Number(base);
  checkBits(bitsOf(base) * Number(right.whole));
  return integerValue(base ** BigInt(right.whole));
}

function bitsOf(value: bigint): number {
  return value.toString(16).length * 4;
}

function checkBits(bits: number): void {
  if (bits > maxBits) throw new TemplateFault('template.too-large', 'This number gets too large.');
}
