import type { VariableValue } from '../../../api/device.ts';
import type { KnownField } from '../knownFields.ts';
import type { RawDevice, RawValue } from '../rawDevice.ts';
import type { Layer } from './readLayer.ts';

/** What stands above a device in one file and in the inventory as a whole. */
export interface Ancestors {
  readonly defaults: Layer | undefined;
  /** The layer of a group by name. */
  readonly group: (name: string) => Layer | undefined;
}

/** Fields that add up instead of replacing each other: a device keeps the tags of its groups. */
const additive: ReadonlySet<KnownField> = new Set<KnownField>(['tags']);

/**
 * A device with everything it inherits: defaults, then its groups in the order it names them, then its own values; what
 * comes later wins. Variables are replaced one by one, not merged in depth. Names, hosts and groups are never taken from groups.
 */
export function inherit(device: Layer, ancestors: Ancestors): RawDevice {
  const groups = groupNames(
    device.fields.get('groups') ?? ancestors.defaults?.fields.get('groups') ?? undefined,
  );
  const layers = [ancestors.defaults, ...groups.map(ancestors.group)].filter((layer) => layer !== undefined);
  const fields = new Map<KnownField, RawValue>();
  const variables = new Map<string, RawValue>();
  for (const layer of [...layers, device]) {
    for (const [field, raw] of layer.fields) {
      if (layer !== device && (field === 'hostname' || field === 'ip_address')) continue;
      if (layer !== device && layer !== ancestors.defaults && field === 'groups') continue;
      const before = fields.get(field);
      if (raw === null) fields.delete(field);
      else fields.set(field, additive.has(field) && before !== undefined ? joined(before, raw) : raw);
    }
    for (const [name, raw] of layer.variables) {
      if (raw === null) variables.delete(name);
      else variables.set(name, raw);
    }
  }
  return { at: device.at, fields, variables };
}

/** Names in a `groups` value, well formed or not: what is wrong with it is found when the device is checked. */
export function groupNames(raw: RawValue | undefined): string[] {
  return raw === undefined
    ? []
    : texts(raw.value)
        .map((name) => name.trim())
        .filter((name) => name !== '');
}

function texts(value: VariableValue): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return (value as readonly VariableValue[]).flatMap(texts);
  return typeof value === 'object' ? [] : String(value).split(/[;,]/);
}

function joined(before: RawValue, after: RawValue): RawValue {
  return { value: [...parts(before.value), ...parts(after.value)], at: after.at };
}

function parts(value: VariableValue): readonly VariableValue[] {
  if (Array.isArray(value)) return value as readonly VariableValue[];
  return typeof value === 'string' ? value.split(/[;,]/) : [value];
}
