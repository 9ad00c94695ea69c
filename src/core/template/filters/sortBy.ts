import { spend } from '../values/budget.ts';
import { compareValues } from '../values/compareValues.ts';
import type { Value } from '../values/value.ts';

/** A stable sort by a key, as Python's. */
export function sortBy(items: readonly Value[], key: (item: Value) => Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => ({ item, key: key(item) }));
  spend(items.length);
  keyed.sort((a, b) => (reverse ? compareValues(b.key, a.key) : compareValues(a.key, b.key)));
  return keyed.map(({ item }) => item);
}
