import type { VariableValue } from '../../api/device.ts';

/** What a variable's value has below the keys of a path into maps: `['asn']` for `bgp.asn`. Undefined where one of them is missing. */
export function followPath(
  value: VariableValue | undefined,
  path: readonly string[],
): VariableValue | undefined {
  let current = value;
  for (const key of path) {
    if (!(current instanceof Map)) return undefined;
    current = (current as ReadonlyMap<string, VariableValue>).get(key);
  }
  return current;
}
