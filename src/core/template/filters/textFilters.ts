import { functionTable } from '../functions/functionTable.ts';
import type { BoundArguments } from '../functions/parameters.ts';
import type { FilterAction } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { checkTextLength } from '../values/budget.ts';
import { codePoints } from '../values/codePoints.ts';
import { formatPercent } from '../values/formatPercent.ts';
import { isIterable, iterate } from '../values/iterate.ts';
import { toText } from '../values/printValue.ts';
import { capitalize, justify, replaceText, splitLines, strip } from '../values/textTools.ts';
import { lengthOf } from '../values/sequences.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { plain, TupleValue, typeName, UndefinedValue, type Value } from '../values/value.ts';

/** Filters about text. */
export const textFilters = functionTable<FilterAction>([
  ['upper', '', 'In capital letters.', '{{ hostname | upper }}', (input) => toText(input).toUpperCase()],
  ['lower', '', 'In small letters.', '{{ hostname | lower }}', (input) => toText(input).toLowerCase()],
  [
    'capitalize',
    '',
    'The first letter large, the others small.',
    '{{ site | capitalize }}',
    (input) => capitalize(toText(input)),
  ],
  ['title', '', 'Each word with a capital letter.', '{{ site | title }}', (input) => title(toText(input))],
  [
    'trim',
    'chars=none',
    'Without blanks (or the given characters) at both ends.',
    '{{ name | trim }}',
    (input, args) => strip(toText(input), args.has('chars') ? args.text('chars') : undefined, 'both'),
  ],
  [
    'replace',
    'old, new, count=none',
    'With each "old" replaced by "new"; at most count times.',
    '{{ interface | replace("GigabitEthernet", "Gi") }}',
    (input, args) => {
      const count = args.has('count') ? args.whole('count', -1) : -1;
      return replaceText(toText(input), args.text('old'), args.text('new'), count);
    },
  ],
  [
    'format',
    '*values, **named',
    'The values in the places of %s, %d, %03d … as Python has them.',
    '{{ "Gi1/0/%02d" | format(port) }}',
    (input, args) => {
      if (args.rest.length > 0 && args.keywords.size > 0) {
        throw new TemplateFault('template.arguments', 'format() takes values or named values, not both.');
      }
      const named = new Map<Value, Value>(args.keywords);
      return formatPercent(toText(input), named.size > 0 ? named : new TupleValue(args.rest));
    },
  ],
  [
    'center',
    'width=80',
    'In the middle of so many characters.',
    '{{ hostname | center(40) }}',
    (input, args) => justify(toText(input), args.whole('width', 80), ' ', 'center'),
  ],
  [
    'indent',
    'width=4, first=false, blank=false',
    'With each line but the first moved to the right.',
    '{{ lines | indent(2) }}',
    indent,
  ],
  [
    'truncate',
    'length=255, killwords=false, end="...", leeway=5',
    'Cut to a length.',
    '{{ text | truncate(30) }}',
    truncate,
  ],
  [
    'wordcount',
    '',
    'The number of words.',
    '{{ text | wordcount }}',
    (input) => toText(input).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0,
  ],
  [
    'splitlines',
    '',
    'The lines of a text as a list.',
    '{% for line in banner | splitlines %}',
    (input) => splitLines(toText(input)),
  ],
  [
    'split',
    'sep=none, maxsplit=-1',
    'The parts of a text between separators as a list.',
    '{{ path | split("/") | last }}',
    (input, args, services) => callMethod(services.member(input, 'split'), args),
  ],
  [
    'urlencode',
    '',
    'With %-escapes, for an address of the web.',
    '{{ name | urlencode }}',
    (input) => urlEncode(input),
  ],
]);

function title(text: string): string {
  const parts = text.split(/([-\s({[<]+)/);
  return parts.map((part) => capitalize(part)).join('');
}

function indent(input: Value, args: BoundArguments): Value {
  if (input instanceof UndefinedValue) throw undefinedFault(input);
  if (typeof input !== 'string') throw needsText('indent', input);
  const width = args.value('width', 4);
  const size = typeof width === 'string' ? 0 : args.whole('width', 4);
  checkTextLength(size);
  const prefix = typeof width === 'string' ? width : ' '.repeat(Math.max(0, size));
  const lines = splitLines(`${input}\n`);
  checkTextLength(lines.length * prefix.length);
  const blank = args.flag('blank');
  const moved = lines.map((line, index) => (index > 0 && (blank || line !== '') ? prefix + line : line));
  return (args.flag('first') ? prefix : '') + moved.join('\n');
}

function truncate(input: Value, args: BoundArguments): Value {
  const characters = typeof input === 'string' ? codePoints(input) : undefined;
  const end = args.text('end', '...');
  const length = args.whole('length', 255);
  if (length < end.length) {
    throw new TemplateFault(
      'template.arguments',
      `truncate() needs a length of at least ${String(end.length)}.`,
    );
  }
  const leeway = args.has('leeway') ? args.whole('leeway', 5) : 5;
  if ((characters?.length ?? lengthOf(input)) <= length + leeway) return input;
  if (characters === undefined) throw needsText('truncate', input);
  const cut = characters.slice(0, length - end.length).join('');
  if (args.flag('killwords')) return cut + end;
  const blank = cut.lastIndexOf(' ');
  return (blank < 0 ? cut : cut.slice(0, blank)) + end;
}

function needsText(filter: string, input: Value): TemplateFault {
  return new TemplateFault(
    'template.type',
    `${filter} needs a text, not a ${typeName(input)}. Add "| string".`,
  );
}

function callMethod(method: Value, args: BoundArguments): Value {
  if (typeof method !== 'object' || method === null || !('call' in method)) {
    throw new TemplateFault('template.type', 'Only a text can be split.');
  }
  const positional = args.has('sep') ? [args.value('sep')] : [null];
  return method.call({ positional: [...positional, args.whole('maxsplit', -1)], keyword: new Map() });
}

function urlEncode(input: Value): Value {
  if (typeof input === 'string' || !isIterable(input)) return quote(toText(input), true);
  const pairs: Value[] =
    input instanceof Map ? [...input].map((pair) => new TupleValue(pair)) : [...iterate(input)];
  return pairs
    .map((pair) =>
      iterate(pair)
        .map((part) => quote(toText(plain(part)), false).replaceAll('%20', '+'))
        .join('='),
    )
    .join('&');
}

function quote(text: string, keepSlash: boolean): string {
  const encoded = encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return keepSlash ? encoded.replaceAll('%2F', '/') : encoded;
}
