import type { BoundArguments } from '../functions/parameters.ts';
import { sortBy } from '../filters/sortBy.ts';
import { TemplateFault } from '../templateFault.ts';
import { checkItems } from '../values/budget.ts';
import { equals } from '../values/compareValues.ts';
import { dictKey, dictOf, lookUp } from '../values/dictKeys.ts';
import { iterate } from '../values/iterate.ts';
import { toRepresentation } from '../values/printValue.ts';
import { type DictValue, TupleValue, type Value, ViewValue } from '../values/value.ts';
import { MethodTable } from './methodTable.ts';

function position(items: readonly Value[], args: BoundArguments): number {
  const wanted = args.value('value');
  const at = items.findIndex((item) => equals(item, wanted));
  if (at >= 0) return at;
  throw new TemplateFault('template.arguments', `${toRepresentation(wanted)} is not in the list.`);
}

function countOf(items: readonly Value[], args: BoundArguments): number {
  const wanted = args.value('value');
  return iterate([...items]).filter((item) => equals(item, wanted)).length;
}

function popItem(items: Value[], args: BoundArguments): Value {
  const at = args.whole('index', -1);
  const place = at < 0 ? items.length + at : at;
  const [item] = place < 0 ? [] : items.splice(place, 1);
  if (item === undefined) throw new TemplateFault('template.arguments', 'pop() found no item at that place.');
  return item;
}

/** The methods of lists, as Python has them. Lists of the inventory are copies, so a change stays in the template. */
export const listMethods: MethodTable<Value[]> = new MethodTable<Value[]>([
  [
    'append',
    'value',
    (items, args) => {
      checkItems(1);
      if (items.length >= 200_000) checkItems(items.length + 1);
      items.push(args.value('value'));
      return null;
    },
  ],
  [
    'extend',
    'iterable',
    (items, args) => {
      const more = [...iterate(args.value('iterable'))];
      checkItems(items.length + more.length);
      for (const item of more) items.push(item);
      return null;
    },
  ],
  [
    'insert',
    'index, value',
    (items, args) => {
      checkItems(items.length + 1);
      items.splice(args.whole('index', 0), 0, args.value('value'));
      return null;
    },
  ],
  ['pop', 'index=-1', popItem],
  ['remove', 'value', (items, args) => (items.splice(position(items, args), 1), null)],
  ['index', 'value', position],
  ['count', 'value', countOf],
  ['reverse', '', (items) => (items.reverse(), null)],
  [
    'sort',
    'reverse=false',
    (items, args) => {
      items.splice(0, items.length, ...sortBy([...items], (item) => item, args.flag('reverse')));
      return null;
    },
  ],
  ['copy', '', (items) => [...items]],
  ['clear', '', (items) => (items.splice(0), null)],
]);

/** The methods of tuples. */
export const tupleMethods: MethodTable<TupleValue> = new MethodTable<TupleValue>([
  ['index', 'value', (tuple, args) => position(tuple.items, args)],
  ['count', 'value', (tuple, args) => countOf(tuple.items, args)],
]);

function popKey(dict: DictValue, args: BoundArguments): Value {
  const key = args.value('key');
  const value = lookUp(dict, key);
  if (value !== undefined) {
    dict.delete(dictKey(key));
    return value;
  }
  const fallback = args.get('default');
  if (fallback !== undefined) return fallback;
  throw new TemplateFault('template.arguments', `The dict has no key ${toRepresentation(key)}.`);
}

/** The methods of dicts, as Python has them. Dicts of the inventory are copies, so a change stays in the template. */
export const dictMethods: MethodTable<DictValue> = new MethodTable<DictValue>([
  ['keys', '', (dict) => new ViewValue('dict_keys', [...dict.keys()])],
  ['values', '', (dict) => new ViewValue('dict_values', [...dict.values()])],
  [
    'items',
    '',
    (dict) =>
      new ViewValue(
        'dict_items',
        [...dict].map((pair) => new TupleValue(pair)),
      ),
  ],
  [
    'get',
    'key, default=none',
    (dict, args) => lookUp(dict, args.value('key')) ?? args.get('default') ?? null,
  ],
  [
    'update',
    'other=none, **values',
    (dict, args) => {
      const other = args.value('other');
      const entries = other instanceof Map ? [...other] : [];
      checkItems(dict.size + entries.length);
      for (const [key, value] of [...entries, ...args.keywords]) dict.set(key, value);
      return null;
    },
  ],
  [
    'setdefault',
    'key, default=none',
    (dict, args) => {
      const known = lookUp(dict, args.value('key'));
      if (known !== undefined) return known;
      checkItems(1);
      const value = args.value('default');
      dict.set(dictKey(args.value('key')), value);
      return value;
    },
  ],
  ['pop', 'key, default=none', popKey],
  ['copy', '', (dict) => dictOf(dict)],
  ['clear', '', (dict) => (dict.clear(), null)],
]);
