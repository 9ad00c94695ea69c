import { functionTable } from '../functions/functionTable.ts';
import type { FilterAction } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { checkItems } from '../values/budget.ts';
import { toInteger } from '../values/convert.ts';
import { iterate } from '../values/iterate.ts';
import { toText } from '../values/printValue.ts';
import type { Value } from '../values/value.ts';

/** Filters about ranges of ports and VLANs. */
export const rangeFilters = functionTable<FilterAction>([
  [
    'expand_range',
    '',
    'The members of a range: "Gi1/0/1-3" gives Gi1/0/1, Gi1/0/2, Gi1/0/3; "10,20-22" gives the numbers 10, 20, 21, 22.',
    '{% for port in "Gi1/0/1-24" | expand_range %}',
    (input) => expandAll(input),
  ],
  [
    'vlan_expander',
    '',
    'The numbers of a VLAN list such as "10,20-25".',
    '{% for vlan in "10,20-25" | vlan_expander %}',
    (input) => expandAll(input),
  ],
  [
    'compress_range',
    '',
    'Numbers as a short list: [10, 20, 21, 22] gives "10,20-22".',
    'switchport trunk allowed vlan {{ vlans | compress_range }}',
    (input) => compress(numbersOf(input)).join(','),
  ],
  [
    'vlan_parser',
    'first_line_len=48, other_line_len=44',
    'Numbers as short lists that fit the lines of a Cisco configuration.',
    '{% for line in vlans | vlan_parser %}',
    (input, args) =>
      wrap(compress(numbersOf(input)), args.whole('first_line_len', 48), args.whole('other_line_len', 44)),
  ],
]);

function expandAll(input: Value): Value[] {
  const texts = Array.isArray(input) ? input.map(toText) : toText(input).split(',');
  const members: Value[] = [];
  let prefix = '';
  for (const text of texts) {
    const part = text.trim();
    if (part === '') continue;
    // "Gi1/0/1-3,5" means port 5 of the same card; a part with a prefix of its own sets a new one.
    const whole = /^\d+(?:\s*-\s*\d+)?$/.test(part) ? prefix + part : part;
    prefix = /^(.*?)\d+(?:\s*-\s*[^-]*\d+)?$/.exec(whole)?.[1] ?? '';
    const expanded = expand(whole);
    checkItems(members.length + expanded.length);
    for (const member of expanded) members.push(member);
  }
  return members;
}

function expand(text: string): Value[] {
  const parts = /^(.*?)(\d+)\s*-\s*(.*?)(\d+)$/.exec(text);
  if (parts === null) return [/^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text];
  const [, prefix = '', first = '', again = '', last = ''] = parts;
  if (again !== '' && again.trim() !== prefix.trim()) return [text];
  const [start, end] = [Number(first), Number(last)];
  if (end < start || !Number.isSafeInteger(end)) {
    throw new TemplateFault('template.range', `"${text}" runs backwards: write the smaller number first.`);
  }
  checkItems(end - start + 1);
  const width = first.startsWith('0') ? first.length : 0;
  return Array.from({ length: end - start + 1 }, (_, index) => {
    const number = String(start + index).padStart(width, '0');
    return prefix === '' && width === 0 ? start + index : prefix + number;
  });
}

function numbersOf(input: Value): number[] {
  const items = typeof input === 'string' ? expandAll(input) : iterate(input);
  const numbers = items.map((item) => {
    const number = toInteger(item, 10);
    if (typeof number === 'number') return number;
    throw new TemplateFault('template.type', `"${toText(item)}" is not a whole number.`);
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** `vlan_parser` writes two neighbours as "1,2", as Cisco does. */
function compress(numbers: readonly number[]): string[] {
  const parts: string[] = [];
  for (let index = 0; index < numbers.length;) {
    const start = numbers[index] ?? 0;
    let end = index;
    while (numbers[end + 1] === (numbers[end] ?? 0) + 1) end++;
    const last = numbers[end] ?? start;
    if (last - start >= 2) parts.push(`${String(start)}-${String(last)}`);
    else for (let number = start; number <= last; number++) parts.push(String(number));
    index = end + 1;
  }
  return parts;
}

function wrap(parts: readonly string[], first: number, others: number): Value[] {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    const room = lines.length <= 1 ? first : others;
    if (line !== undefined && line.length + 1 + part.length <= room)
      lines[lines.length - 1] = `${line},${part}`;
    else lines.push(part);
  }
  return lines;
}
