import { TemplateFault } from '../templateFault.ts';
import { checkTextLength } from '../values/budget.ts';
import { lookUp } from '../values/dictKeys.ts';
import { formatNumber, type FormatSpec, formatText } from '../values/formatNumber.ts';
import { numericOf } from '../values/numbers.ts';
import { toRepresentation, toText } from '../values/printValue.ts';
import { itemAt } from '../values/sequences.ts';
import type { Value } from '../values/value.ts';

const field = /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]/g;

/** Python's `text.format(…)`: `{}`, `{0}`, `{name}`, `{name[key]}`, with format specifications. */
export function formatFields(
  text: string,
  values: readonly Value[],
  named: ReadonlyMap<string, Value>,
): string {
  let next = 0;
  const result = text.replace(field, (whole: string, ...groups: (string | undefined)[]) => {
    if (whole === '{{' || whole === '}}') return whole.charAt(0);
    const [path, conversion, spec = ''] = groups;
    if (path === undefined) {
      throw new TemplateFault(
        'template.format',
        `"${whole}" stands alone in the format. Write "${whole}${whole}" for the character itself.`,
      );
    }
    const [first = ''] = path.split(/[.[]/, 1);
    const value =
      first === '' ? values[next++] : /^\d+$/.test(first) ? values[Number(first)] : named.get(first);
    if (value === undefined) throw new TemplateFault('template.format', `There is no value for "${whole}".`);
    return formatValue(resolve(value, path.slice(first.length), whole), conversion, spec);
  });
  checkTextLength(result.length);
  return result;
}

function resolve(value: Value, path: string, whole: string): Value {
  let found = value;
  for (const [, name, key] of path.matchAll(/\.(\w+)|\[([^\]]+)\]/g)) {
    const step = name ?? key ?? '';
    const index = /^\d+$/.test(step) ? Number(step) : step;
    const item = found instanceof Map ? lookUp(found, index) : itemAt(found, index);
    if (item === undefined) throw new TemplateFault('template.format', `"${whole}" does not exist.`);
    found = item;
  }
  return found;
}

function formatValue(value: Value, conversion: string | undefined, text: string): string {
  const converted =
    conversion === undefined ? value : conversion === 's' ? toText(value) : toRepresentation(value);
  const spec = readSpec(text);
  const number = typeof converted === 'boolean' && spec.type === '' ? undefined : numericOf(converted);
  if (number === undefined || spec.type === 's') {
    if (spec.type !== '' && spec.type !== 's') {
      throw new TemplateFault(
        'template.format',
        `The format "${text}" needs a number. Add "| int" to the value.`,
      );
    }
    return formatText(toText(converted), spec);
  }
  if (spec.type !== '') return formatNumber(number, spec);
  if (!number.float) return formatNumber(number, { ...spec, type: 'd' });
  if (spec.precision !== undefined) return formatNumber(number, { ...spec, type: 'g' });
  return formatText(toText(converted), { ...spec, align: spec.align === '' ? '>' : spec.align });
}

const specPattern = /^(?:([^])?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

function readSpec(text: string): FormatSpec {
  const parts = specPattern.exec(text);
  if (parts === null) throw new TemplateFault('template.format', `"${text}" is not a format specification.`);
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = parts;
  return {
    fill: fill ?? (zero === undefined ? '' : '0'),
    align: (align ?? (zero === undefined ? '' : '=')) as FormatSpec['align'],
    sign: (sign ?? '') as FormatSpec['sign'],
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping ?? '') as FormatSpec['grouping'],
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
}
