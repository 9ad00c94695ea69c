import type { BoundArguments } from '../functions/parameters.ts';
import { TemplateFault } from '../templateFault.ts';
import { checkTextLength } from '../values/budget.ts';
import { codePointCount, codePoints } from '../values/codePoints.ts';
import { iterate } from '../values/iterate.ts';
import { toText } from '../values/printValue.ts';
import { capitalize, justify, replaceText, splitLines, strip } from '../values/textTools.ts';
import { TupleValue, typeName, type Value } from '../values/value.ts';
import { formatFields } from './formatFields.ts';
import { MethodTable, type MethodRow } from './methodTable.ts';
import { splitLeft, splitRight } from './splitText.ts';

const letters = /\p{L}/u;

function ofEach(test: RegExp): (text: string) => Value {
  return (text) => text !== '' && Array.from(text).every((character) => test.test(character));
}

function hasCase(text: string, wanted: string): Value {
  return text === wanted && text.toLowerCase() !== text.toUpperCase();
}

function stripper(sides: 'both' | 'left' | 'right'): (text: string, args: BoundArguments) => Value {
  return (text, args) => strip(text, args.has('chars') ? args.text('chars') : undefined, sides);
}

function justifier(how: 'center' | 'left' | 'right'): (text: string, args: BoundArguments) => Value {
  return (text, args) => justify(text, args.whole('width', 0), args.text('fillchar', ' '), how);
}

/** `startswith` and `endswith` take one text or a tuple of them. */
function edge(test: (text: string, part: string) => boolean): (text: string, args: BoundArguments) => Value {
  return (text, args) => {
    const wanted = args.value('prefix');
    const parts = wanted instanceof TupleValue ? wanted.items.map(toText) : [textArgument(wanted)];
    const from = window(text, args);
    return parts.some((part) => test(from, part));
  };
}

function textArgument(value: Value): string {
  if (typeof value === 'string') return value;
  throw new TemplateFault('template.type', `A text is needed here, not a ${typeName(value)}.`);
}

/** The part between the optional arguments `start` and `end`. */
function window(text: string, args: BoundArguments): string {
  if (!args.has('start') && !args.has('end')) return text;
  return codePoints(text)
    .slice(args.has('start') ? args.whole('start', 0) : 0, args.has('end') ? args.whole('end', 0) : undefined)
    .join('');
}

function find(text: string, args: BoundArguments, last: boolean): number {
  const part = args.text('sub');
  const inner = window(text, args);
  const at = last ? inner.lastIndexOf(part) : inner.indexOf(part);
  if (at < 0) return -1;
  const start = args.has('start') ? args.whole('start', 0) : 0;
  const offset =
    start < 0 ? Math.max(0, codePointCount(text) + start) : Math.min(start, codePointCount(text));
  return offset + codePointCount(inner.slice(0, at));
}

function index(text: string, args: BoundArguments, last: boolean): number {
  const at = find(text, args, last);
  if (at >= 0) return at;
  throw new TemplateFault('template.arguments', `"${args.text('sub')}" is not a part of the text.`);
}

function partition(text: string, separator: string, last: boolean): Value {
  if (separator === '') throw new TemplateFault('template.arguments', 'The separator is empty.');
  const at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return new TupleValue(last ? ['', '', text] : [text, '', '']);
  return new TupleValue([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function titleWords(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => capitalize(word));
}

function isTitle(text: string): Value {
  return letters.test(text) && text === titleWords(text);
}

function count(text: string, args: BoundArguments): Value {
  const part = args.text('sub');
  const inner = window(text, args);
  return part === '' ? codePointCount(inner) + 1 : inner.split(part).length - 1;
}

function swapCase(text: string): string {
  return Array.from(text, (character) =>
    character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase(),
  ).join('');
}

function fillZeros(text: string, width: number): string {
  const [, sign = '', digits = ''] = /^([-+]?)([^]*)$/.exec(text) ?? [];
  return sign + justify(digits, width - sign.length, '0', 'right');
}

function expandTabs(text: string, size: number): string {
  let column = 0;
  let result = '';
  for (const character of text) {
    if (character === '\t') {
      const missing = size > 0 ? size - (column % size) : 0;
      checkTextLength(result.length + missing);
      result += ' '.repeat(missing);
      column += missing;
    } else {
      result += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return result;
}

const rows: readonly MethodRow<string>[] = [
  ['upper', '', (text) => text.toUpperCase()],
  ['lower casefold', '', (text) => text.toLowerCase()],
  ['capitalize', '', capitalize],
  ['title', '', titleWords],
  ['swapcase', '', swapCase],
  ['strip', 'chars=none', stripper('both')],
  ['lstrip', 'chars=none', stripper('left')],
  ['rstrip', 'chars=none', stripper('right')],
  ['split', 'sep=none, maxsplit=-1', (text, args) => splitLeft(text, args)],
  ['rsplit', 'sep=none, maxsplit=-1', (text, args) => splitRight(text, args)],
  ['splitlines', 'keepends=false', (text, args) => splitLines(text, args.flag('keepends'))],
  ['partition', 'sep', (text, args) => partition(text, args.text('sep'), false)],
  ['rpartition', 'sep', (text, args) => partition(text, args.text('sep'), true)],
  [
    'join',
    'iterable',
    (text, args) => {
      const parts = iterate(args.value('iterable')).map(textArgument);
      checkTextLength(parts.reduce((length, part) => length + part.length + text.length, 0));
      return parts.join(text);
    },
  ],
  [
    'replace',
    'old, new, count=-1',
    (text, args) => replaceText(text, args.text('old'), args.text('new'), args.whole('count', -1)),
  ],
  ['startswith', 'prefix, start=none, end=none', edge((text, part) => text.startsWith(part))],
  ['endswith', 'prefix, start=none, end=none', edge((text, part) => text.endsWith(part))],
  ['find', 'sub, start=none, end=none', (text, args) => find(text, args, false)],
  ['rfind', 'sub, start=none, end=none', (text, args) => find(text, args, true)],
  ['index', 'sub, start=none, end=none', (text, args) => index(text, args, false)],
  ['rindex', 'sub, start=none, end=none', (text, args) => index(text, args, true)],
  ['count', 'sub, start=none, end=none', count],
  ['format', '*values, **named', (text, args) => formatFields(text, args.rest, args.keywords)],
  ['zfill', 'width', (text, args) => fillZeros(text, args.whole('width', 0))],
  ['ljust', 'width, fillchar=" "', justifier('left')],
  ['rjust', 'width, fillchar=" "', justifier('right')],
  ['center', 'width, fillchar=" "', justifier('center')],
  [
    'removeprefix',
    'prefix',
    (text, args) => (text.startsWith(args.text('prefix')) ? text.slice(args.text('prefix').length) : text),
  ],
  [
    'removesuffix',
    'suffix',
    (text, args) => {
      const suffix = args.text('suffix');
      return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
    },
  ],
  ['expandtabs', 'tabsize=8', (text, args) => expandTabs(text, args.whole('tabsize', 8))],
  ['isdigit isdecimal isnumeric', '', ofEach(/\p{Nd}/u)],
  ['isalpha', '', ofEach(letters)],
  ['isalnum', '', ofEach(/[\p{L}\p{N}]/u)],
  ['isspace', '', ofEach(/[\s\x1c-\x1f\x85]/)],
  ['isupper', '', (text) => hasCase(text, text.toUpperCase())],
  ['islower', '', (text) => hasCase(text, text.toLowerCase())],
  ['istitle', '', isTitle],
];

/** The methods of texts, as Python has them. */
export const textMethods: MethodTable<string> = new MethodTable(rows);
