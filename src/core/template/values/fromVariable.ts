import type { VariableValue } from '../../../api/device.ts';
import { spend } from './budget.ts';
import { FloatValue, type Value } from './value.ts';

const maxDepth = 100;

/**
 * A variable of the inventory as a value that a template can also change. It is a copy: nothing a template does reaches
 * the inventory or the next device.
 */
export function fromVariable(variable: VariableValue, depth = 0): Value {
  spend(1);
  if (typeof variable === 'number') return Number.isInteger(variable) ? variable : new FloatValue(variable);
  if (typeof variable !== 'object' || variable === null) return variable;
  if (depth > maxDepth) return null;
  if (variable instanceof Map) {
    const dict = new Map<Value, Value>();
    for (const [key, item] of variable as ReadonlyMap<string, VariableValue>)
      dict.set(key, fromVariable(item, depth + 1));
    return dict;
  }
  return (variable as readonly VariableValue[]).map((item) => fromVariable(item, depth + 1));
}
