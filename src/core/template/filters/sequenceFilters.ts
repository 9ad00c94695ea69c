import { functionTable } from '../functions/functionTable.ts';
import type { BoundArguments } from '../functions/parameters.ts';
import type { FilterAction, Services } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { spend } from '../values/budget.ts';
import { codePoints } from '../values/codePoints.ts';
import { compareValues, equals } from '../values/compareValues.ts';
import { GeneratorValue } from '../values/generator.ts';
import { iterate } from '../values/iterate.ts';
import { numericOf } from '../values/numbers.ts';
import { applyOperator } from '../values/operators.ts';
import { toRepresentation } from '../values/printValue.ts';
import type { TupleValue } from '../values/value.ts';
import { UndefinedValue, type Value } from '../values/value.ts';
import { attributeReader, attributesReader, ignoreCase } from './attributes.ts';
import { sortBy } from './sortBy.ts';
import { GroupValue } from './groupValue.ts';

/** Filters about lists. */
export const sequenceFilters = functionTable<FilterAction>([
  [
    'list',
    '',
    'The items as a list; of a text, its characters.',
    '{{ vlans.keys() | list }}',
    (input) => [...iterate(input)],
  ],
  ['first', '', 'The first item.', '{{ uplinks | first }}', (input) => pickOne(iterate(input)[0], 'first')],
  ['last', '', 'The last item.', '{{ uplinks | last }}', (input) => pickOne(iterate(input).at(-1), 'last')],
  [
    'reverse',
    '',
    'The items, or the characters of a text, from the last to the first.',
    '{{ vlans | reverse | list }}',
    (input) => {
      if (typeof input === 'string') return [...codePoints(input)].reverse().join('');
      return new GeneratorValue('reverse', [...iterate(input)].reverse());
    },
  ],
  [
    'sort',
    'reverse=false, case_sensitive=false, attribute=none',
    'The items in order; by attributes where given ("site,name").',
    '{{ vlans | sort }}',
    (input, args, services) => {
      const read = attributesReader(services, args.value('attribute'));
      return sortBy(iterate(input), (item) => keyOf(read(item), args), args.flag('reverse'));
    },
  ],
  [
    'unique',
    'case_sensitive=false, attribute=none',
    'The items without repetitions; the first of each stays.',
    '{{ vlans | unique | list }}',
    (input, args, services) => new GeneratorValue('unique', unique(iterate(input), args, services)),
  ],
  [
    'min',
    'case_sensitive=false, attribute=none',
    'The smallest item.',
    '{{ vlans | min }}',
    (input, args, services) => extreme(input, args, services, -1),
  ],
  [
    'max',
    'case_sensitive=false, attribute=none',
    'The largest item.',
    '{{ vlans | max }}',
    (input, args, services) => extreme(input, args, services, 1),
  ],
  [
    'sum',
    'attribute=none, start=0',
    'The items added up.',
    '{{ ports | sum(attribute="count") }}',
    (input, args, services) => {
      const read = attributeReader(services, args.value('attribute'));
      return iterate(input).reduce<Value>(
        (total, item) => applyOperator('+', total, read(item)),
        args.value('start', 0),
      );
    },
  ],
  [
    'batch',
    'linecount, fill_with=none',
    'Lists of so many items each.',
    '{% for row in ports | batch(8) %}',
    (input, args) => new GeneratorValue('batch', batch(iterate(input), args)),
  ],
  [
    'slice',
    'slices, fill_with=none',
    'So many lists of about equal length.',
    '{% for part in ports | slice(3) %}',
    (input, args) => new GeneratorValue('slice', slices(iterate(input), args)),
  ],
  [
    'groupby',
    'attribute, default=none, case_sensitive=false',
    'The items in groups of equal attributes: pairs of the attribute and a list.',
    '{% for site, group in devices | groupby("site") %}',
    (input, args, services) => groupBy(iterate(input), args, services),
  ],
]);

function pickOne(item: Value | undefined, which: string): Value {
  if (item !== undefined) return item;
  const message = `There is no ${which} item: the list is empty.`;
  return new UndefinedValue({ start: -1, end: -1 }, -1, () => ({ message }));
}

function keyOf(values: readonly Value[], args: BoundArguments): Value {
  const keys = args.flag('case_sensitive') ? values : values.map(ignoreCase);
  return keys.length === 1 ? (keys[0] ?? null) : [...keys];
}

function unique(items: readonly Value[], args: BoundArguments, services: Services): Value[] {
  const read = attributeReader(services, args.value('attribute'));
  const sensitive = args.flag('case_sensitive');
  const seen = new Set<string>();
  return items.filter((item) => {
    const value = read(item);
    const key = identityOf(sensitive ? value : ignoreCase(value));
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A text that equal values share: 1, 1.0 and true are equal in Python. */
function identityOf(value: Value): string {
  const number = numericOf(value);
  return number === undefined
    ? toRepresentation(value)
    : `number ${String(number.float ? number.real : number.whole)}`;
}

function extreme(input: Value, args: BoundArguments, services: Services, sign: 1 | -1): Value {
  const items = iterate(input);
  const read = attributeReader(services, args.value('attribute'));
  const key = (item: Value): Value => (args.flag('case_sensitive') ? read(item) : ignoreCase(read(item)));
  let [best] = items;
  if (best === undefined) return pickOne(undefined, sign < 0 ? 'smallest' : 'largest');
  let bestKey = key(best);
  for (const item of items.slice(1)) {
    const itemKey = key(item);
    if (compareValues(itemKey, bestKey) * sign <= 0) continue;
    best = item;
    bestKey = itemKey;
  }
  return best;
}

function batch(items: readonly Value[], args: BoundArguments): Value[] {
  const size = args.whole('linecount', 1);
  if (size < 1) throw new TemplateFault('template.arguments', 'batch() needs a size of at least 1.');
  const rows: Value[] = [];
  for (let start = 0; start < items.length; start += size) {
    const row = items.slice(start, start + size);
    const fill = args.value('fill_with');
    if (fill !== null) {
      spend(size);
      while (row.length < Math.min(size, 100_000)) row.push(fill);
    }
    rows.push(row);
  }
  return rows;
}

function slices(items: readonly Value[], args: BoundArguments): Value[] {
  const count = args.whole('slices', 1);
  if (count < 1) throw new TemplateFault('template.arguments', 'slice() needs at least 1 part.');
  spend(count);
  const size = Math.floor(items.length / count);
  const larger = items.length % count;
  const fill = args.value('fill_with');
  let start = 0;
  return Array.from({ length: count }, (_, index) => {
    const end = start + size + (index < larger ? 1 : 0);
    const part = items.slice(start, end);
    start = end;
    if (fill !== null && index >= larger) part.push(fill);
    return part;
  });
}

function groupBy(items: readonly Value[], args: BoundArguments, services: Services): Value {
  const read = attributeReader(services, args.value('attribute'), args.value('default'));
  const key = (item: Value): Value => (args.flag('case_sensitive') ? read(item) : ignoreCase(read(item)));
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sortBy(items, key, false)) {
    const itemKey = key(item);
    const last = groups.at(-1);
    if (last !== undefined && equals(last.key, itemKey)) last.items.push(item);
    else groups.push({ key: itemKey, items: [item] });
  }
  return groups.map(({ items: members }): TupleValue => new GroupValue(read(members[0] ?? null), members));
}
