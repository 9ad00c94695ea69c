import { integerValue, numericOf } from './numbers.ts';
import { strip } from './textTools.ts';
import { plain, type Value } from './value.ts';

/** Python's `int(value, base)`; undefined where that fails. */
export function toInteger(value: Value, base: number): number | bigint | undefined {
  const given = plain(value);
  if (typeof given === 'string') return parseInteger(given, base);
  const number = numericOf(given);
  if (number === undefined) return undefined;
  if (!number.float) return integerValue(number.whole);
  return Number.isFinite(number.real) ? integerValue(BigInt(Math.trunc(number.real))) : undefined;
}

/** Python's `float(value)`; undefined where that fails. */
export function toFloat(value: Value): number | undefined {
  const given = plain(value);
  const number = numericOf(given);
  if (number !== undefined) return number.float ? number.real : Number(number.whole);
  if (typeof given !== 'string') return undefined;
  const text = strip(given, undefined, 'both').replace(/(?<=\d)_(?=\d)/g, '');
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return Number(text);
  const special = /^([-+]?)(inf|infinity|nan)$/i.exec(text);
  if (special === null) return undefined;
  const size = special[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
  return special[1] === '-' ? -size : size;
}

const prefixes: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };

function parseInteger(text: string, base: number): number | bigint | undefined {
  const parts = /^([-+]?)(?:0([xob])_?)?([0-9a-z]+(?:_[0-9a-z]+)*)$/i.exec(strip(text, undefined, 'both'));
  if (parts === null) return undefined;
  const [, sign = '', prefix, digits = ''] = parts;
  const prefixBase = prefix === undefined ? undefined : prefixes[prefix.toLowerCase()];
  const radix = base === 0 ? (prefixBase ?? 10) : base;
  if (prefixBase !== undefined && prefixBase !== radix) {
    // A "b" or "o" can be a digit of a larger base: 0b1 is a number in base 16.
    return radix > 11 ? digitsToInteger(`0${prefix ?? ''}${digits}`, radix, sign) : undefined;
  }
  return digitsToInteger(digits, radix, sign);
}

function digitsToInteger(digits: string, radix: number, sign: string): number | bigint | undefined {
  if (digits.length > 4000) return undefined;
  let value = 0n;
  for (const digit of digits.replaceAll('_', '')) {
    const amount = Number.parseInt(digit, 36);
    if (!(amount < radix)) return undefined;
    value = value * BigInt(radix) + BigInt(amount);
  }
  return integerValue(sign === '-' ? -value : value);
}
