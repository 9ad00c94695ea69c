import type { Device, VariableValue } from '../../../api/device.ts';
import { builtInVariables, variableOf } from '../render/variables.ts';

const missing = new WeakMap<readonly Device[], Map<string, readonly Device[]>>();
const names = new WeakMap<readonly Device[], readonly string[]>();

/** The devices of a list that have no value for a name. */
export function devicesWithout(devices: readonly Device[], name: string): readonly Device[] {
  if (name === 'device') return [];
  const known = missing.get(devices) ?? new Map<string, readonly Device[]>();
  missing.set(devices, known);
  const found = known.get(name) ?? devices.filter((device) => variableOf(device, name) === undefined);
  known.set(name, found);
  return found;
}

/** Names of all variables that some device has: those of the inventory first, then what every device has. */
export function variableNames(devices: readonly Device[]): readonly string[] {
  let found = names.get(devices);
  if (found === undefined) {
    const own = new Set(devices.flatMap((device) => [...device.variables.keys()]));
    found = [...new Set([...[...own].sort(), ...builtInVariables()])];
    names.set(devices, found);
  }
  return found;
}

/** A value that devices share, with how many have it. */
export interface SharedValue {
  readonly text: string;
  readonly devices: readonly Device[];
}

/** The different values of a name, the most frequent first. */
export function valuesOf(
  devices: readonly Device[],
  read: (device: Device) => VariableValue | undefined,
): readonly SharedValue[] {
  const byText = new Map<string, Device[]>();
  for (const device of devices) {
    const value = read(device);
    if (value === undefined) continue;
    const text = describeValue(value);
    const group = byText.get(text);
    if (group === undefined) byText.set(text, [device]);
    else group.push(device);
  }
  return [...byText]
    .map(([text, group]) => ({ text, devices: group }))
    .sort((left, right) => right.devices.length - left.devices.length);
}

/** A value in a few words: texts as they are, lists and maps in brackets, cut where they get long. */
export function describeValue(value: VariableValue, limit = 60): string {
  const text = describe(value, 0);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function describe(value: VariableValue, depth: number): string {
  if (typeof value !== 'object' || value === null) {
    if (depth > 0 && typeof value === 'string') return JSON.stringify(value);
    return value === null ? 'none' : String(value);
  }
  if (depth > 3) return '…';
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, VariableValue>)].slice(0, 20);
    return `{${entries.map(([key, item]) => `${key}: ${describe(item, depth + 1)}`).join(', ')}}`;
  }
  const items = (value as readonly VariableValue[]).slice(0, 20);
  return `[${items.map((item) => describe(item, depth + 1)).join(', ')}]`;
}
