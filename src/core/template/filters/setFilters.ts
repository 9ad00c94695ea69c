import { functionTable } from '../functions/functionTable.ts';
import type { FilterAction } from '../functions/services.ts';
import { isTrue } from '../values/truth.ts';
import { iterate } from '../values/iterate.ts';
import { toRepresentation } from '../values/printValue.ts';
import { numericOf } from '../values/numbers.ts';
import { GeneratorValue } from '../values/generator.ts';
import { checkItems } from '../values/budget.ts';
import { TupleValue, type Value } from '../values/value.ts';

/** Filters about lists as sets, and small helpers, with the names that Ansible gave them. */
export const setFilters = functionTable<FilterAction>([
  [
    'union',
    'other',
    'Items of either list, once each.',
    '{{ vlans | union(voice_vlans) }}',
    (input, args) => once([...iterate(input), ...iterate(args.value('other'))]),
  ],
  [
    'intersect',
    'other',
    'Items of both lists.',
    '{{ vlans | intersect(allowed) }}',
    (input, args) => {
      const other = keys(iterate(args.value('other')));
      return once(iterate(input).filter((item) => other.has(toRepresentation(item))));
    },
  ],
  [
    'difference',
    'other',
    'Items that the other list does not have.',
    '{{ vlans | difference([1]) }}',
    (input, args) => {
      const other = keys(iterate(args.value('other')));
      return once(iterate(input).filter((item) => !other.has(toRepresentation(item))));
    },
  ],
  [
    'symmetric_difference',
    'other',
    'Items that one list has and the other has not.',
    '{{ before | symmetric_difference(after) }}',
    (input, args) => {
      const [left, right] = [iterate(input), iterate(args.value('other'))];
      const [inLeft, inRight] = [keys(left), keys(right)];
      const only = left.filter((item) => !inRight.has(toRepresentation(item)));
      return once([...only, ...right.filter((item) => !inLeft.has(toRepresentation(item)))]);
    },
  ],
  [
    'flatten',
    'levels=none',
    'Lists in lists as one list.',
    '{{ [vlans, [99]] | flatten }}',
    (input, args) => flatten(iterate(input), args.has('levels') ? args.whole('levels', 1) : 50),
  ],
  [
    'zip',
    '*others',
    'Pairs of the items at the same place.',
    '{% for a, b in left | zip(right) %}',
    (input, args) => {
      const lists = [iterate(input), ...args.rest.map(iterate)];
      const length = Math.min(...lists.map((list) => list.length));
      checkItems(length * lists.length);
      const rows = Array.from(
        { length },
        (_, index) => new TupleValue(lists.map((list) => list[index] ?? null)),
      );
      return new GeneratorValue('zip', rows);
    },
  ],
  [
    'ternary',
    'true_val, false_val, none_val=none',
    'One of two values, by whether the input is true.',
    '{{ enabled | ternary("no shutdown", "shutdown") }}',
    (input, args) => {
      if (input === null && args.has('none_val')) return args.value('none_val');
      return isTrue(input) ? args.value('true_val') : args.value('false_val');
    },
  ],
  [
    'bool',
    '',
    'True for yes, on, true and 1.',
    '{% if enabled | bool %}',
    (input) => {
      if (typeof input === 'boolean') return input;
      if (typeof input === 'string') return ['yes', 'on', '1', 'true'].includes(input.toLowerCase());
      const number = numericOf(input);
      return number !== undefined && !number.float && Number(number.whole) === 1;
    },
  ],
]);

function keys(items: readonly Value[]): ReadonlySet<string> {
  return new Set(items.map(toRepresentation));
}

function once(items: readonly Value[]): Value[] {
  const seen = new Map<string, Value>();
  for (const item of items) {
    const key = toRepresentation(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

function flatten(items: readonly Value[], levels: number): Value[] {
  checkItems(items.length);
  return items.flatMap((item) => (Array.isArray(item) && levels > 0 ? flatten(item, levels - 1) : [item]));
}
