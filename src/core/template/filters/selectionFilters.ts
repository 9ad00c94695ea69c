import { type FunctionRow, functionTable } from '../functions/functionTable.ts';
import type { BoundArguments } from '../functions/parameters.ts';
import type { FilterAction, Services } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { GeneratorValue } from '../values/generator.ts';
import { isIterable, iterate } from '../values/iterate.ts';
import { toText } from '../values/printValue.ts';
import { isTrue } from '../values/truth.ts';
import { UndefinedValue, type Value } from '../values/value.ts';
import { attributeReader } from './attributes.ts';

/** Filters that apply a filter, a test or an attribute to each item. */
export const selectionFilters = functionTable<FilterAction>([
  [
    'map',
    '*filter, **arguments',
    'Each item through a filter, or one attribute of each: map(attribute="name", default=…).',
    '{{ ports | map(attribute="name") | join(",") }}',
    (input, args, services) => new GeneratorValue('map', itemsOf(input).map(mapper(args, services))),
  ],
  selection(
    'select',
    'Items for which a test holds; without a test, those that are not empty or false.',
    'vlans | select("gt", 99)',
    false,
    true,
  ),
  selection(
    'reject',
    'Items for which a test does not hold.',
    'vlans | reject("in", [1, 1002])',
    false,
    false,
  ),
  selection(
    'selectattr',
    'Items of which an attribute passes a test.',
    'ports | selectattr("vlan", "eq", 10)',
    true,
    true,
  ),
  selection(
    'rejectattr',
    'Items of which an attribute does not pass a test.',
    'ports | rejectattr("shutdown")',
    true,
    false,
  ),
]);

/** As in Jinja2, what is false counts as an empty list here: none, false, zero. */
function itemsOf(input: Value): readonly Value[] {
  const empty = !(input instanceof UndefinedValue) && !isIterable(input) && !isTrue(input);
  return empty ? [] : iterate(input);
}

function mapper(args: BoundArguments, services: Services): (item: Value) => Value {
  const [name, ...rest] = args.rest;
  const keyword = new Map(args.keywords);
  const attribute = keyword.get('attribute');
  if (name === undefined && attribute !== undefined) {
    const fallback = keyword.get('default') ?? null;
    const unknown = [...keyword.keys()].find((key) => key !== 'attribute' && key !== 'default');
    if (unknown !== undefined)
      throw new TemplateFault('template.arguments', `map() has no argument "${unknown}".`);
    return attributeReader(services, attribute, fallback);
  }
  if (name === undefined) {
    throw new TemplateFault('template.arguments', 'map() needs the name of a filter, or attribute="name".');
  }
  return (item) => services.filter(toText(name), item, { positional: rest, keyword });
}

function selection(
  name: string,
  summary: string,
  example: string,
  byAttribute: boolean,
  wanted: boolean,
): FunctionRow<FilterAction> {
  const parameters = byAttribute ? '*attribute_and_test, **arguments' : '*test, **arguments';
  const action: FilterAction = (input, args, services) => {
    const rest = [...args.rest];
    const attribute = byAttribute ? rest.shift() : undefined;
    if (byAttribute && attribute === undefined) {
      throw new TemplateFault('template.arguments', `${name}() needs the name of an attribute.`);
    }
    const read = attributeReader(services, attribute ?? null);
    const [test, ...testArgs] = rest;
    const holds = (item: Value): boolean =>
      test === undefined
        ? isTrue(read(item))
        : services.test(toText(test), read(item), { positional: testArgs, keyword: args.keywords });
    return new GeneratorValue(
      name,
      itemsOf(input).filter((item) => holds(item) === wanted),
    );
  };
  return [name, parameters, summary, `{{ ${example} | list }}`, action];
}
