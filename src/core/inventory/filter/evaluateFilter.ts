import type { Device } from '../../../api/device.ts';
import { fieldReader, filterField } from './filterFields.ts';
import type { FilterNode, FilterOperator, FilterValue } from './filterNode.ts';
import { compileGlob, compilePattern } from './filterPattern.ts';
import { isNumber } from './parseFilter.ts';

/** Says of a device whether it is meant. */
export type DeviceTest = (device: Device) => boolean;

type TextTest = (text: string) => boolean;

/** The platform id that a name means; lets `platform:nxos_ssh` find `cisco_nxos`. */
export type ResolvePlatform = (name: string) => string | undefined;

/** Turns a tree into a test. Everything that can be worked out once is worked out here. */
export function evaluateFilter(node: FilterNode, resolvePlatform: ResolvePlatform): DeviceTest {
  switch (node.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = node.terms.map((term) => evaluateFilter(term, resolvePlatform));
      return (device) => tests.every((test) => test(device));
    }
    case 'or': {
      const tests = node.terms.map((term) => evaluateFilter(term, resolvePlatform));
      return (device) => tests.some((test) => test(device));
    }
    case 'not': {
      const test = evaluateFilter(node.term, resolvePlatform);
      return (device) => !test(device);
    }
    case 'search':
      return searchTest(node.values);
    case 'field':
      return fieldTest(node.field, node.values, resolvePlatform);
    case 'compare':
      return compareTest(node.field, node.operator, node.values, resolvePlatform);
  }
}

function searchTest(values: readonly FilterValue[]): DeviceTest {
  const tests = values.map(searchText);
  return (device) => {
    const texts = [device.name, device.host, ...device.tags];
    return tests.some((test) => texts.some(test));
  };
}

/** Words without a field are found anywhere in a text; with a wildcard they must be all of it. */
function searchText(value: FilterValue): TextTest {
  if (value.kind === 'regex') return compilePattern(value.source, value.ignoreCase);
  if (value.kind === 'word' && value.text.includes('*')) return compileGlob(value.text);
  const wanted = value.text.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

function fieldTest(
  name: string,
  values: readonly FilterValue[],
  resolvePlatform: ResolvePlatform,
): DeviceTest {
  const read = fieldReader(name);
  const tests = values.map((value) => valueTest(withPlatform(name, value, resolvePlatform)));
  return (device) => {
    const texts = read(device);
    return tests.some((test) => texts.some(test));
  };
}

function withPlatform(name: string, value: FilterValue, resolvePlatform: ResolvePlatform): FilterValue {
  if (value.kind === 'regex' || filterField(name)?.name !== 'platform') return value;
  const id = resolvePlatform(value.text);
  return id === undefined ? value : { kind: 'string', text: id };
}

function valueTest(value: FilterValue): TextTest {
  if (value.kind === 'regex') return compilePattern(value.source, value.ignoreCase);
  if (value.kind === 'word') return compileGlob(value.text);
  const wanted = value.text.toLowerCase();
  return (text) => text.toLowerCase() === wanted;
}

const comparisons: Readonly<Record<'>' | '<' | '>=' | '<=', (left: number, right: number) => boolean>> = {
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

function compareTest(
  name: string,
  operator: FilterOperator,
  values: readonly FilterValue[],
  resolvePlatform: ResolvePlatform,
): DeviceTest {
  if (operator === '!=') {
    const equal = compareTest(name, '=', values, resolvePlatform);
    return (device) => !equal(device);
  }
  if (operator === '=') return equalTest(name, values, resolvePlatform);
  const compare = comparisons[operator];
  const read = fieldReader(name);
  const limits = values.map((value) => (value.kind === 'regex' ? Number.NaN : Number(value.text)));
  return (device) => {
    const numbers = read(device).filter(isNumber).map(Number);
    return limits.some((limit) => numbers.some((number) => compare(number, limit)));
  };
}

/** As `:`, and numbers are equal by value: `vlan=100` finds `0100`. */
function equalTest(
  name: string,
  values: readonly FilterValue[],
  resolvePlatform: ResolvePlatform,
): DeviceTest {
  const byText = fieldTest(name, values, resolvePlatform);
  const numbers = new Set(
    values.flatMap((value) => (value.kind !== 'regex' && isNumber(value.text) ? [Number(value.text)] : [])),
  );
  if (numbers.size === 0) return byText;
  const read = fieldReader(name);
  return (device) =>
    byText(device) || read(device).some((text) => isNumber(text) && numbers.has(Number(text)));
}
