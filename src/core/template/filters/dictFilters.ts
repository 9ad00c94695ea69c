import { functionTable } from '../functions/functionTable.ts';
import type { FilterAction } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { dictOf, lookUp } from '../values/dictKeys.ts';
import { GeneratorValue } from '../values/generator.ts';
import { iterate } from '../values/iterate.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { type DictValue, TupleValue, typeName, UndefinedValue, type Value } from '../values/value.ts';
import { ignoreCase } from './attributes.ts';
import { sortBy } from './sortBy.ts';

/** Filters about dicts. */
export const dictFilters = functionTable<FilterAction>([
  [
    'items',
    '',
    'Pairs of key and value.',
    '{% for name, vlan in vlans | items %}',
    (input) => {
      if (input instanceof UndefinedValue) return new GeneratorValue('items', []);
      return new GeneratorValue('items', pairs(input, 'items'));
    },
  ],
  [
    'dictsort',
    'case_sensitive=false, by="key", reverse=false',
    'Pairs of key and value, in order; "by" can be key or value.',
    '{% for name, vlan in vlans | dictsort %}',
    (input, args) => {
      const by = args.text('by', 'key');
      if (by !== 'key' && by !== 'value') {
        throw new TemplateFault('template.arguments', 'dictsort() can sort by "key" or by "value".');
      }
      const sensitive = args.flag('case_sensitive');
      const key = (pair: Value): Value => {
        const part = iterate(pair)[by === 'key' ? 0 : 1] ?? null;
        return sensitive ? part : ignoreCase(part);
      };
      return sortBy(pairs(input, 'dictsort'), key, args.flag('reverse'));
    },
  ],
  [
    'dict2items',
    'key_name="key", value_name="value"',
    'A list of dicts with "key" and "value".',
    '{% for item in vlans | dict2items %}{{ item.key }}{% endfor %}',
    (input, args) => {
      const [keyName, valueName] = [args.text('key_name', 'key'), args.text('value_name', 'value')];
      return [...dict(input, 'dict2items')].map(([key, value]) =>
        dictOf([
          [keyName, key],
          [valueName, value],
        ]),
      );
    },
  ],
  [
    'items2dict',
    'key_name="key", value_name="value"',
    'A dict from a list of dicts with "key" and "value".',
    '{{ pairs | items2dict }}',
    (input, args) => {
      const [keyName, valueName] = [args.text('key_name', 'key'), args.text('value_name', 'value')];
      return dictOf(
        iterate(input).map((item): [Value, Value] => {
          const entry = dict(item, 'items2dict');
          const [key, value] = [lookUp(entry, keyName), lookUp(entry, valueName)];
          if (key !== undefined && value !== undefined) return [key, value];
          throw new TemplateFault(
            'template.type',
            `items2dict needs "${keyName}" and "${valueName}" in every item.`,
          );
        }),
      );
    },
  ],
  [
    'combine',
    '*others, recursive=false',
    'The dict with the entries of others added; later ones win.',
    '{{ defaults | combine(overrides) }}',
    (input, args) => {
      const merge = args.flag('recursive') ? mergeDeep : mergeFlat;
      return args.rest.reduce<DictValue>(
        (all, other) => merge(all, dict(other, 'combine')),
        new Map(dict(input, 'combine')),
      );
    },
  ],
]);

function dict(value: Value, filter: string): DictValue {
  if (value instanceof Map) return value;
  if (value instanceof UndefinedValue) throw undefinedFault(value);
  throw new TemplateFault('template.type', `${filter} needs a dict, not a ${typeName(value)}.`);
}

function pairs(value: Value, filter: string): TupleValue[] {
  return [...dict(value, filter)].map((pair) => new TupleValue(pair));
}

function mergeFlat(left: DictValue, right: DictValue): DictValue {
  return new Map([...left, ...right]);
}

function mergeDeep(left: DictValue, right: DictValue): DictValue {
  const merged = new Map(left);
  for (const [key, value] of right) {
    const before = merged.get(key);
    merged.set(key, before instanceof Map && value instanceof Map ? mergeDeep(before, value) : value);
  }
  return merged;
}
