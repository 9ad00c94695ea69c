import { closestName } from '../../text/closestName.ts';
import { GroupValue } from '../filters/groupValue.ts';
import { methodNames, methodOf } from '../methods/methodOf.ts';
import { CallableValue } from '../values/callable.ts';
import { lookUp } from '../values/dictKeys.ts';
import { ObjectValue } from '../values/objectValue.ts';
import { toRepresentation } from '../values/printValue.ts';
import { itemAt } from '../values/sequences.ts';
import { plain, typeName, UndefinedValue, type MissingDescription, type Value } from '../values/value.ts';
import { undefinedFault } from '../values/useUndefined.ts';

/** `value.name`: an attribute or method first, then an item, as in Jinja2. Undefined where there is neither. */
export function readAttribute(target: Value, name: string): Value | undefined {
  const value = existing(target);
  const attribute = attributeOf(value, name);
  return attribute ?? itemOf(value, name);
}

/** `value[key]`: an item first, then an attribute, as in Jinja2. Undefined where there is neither. */
export function readItem(target: Value, key: Value): Value | undefined {
  const value = existing(target);
  const index = existing(key);
  const item = itemOf(value, index);
  if (item !== undefined || typeof index !== 'string') return item;
  return attributeOf(value, index);
}

function existing(value: Value): Exclude<ReturnType<typeof plain>, UndefinedValue> {
  const given = plain(value);
  if (given instanceof UndefinedValue) throw undefinedFault(given);
  return given;
}

function attributeOf(value: Value, name: string): Value | undefined {
  if (value instanceof ObjectValue) return value.get(name);
  if (value instanceof CallableValue) return value.attributes.get(name);
  if (value instanceof GroupValue && name === 'grouper') return value.grouper;
  if (value instanceof GroupValue && name === 'list') return value.list;
  return methodOf(value, name);
}

function itemOf(value: Value, key: Value): Value | undefined {
  if (value instanceof Map) return Array.isArray(key) ? undefined : lookUp(value, key);
  return itemAt(value, key);
}

/** What to say about an attribute or item that does not exist. */
export function describeMissing(target: Value, key: Value, label: string | undefined): MissingDescription {
  const value = plain(target);
  const wanted = typeof key === 'string' ? key : undefined;
  const owner = label === undefined ? `this ${typeName(value)}` : `"${label}"`;
  if (wanted === undefined) {
    return { message: `${capital(owner)} has no item ${toRepresentation(key)}.` };
  }
  const names =
    value instanceof Map ? [...value.keys()].filter((name) => typeof name === 'string') : methodNames(value);
  const near = closestName(wanted, names);
  const question = near === undefined ? '' : ` Did you mean "${near}"?`;
  const message = `${capital(owner)} has no "${wanted}".${question}`;
  return near === undefined ? { message } : { message, replacement: near };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
