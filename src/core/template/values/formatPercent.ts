import { TemplateFault } from '../templateFault.ts';
import { checkTextLength } from './budget.ts';
import { lookUp } from './dictKeys.ts';
import { formatNumber, type FormatSpec, formatText } from './formatNumber.ts';
import { numericOf } from './numbers.ts';
import { toRepresentation, toText } from './printValue.ts';
import { undefinedFault } from './useUndefined.ts';
import { TupleValue, UndefinedValue, type Value } from './value.ts';

const placeholder = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([^])?/g;

/** Python's `text % values`. Throws where the values do not fit the placeholders. */
export function formatPercent(format: string, values: Value): string {
  const dict = values instanceof Map ? values : undefined;
  const items = values instanceof TupleValue ? values.items : [values];
  let taken = 0;
  const take = (): Value => {
    const item = items[taken++];
    if (item === undefined)
      throw new TemplateFault('template.format', 'There are fewer values than placeholders.');
    return item;
  };
  const text = format.replace(placeholder, (whole: string, ...groups: (string | undefined)[]) => {
    const [key, flags = '', width, precision, type] = groups;
    if (type === '%' && whole === '%%') return '%';
    if (type === undefined || !'diouxXeEfFgGcrsa'.includes(type)) {
      throw new TemplateFault(
        'template.format',
        `"${whole}" is not a placeholder. Write %% for a percent sign.`,
      );
    }
    const spec = specOf(flags, size(width, take), size(precision, take), type);
    const value = key === undefined ? take() : lookUp(dict ?? new Map(), key);
    if (value === undefined)
      throw new TemplateFault('template.format', `There is no value "${key ?? ''}" for "${whole}".`);
    return formatOne(value, spec);
  });
  checkTextLength(text.length);
  if (dict === undefined && taken < items.length) {
    throw new TemplateFault('template.format', 'There are more values than placeholders.');
  }
  return text;
}

function size(text: string | undefined, take: () => Value): number | undefined {
  if (text !== '*') return text === undefined ? undefined : Number(text);
  const number = numericOf(take());
  if (number === undefined || number.float)
    throw new TemplateFault('template.format', '"*" needs a whole number.');
  return Number(number.whole);
}

function specOf(
  flags: string,
  width: number | undefined,
  precision: number | undefined,
  type: string,
): FormatSpec {
  const left = flags.includes('-') || (width ?? 0) < 0;
  const zero = flags.includes('0') && !left;
  return {
    fill: zero ? '0' : ' ',
    align: left ? '<' : zero ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
    alternate: flags.includes('#'),
    width: Math.abs(width ?? 0),
    grouping: '',
    precision,
    type,
  };
}

function formatOne(value: Value, spec: FormatSpec): string {
  if (value instanceof UndefinedValue) throw undefinedFault(value);
  if (spec.type === 's') return formatText(toText(value), textSpec(spec));
  if (spec.type === 'r' || spec.type === 'a') return formatText(toRepresentation(value), textSpec(spec));
  if (spec.type === 'c' && typeof value === 'string') return formatText(value, textSpec(spec));
  const number = numericOf(value);
  if (number === undefined) {
    throw new TemplateFault(
      'template.format',
      `"%${spec.type}" needs a number. Add "| int" to the value, or use %s.`,
    );
  }
  if ('diu'.includes(spec.type)) {
    const whole = number.float ? BigInt(Math.trunc(number.real)) : number.whole;
    return formatNumber({ float: false, whole }, { ...spec, type: 'd', precision: undefined });
  }
  return formatNumber(number, spec);
}

function textSpec(spec: FormatSpec): FormatSpec {
  return { ...spec, fill: ' ', align: spec.align === '=' ? '>' : spec.align };
}
