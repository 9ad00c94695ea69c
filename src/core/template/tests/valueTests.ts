import { matchesOf } from '../filters/compileRegex.ts';
import { filterTable } from '../filters/filterTable.ts';
import { type FunctionRow, functionTable } from '../functions/functionTable.ts';
import type { BoundArguments } from '../functions/parameters.ts';
import type { TestAction } from '../functions/services.ts';
import { TemplateFault } from '../templateFault.ts';
import { CallableValue } from '../values/callable.ts';
import { equals } from '../values/compareValues.ts';
import { isIterable } from '../values/iterate.ts';
import { calculate, numericOf } from '../values/numbers.ts';
import { applyComparison } from '../values/operators.ts';
import { toText } from '../values/printValue.ts';
import { contains } from '../values/sequences.ts';
import { undefinedFault } from '../values/useUndefined.ts';
import { RangeValue, TupleValue, UndefinedValue, type Value, ViewValue } from '../values/value.ts';
import { compareVersions } from './compareVersions.ts';

function existing(value: Value): Value {
  if (value instanceof UndefinedValue) throw undefinedFault(value);
  return value;
}

function remainder(value: Value, divisor: Value): Value {
  const [left, right] = [numericOf(existing(value)), numericOf(divisor)];
  if (left === undefined || right === undefined) {
    throw new TemplateFault('template.type', 'This test needs whole numbers. Add "| int" to the value.');
  }
  return calculate('%', left, right);
}

const comparisons = [
  ['eq equalto ==', '==', 'Equal to another value.'],
  ['ne !=', '!=', 'Not equal to another value.'],
  ['lt lessthan <', '<', 'Smaller than another value.'],
  ['le <=', '<=', 'Not larger than another value.'],
  ['gt greaterthan >', '>', 'Larger than another value.'],
  ['ge >=', '>=', 'Not smaller than another value.'],
] as const;

function isLetterCase(value: Value, upper: boolean): boolean {
  const text = toText(existing(value));
  if (text.toLowerCase() === text.toUpperCase()) return false;
  return upper ? text === text.toUpperCase() : text === text.toLowerCase();
}

function regexTest(value: Value, args: BoundArguments, anchored: '^' | ''): boolean {
  const flags = { ignoreCase: args.flag('ignorecase'), multiLine: args.flag('multiline') };
  const pattern = args.text('pattern');
  return matchesOf(toText(value), anchored === '' ? pattern : `^(?:${pattern})`, flags, 1).length > 0;
}

const regexParameters = 'pattern, ignorecase=false, multiline=false';

/** Tests about kinds of values and comparisons. */
export const valueTests = functionTable<TestAction>([
  ...comparisons.map(([names, operator, summary]): FunctionRow<TestAction> => {
    const name = names.split(' ')[0] ?? names;
    const example = `{{ vlans | select("${name}", 100) | list }}`;
    return [
      names,
      'other',
      summary,
      example,
      (value, args) => applyComparison(operator, value, args.value('other')),
    ];
  }),
  [
    'in',
    'seq',
    'One of the items of a list, or a part of a text.',
    '{% if vlan is in vlans %}',
    (value, args) => contains(args.value('seq'), value),
  ],
  [
    'even',
    '',
    'A whole number that 2 divides.',
    '{% if slot is even %}',
    (value) => equals(remainder(value, 2), 0),
  ],
  [
    'odd',
    '',
    'A whole number that 2 does not divide.',
    '{% if slot is odd %}',
    (value) => equals(remainder(value, 2), 1),
  ],
  [
    'divisibleby',
    'num',
    'A whole number that another divides.',
    '{% if port is divisibleby 8 %}',
    (value, args) => equals(remainder(value, args.value('num')), 0),
  ],
  ['none', '', 'The value none: given, but empty.', '{% if vrf is none %}', (value) => value === null],
  ['boolean', '', 'True or false.', '{% if enabled is boolean %}', (value) => typeof value === 'boolean'],
  ['true', '', 'Exactly true.', '{% if enabled is true %}', (value) => value === true],
  ['false', '', 'Exactly false.', '{% if enabled is false %}', (value) => value === false],
  [
    'integer',
    '',
    'A whole number.',
    '{% if vlan is integer %}',
    (value) => typeof value !== 'boolean' && numericOf(value)?.float === false,
  ],
  [
    'float',
    '',
    'A number with a decimal point.',
    '{% if load is float %}',
    (value) => numericOf(value)?.float === true,
  ],
  [
    'number',
    '',
    'A number; true and false count, as in Python.',
    '{% if vlan is number %}',
    (value) => numericOf(value) !== undefined,
  ],
  ['string', '', 'A text.', '{% if vlans is string %}', (value) => typeof value === 'string'],
  ['mapping', '', 'A dict.', '{% if vlans is mapping %}', (value) => value instanceof Map],
  [
    'sequence',
    '',
    'A list, a dict or a text: something with a length.',
    '{% if vlans is sequence %}',
    (value) =>
      typeof value === 'string' ||
      Array.isArray(value) ||
      value instanceof Map ||
      value instanceof TupleValue ||
      value instanceof RangeValue,
  ],
  [
    'iterable',
    '',
    'Something that can be looped over.',
    '{% if vlans is iterable %}',
    (value) => {
      existing(value);
      return isIterable(value) || value instanceof ViewValue;
    },
  ],
  [
    'callable',
    '',
    'A macro or a function.',
    '{% if helper is callable %}',
    (value) => value instanceof CallableValue,
  ],
  [
    'lower',
    '',
    'A text without capital letters.',
    '{% if name is lower %}',
    (value) => isLetterCase(value, false),
  ],
  [
    'upper',
    '',
    'A text without small letters.',
    '{% if name is upper %}',
    (value) => isLetterCase(value, true),
  ],
  [
    'sameas',
    'other',
    'The very same value.',
    '{% if vrf is sameas none %}',
    (value, args) => existing(value) === args.value('other'),
  ],
  [
    'filter',
    '',
    'The name of a filter.',
    '{% if "ipaddr" is filter %}',
    (value) => typeof value === 'string' && filterTable.has(value),
  ],
  [
    'match',
    regexParameters,
    'A regular expression matches at the beginning.',
    '{% if hostname is match("core-") %}',
    (value, args) => regexTest(value, args, '^'),
  ],
  [
    'search regex',
    regexParameters,
    'A regular expression matches somewhere.',
    '{% if hostname is search("-lab") %}',
    (value, args) => regexTest(value, args, ''),
  ],
  [
    'contains',
    'item',
    'A list has the item, or a text the part.',
    '{% if vlans is contains(10) %}',
    (value, args) => contains(value, args.value('item')),
  ],
  [
    'subset issubset',
    'other',
    'Every item is one of the other list.',
    '{% if vlans is subset(allowed) %}',
    (value, args) => isSubset(value, args.value('other')),
  ],
  [
    'superset issuperset',
    'other',
    'Has every item of the other list.',
    '{% if allowed is superset(vlans) %}',
    (value, args) => isSubset(args.value('other'), value),
  ],
  [
    'version',
    'version, operator="eq"',
    'A software version compares with another: lt, le, eq, ne, ge, gt.',
    '{% if os is version("15.2", "ge") %}',
    (value, args) => compareVersions(toText(value), args.text('version'), args.text('operator', 'eq')),
  ],
]);

function isSubset(value: Value, other: Value): boolean {
  return Array.isArray(value) && value.every((item) => contains(other, item));
}
