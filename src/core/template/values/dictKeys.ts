import { TemplateFault } from '../templateFault.ts';
import { integerValue } from './numbers.ts';
import { type DictValue, FloatValue, plain, typeName, type Value } from './value.ts';

/** The form in which a value is a key of a dict: `1`, `1.0` and `true` are one key, as in Python. */
export function dictKey(value: Value): Value {
  const key = plain(value);
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint' || key === null)
    return key;
  if (typeof key === 'boolean') return key;
  if (key instanceof FloatValue) return Number.isInteger(key.value) ? integerValue(key.value) : key.value;
  throw new TemplateFault(
    'template.type',
    `A ${typeName(key)} cannot be the key of a dict; a text or a number can.`,
  );
}

/**
 * Looks a key up. A number also finds the text with its digits, because the keys of an inventory's mappings are texts:
 * `vlans[100]` finds the key `100` of a YAML file.
 */
export function lookUp(dict: ReadonlyMap<Value, Value>, key: Value): Value | undefined {
  const wanted = dictKey(key);
  const found = dict.get(wanted);
  if (found !== undefined || typeof wanted !== 'number') {
    if (found !== undefined || typeof wanted !== 'boolean') return found;
    return dict.get(Number(wanted));
  }
  const asTruth = wanted === 1 ? dict.get(true) : wanted === 0 ? dict.get(false) : undefined;
  return asTruth ?? dict.get(String(wanted));
}

/** A dict from pairs; the last of equal keys wins and keeps the place of the first. */
export function dictOf(entries: Iterable<readonly [Value, Value]>): DictValue {
  const dict: DictValue = new Map();
  for (const [key, value] of entries) dict.set(dictKey(key), plain(value));
  return dict;
}
