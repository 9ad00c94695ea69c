import { TemplateFault } from '../templateFault.ts';
import { checkTextLength } from './budget.ts';
import { codePointCount, codePoints } from './codePoints.ts';
import { type NumericValue, realOf } from './numbers.ts';

/** Widest field of a format. */
const maxWidth = 10_000;

/** A format specification: `[[fill]align][sign][#][0][width][,][.precision][type]`. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: '' | '<' | '>' | '^' | '=';
  readonly sign: '' | '+' | '-' | ' ';
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  readonly precision: number | undefined;
  readonly type: string;
}

/** Pads a text to the width of a specification. */
export function pad(text: string, spec: FormatSpec, usual: '<' | '>'): string {
  if (spec.width > maxWidth) throw new TemplateFault('template.too-large', 'This field is too wide.');
  const missing = spec.width - codePointCount(text);
  if (missing <= 0) return text;
  checkTextLength(spec.width);
  const align = spec.align === '' ? usual : spec.align;
  const fill = spec.fill === '' ? ' ' : spec.fill;
  if (align === '<') return text + fill.repeat(missing);
  if (align === '>') return fill.repeat(missing) + text;
  if (align === '^') return fill.repeat(missing >> 1) + text + fill.repeat(missing - (missing >> 1));
  const [, sign = '', digits = ''] = /^([-+ ]?(?:0[xXob])?)([^]*)$/.exec(text) ?? [];
  return sign + fill.repeat(missing) + digits;
}

/** A text in a format, cut to the precision. */
export function formatText(text: string, spec: FormatSpec): string {
  const cut = spec.precision === undefined ? text : codePoints(text).slice(0, spec.precision).join('');
  return pad(cut, spec, '<');
}

/** A number in a format. Throws for a type that is not one for numbers. */
export function formatNumber(value: NumericValue, spec: FormatSpec): string {
  const digits =
    'dxXobcn'.includes(spec.type) && spec.type !== '' ? formatWhole(value, spec) : formatReal(value, spec);
  const negative = digits.startsWith('-');
  const sign = negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  return pad(sign + group(negative ? digits.slice(1) : digits, spec.grouping), spec, '>');
}

function formatWhole(value: NumericValue, spec: FormatSpec): string {
  if (value.float)
    throw new TemplateFault(
      'template.format',
      `The format "${spec.type}" needs a whole number. Add "| int".`,
    );
  const whole = BigInt(value.whole);
  const magnitude = whole < 0n ? -whole : whole;
  const minus = whole < 0n ? '-' : '';
  switch (spec.type) {
    case 'x':
      return minus + (spec.alternate ? '0x' : '') + magnitude.toString(16);
    case 'X':
      return minus + (spec.alternate ? '0X' : '') + magnitude.toString(16).toUpperCase();
    case 'o':
      return minus + (spec.alternate ? '0o' : '') + magnitude.toString(8);
    case 'b':
      return minus + (spec.alternate ? '0b' : '') + magnitude.toString(2);
    case 'c':
      return String.fromCodePoint(Math.min(Number(magnitude), 0x10ffff));
    default:
      return minus + magnitude.toString();
  }
}

function formatReal(value: NumericValue, spec: FormatSpec): string {
  const real = realOf(value);
  const precision = Math.min(spec.precision ?? 6, 100);
  switch (spec.type) {
    case 'f':
    case 'F':
      return toFixed(real, precision);
    case '%':
      return `${toFixed(real * 100, precision)}%`;
    case 'e':
    case 'E':
      return upperIf(spec.type === 'E', exponential(real, precision));
    case 'g':
    case 'G':
      return upperIf(spec.type === 'G', general(real, Math.max(1, precision)));
    default:
      throw new TemplateFault('template.format', `There is no number format "${spec.type}".`);
  }
}

function upperIf(upper: boolean, text: string): string {
  return upper ? text.toUpperCase() : text;
}

/** Python's fixed notation; JavaScript's turns to exponents at 1e21. */
export function toFixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (Math.abs(value) < 1e21)
    return Object.is(value, -0) ? `-${(0).toFixed(digits)}` : exactFixed(value, digits);
  return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
}

/** `toFixed` picks the larger neighbour on an exact tie, Python the even one. */
function exactFixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (digits > 30) return text;
  const exact = value.toFixed(Math.min(100, digits + 60));
  const rest = exact.slice(exact.indexOf('.') + 1 + digits);
  const last = text.replace('.', '').at(-1) ?? '0';
  if (!/^50*$/.test(rest) || Number(last) % 2 === 0) return text;
  const down = value.toFixed(Math.min(100, digits + 60)).slice(0, exact.indexOf('.') + 1 + digits);
  return digits === 0 ? down.replace('.', '') : down;
}

function exponential(value: number, digits: number): string {
  if (!Number.isFinite(value)) return toFixed(value, 0);
  return value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
}

function general(value: number, precision: number): string {
  if (!Number.isFinite(value) || value === 0) return value === 0 ? '0' : toFixed(value, 0);
  const exponent = Number(value.toExponential(precision - 1).split('e')[1]);
  const fixed =
    exponent < -4 || exponent >= precision
      ? exponential(value, precision - 1)
      : toFixed(value, Math.max(0, precision - 1 - exponent));
  const [mantissa = '', power] = fixed.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return power === undefined ? short : `${short}e${power}`;
}

function group(digits: string, separator: string): string {
  if (separator === '') return digits;
  const [whole = '', ...rest] = digits.split(/(?=[.e%])/);
  return whole.replace(/\B(?=(\d{3})+$)/g, separator) + rest.join('');
}
