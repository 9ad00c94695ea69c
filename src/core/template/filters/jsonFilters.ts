import { functionTable } from '../functions/functionTable.ts';
import type { FilterAction } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { checkTextLength, spend } from '../values/budget.ts';
import { compareTexts } from '../values/codePoints.ts';
import { numericOf } from '../values/numbers.ts';
import { printFloat } from '../values/printFloat.ts';
import { toText } from '../values/printValue.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { plain, TupleValue, typeName, UndefinedValue, type Value } from '../values/value.ts';

interface Style {
  readonly indent: number | undefined;
  readonly sorted: boolean;
}

/** Filters that write JSON. */
export const jsonFilters = functionTable<FilterAction>([
  [
    'tojson',
    'indent=none',
    'As JSON with sorted keys; <, >, & and the single quote are escaped, as in Jinja2.',
    '{{ vlans | tojson }}',
    (input, args) => {
      const text = toJson(input, {
        indent: args.has('indent') ? args.whole('indent', 0) : undefined,
        sorted: true,
      });
      const escapes: Readonly<Record<string, string>> = {
        '<': '\\u003c',
        '>': '\\u003e',
        '&': '\\u0026',
        "'": '\\u0027',
      };
      return text.replace(/[<>&']/g, (character) => escapes[character] ?? character);
    },
  ],
  [
    'to_json',
    '',
    'As JSON on one line, keys in their order.',
    '{{ vlans | to_json }}',
    (input) => toJson(input, { indent: undefined, sorted: false }),
  ],
  [
    'to_nice_json',
    'indent=4, sort_keys=true',
    'As JSON on several lines.',
    '{{ vlans | to_nice_json }}',
    (input, args) => toJson(input, { indent: args.whole('indent', 4), sorted: args.flag('sort_keys', true) }),
  ],
]);

function toJson(value: Value, style: Style): string {
  const text = write(value, style, 0);
  checkTextLength(text.length);
  return text;
}

function write(value: Value, style: Style, depth: number): string {
  spend(1);
  if (depth > 100) throw new TemplateFault('template.too-deep', 'This value is nested too deep for JSON.');
  const given = plain(value);
  if (typeof given === 'string') return quote(given);
  if (typeof given === 'boolean') return String(given);
  if (given === null) return 'null';
  const number = numericOf(given);
  if (number !== undefined) return number.float ? realText(number.real) : String(number.whole);
  if (Array.isArray(given)) return list(given, style, depth);
  if (given instanceof TupleValue) return list(given.items, style, depth);
  if (given instanceof Map) {
    const entries = [...given].map(([key, item]): [string, Value] => [keyText(key), item]);
    if (style.sorted) entries.sort(([a], [b]) => compareTexts(a, b));
    const parts = entries.map(([key, item]) => `${quote(key)}: ${write(item, style, depth + 1)}`);
    return wrap('{', parts, '}', style, depth);
  }
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  throw new TemplateFault('template.type', `A ${typeName(given)} cannot be written as JSON. Add "| list".`);
}

function list(items: readonly Value[], style: Style, depth: number): string {
  return wrap(
    '[',
    items.map((item) => write(item, style, depth + 1)),
    ']',
    style,
    depth,
  );
}

function wrap(
  open: string,
  parts: readonly string[],
  close: string,
  { indent }: Style,
  depth: number,
): string {
  if (indent === undefined || parts.length === 0) return open + parts.join(', ') + close;
  const size = Math.min(Math.max(0, indent), 100);
  const inner = ' '.repeat(size * (depth + 1));
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${' '.repeat(size * depth)}${close}`;
}

function keyText(key: Value): string {
  if (typeof key === 'boolean' || key === null) return String(key);
  return toText(key);
}

function realText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? printFloat(value) : value > 0 ? 'Infinity' : '-Infinity';
}

function quote(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\uffff]/g, (character) => {
    return character === '\x7f' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
