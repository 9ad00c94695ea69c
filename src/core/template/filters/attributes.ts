import type { Services } from '../functions/services.ts';
import { toText } from '../values/printValue.ts';
import { RenderedText, UndefinedValue, type Value } from '../values/value.ts';

/** Reads one attribute, or a dotted path, of an item; without a name the item itself. */
export function attributeReader(
  services: Services,
  attribute: Value,
  fallback: Value = null,
): (item: Value) => Value {
  if (attribute === null) return (item) => item;
  const path = attribute instanceof RenderedText ? attribute.text : attribute;
  return (item) => {
    const value = services.member(item, path);
    return value instanceof UndefinedValue && fallback !== null ? fallback : value;
  };
}

/** Reads several attributes, as in `sort(attribute="site,name")`. */
export function attributesReader(services: Services, attribute: Value): (item: Value) => readonly Value[] {
  if (attribute === null) return (item) => [item];
  const paths: readonly Value[] = typeof attribute === 'number' ? [attribute] : toText(attribute).split(',');
  const readers = paths.map((path) => attributeReader(services, path));
  return (item) => readers.map((read) => read(item));
}

/** Texts in lower case, everything else as it is: how Jinja2 compares where case does not matter. */
export function ignoreCase(value: Value): Value {
  return typeof value === 'string'
    ? value.toLowerCase()
    : value instanceof RenderedText
      ? value.text.toLowerCase()
      : value;
}
