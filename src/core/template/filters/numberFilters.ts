import { functionTable } from '../functions/functionTable.ts';
import type { BoundArguments } from '../functions/parameters.ts';
import type { FilterAction } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { toFloat, toInteger } from '../values/convert.ts';
import { toFixed } from '../values/formatNumber.ts';
import { integerValue, numericOf, type NumericValue } from '../values/numbers.ts';
import { applySign } from '../values/operators.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { FloatValue, typeName, UndefinedValue, type Value } from '../values/value.ts';

/** Filters about numbers. */
export const numberFilters = functionTable<FilterAction>([
  [
    'int',
    'default=0, base=10',
    'As a whole number; "default" where that is not possible.',
    '{{ vlan | int + 1000 }}',
    (input, args) => {
      const value = defined(input);
      const whole = toInteger(value, args.whole('base', 10));
      if (whole !== undefined) return whole;
      const real = toFloat(value);
      return real === undefined || !Number.isFinite(real)
        ? args.value('default', 0)
        : integerValue(BigInt(Math.trunc(real)));
    },
  ],
  [
    'float',
    'default=0.0',
    'As a number with a decimal point; "default" where that is not possible.',
    '{{ load | float }}',
    (input, args) => {
      const real = toFloat(defined(input));
      return real === undefined ? args.value('default', new FloatValue(0)) : new FloatValue(real);
    },
  ],
  [
    'abs',
    '',
    'Without its sign.',
    '{{ offset | abs }}',
    (input) => (signOf(input) < 0 ? applySign('-', input) : applySign('+', input)),
  ],
  [
    'round',
    'precision=0, method="common"',
    'Rounded; "method" can be common, ceil or floor.',
    '{{ 42.55 | round(1) }}',
    round,
  ],
  [
    'filesizeformat',
    'binary=false',
    'A number of bytes for people: 13 kB, 4.1 MB.',
    '{{ size | filesizeformat }}',
    fileSize,
  ],
]);

function defined(input: Value): Value {
  if (input instanceof UndefinedValue) throw undefinedFault(input);
  return input;
}

function numeric(input: Value, filter: string): NumericValue {
  const number = numericOf(defined(input));
  if (number !== undefined) return number;
  throw new TemplateFault(
    'template.type',
    `${filter} needs a number, not a ${typeName(input)}. Add "| int" or "| float".`,
  );
}

function signOf(input: Value): number {
  const number = numeric(input, 'abs');
  return number.float ? number.real : number.whole < 0 ? -1 : 1;
}

function round(input: Value, args: BoundArguments): Value {
  const number = numeric(input, 'round');
  const precision = args.whole('precision', 0);
  const method = args.text('method', 'common');
  if (Math.abs(precision) > 300)
    throw new TemplateFault('template.arguments', 'round() takes a precision up to 300.');
  if (method === 'ceil' || method === 'floor') {
    const scale = 10 ** precision;
    const real = (number.float ? number.real : Number(number.whole)) * scale;
    return new FloatValue((method === 'ceil' ? Math.ceil(real) : Math.floor(real)) / scale);
  }
  if (method !== 'common')
    throw new TemplateFault('template.arguments', 'round() knows common, ceil and floor.');
  if (!number.float) return precision >= 0 ? number.whole : roundWhole(BigInt(number.whole), -precision);
  if (precision >= 0) return new FloatValue(Number(toFixed(number.real, Math.min(precision, 100))));
  const scale = 10 ** -precision;
  return new FloatValue(halfEven(number.real / scale) * scale);
}

/** Python rounds a half to the even neighbour. */
function halfEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

function roundWhole(value: bigint, digits: number): number | bigint {
  const scale = 10n ** BigInt(digits);
  const rest = ((value % scale) + scale) % scale;
  const low = value - rest;
  const up = rest * 2n > scale || (rest * 2n === scale && (low / scale) % 2n !== 0n);
  return integerValue(up ? low + scale : low);
}

function fileSize(input: Value, args: BoundArguments): Value {
  const bytes = toFloat(defined(input));
  if (bytes === undefined) throw new TemplateFault('template.type', 'filesizeformat needs a number.');
  const binary = args.flag('binary');
  const base = binary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${String(Math.trunc(bytes))} Bytes`;
  const letters = binary ? 'KMGTPEZY' : 'kMGTPEZY';
  let index = 0;
  while (index < 7 && bytes >= base ** (index + 2)) index++;
  return `${toFixed((base * bytes) / base ** (index + 2), 1)} ${letters.charAt(index)}${binary ? 'iB' : 'B'}`;
}
