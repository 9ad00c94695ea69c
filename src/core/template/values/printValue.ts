import { TemplateFault } from '../templateFault.ts';
import { checkTextLength, spend } from './budget.ts';
import { CallableValue } from './callable.ts';
import { GeneratorValue } from './generator.ts';
import type { ObjectValue } from './objectValue.ts';
import { printFloat } from './printFloat.ts';
import { undefinedFault } from './useUndefined.ts';
import {
  FloatValue,
  NothingValue,
  plain,
  RangeValue,
  RenderedText,
  TupleValue,
  UndefinedValue,
  type Value,
  ViewValue,
} from './value.ts';

const maxDepth = 100;

/** Python's `str()`: what `{{ value }}` prints. Throws for what does not exist and for what has no text. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof RenderedText) return value.text;
  if (value instanceof NothingValue) return '';
  return representation(value, 0);
}

/** Python's `repr()`: how a value looks inside of a list. */
export function toRepresentation(value: Value): string {
  return representation(value, 0);
}

function representation(value: Value, depth: number): string {
  spend(1);
  if (depth > maxDepth)
    throw new TemplateFault('template.too-deep', 'This value is nested too deep to be printed.');
  const given = plain(value);
  if (typeof given === 'string') return quote(given);
  if (typeof given === 'number') return Number.isInteger(given) ? String(given) : printFloat(given);
  if (typeof given === 'bigint') return String(given);
  if (typeof given === 'boolean') return given ? 'True' : 'False';
  if (given === null) return 'None';
  if (given instanceof FloatValue) return printFloat(given.value);
  if (Array.isArray(given)) return `[${printItems(given, depth)}]`;
  if (given instanceof Map) return printDict(given, depth);
  if (given instanceof TupleValue) {
    return given.items.length === 1
      ? `(${printItems(given.items, depth)},)`
      : `(${printItems(given.items, depth)})`;
  }
  if (given instanceof ViewValue) return `${given.kind}([${printItems(given.items, depth)}])`;
  if (given instanceof RangeValue) return printRange(given);
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  throw unprintable(given);
}

function unprintable(value: CallableValue | GeneratorValue | ObjectValue): TemplateFault {
  if (value instanceof GeneratorValue) return value.fault('cannot be printed');
  const hint = value instanceof CallableValue ? ` Call it: ${value.name}(…)` : '';
  const name = value instanceof CallableValue ? ` "${value.name}"` : '';
  return new TemplateFault('template.type', `A ${value.label}${name} cannot be printed.${hint}`);
}

function printRange(range: RangeValue): string {
  const bounds = `${String(range.start)}, ${String(range.stop)}`;
  return range.step === 1 ? `range(${bounds})` : `range(${bounds}, ${String(range.step)})`;
}

function printItems(items: readonly Value[], depth: number): string {
  return join(items.map((item) => representation(item, depth + 1)));
}

function printDict(dict: ReadonlyMap<Value, Value>, depth: number): string {
  const entries: string[] = [];
  for (const [key, item] of dict)
    entries.push(`${representation(key, depth + 1)}: ${representation(item, depth + 1)}`);
  return `{${join(entries)}}`;
}

function join(parts: readonly string[]): string {
  const text = parts.join(', ');
  checkTextLength(text.length);
  return text;
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
const unprintableCharacter = /[\\\n\r\t]|[^\P{C}]|[^\P{Z} ]/gu;

/** Python's `repr(str)`. */
function quote(text: string): string {
  spend(text.length >> 4);
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(
    unprintableCharacter,
    (character) => escapes[character] ?? hexEscape(character),
  );
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function hexEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
