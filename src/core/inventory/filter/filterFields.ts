import type { Device, VariableValue } from '../../../api/device.ts';
import { followPath } from '../followPath.ts';

/** A field that every device has, for completion and help. */
export interface FilterField {
  readonly name: string;
  readonly description: string;
  readonly synonyms: readonly string[];
  readonly texts: (device: Device) => readonly string[];
}

/** The fields that are not variables. */
export const filterFields: readonly FilterField[] = [
  field('name', 'Name of the device', ['hostname'], (device) => device.name),
  field('host', 'Host name or address', ['ip_address'], (device) => device.host),
  field('platform', 'Platform (device_type), aliases included', ['device_type'], (device) => device.platform),
  field('tag', 'One of its tags', ['tags'], (device) => device.tags),
  field('group', 'One of its groups', ['groups'], (device) => device.groups),
  field('site', 'Site', [], (device) => device.site),
  field('role', 'Role', [], (device) => device.role),
  field('port', 'TCP port, where the inventory gives one', [], (device) => device.port),
  field('transport', 'ssh, telnet …', [], (device) => device.transport),
  field('credential', 'Name of its credential', [], (device) => device.credential ?? 'default'),
  field('user', 'User name, where the inventory gives one', ['username'], (device) => device.username),
  field('jump_host', 'Jump host', [], (device) => device.jumpHost),
];

function field(
  name: string,
  description: string,
  synonyms: readonly string[],
  value: (device: Device) => string | number | readonly string[] | undefined,
): FilterField {
  const texts = (device: Device): readonly string[] => {
    const found = value(device);
    if (found === undefined) return [];
    return typeof found === 'object' ? found : [String(found)];
  };
  return { name, description, synonyms, texts };
}

const byName: ReadonlyMap<string, FilterField> = new Map(
  filterFields.flatMap((known) => [known.name, ...known.synonyms].map((name) => [name, known] as const)),
);

/** The field of every device with this name (letter case ignored), or undefined where a variable is meant. */
export function filterField(name: string): FilterField | undefined {
  return byName.get(name.toLowerCase());
}

/** How to get the texts of a field or variable; several for lists, none where a device does not have it. */
export function fieldReader(name: string): (device: Device) => readonly string[] {
  const known = filterField(name);
  if (known !== undefined) return known.texts;
  const path = name.split('.');
  return (device) => variableTexts(variableAt(device, name, path));
}

/** A variable by its whole name, else by a dotted path into maps: `bgp.asn`. */
function variableAt(device: Device, name: string, path: readonly string[]): VariableValue | undefined {
  const whole = device.variables.get(name);
  if (whole !== undefined) return whole;
  return followPath(device.variables.get(path[0] ?? ''), path.slice(1));
}

function variableTexts(value: VariableValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [String(value)];
  if (Array.isArray(value)) return (value as readonly VariableValue[]).flatMap(variableTexts);
  return [...(value as ReadonlyMap<string, VariableValue>).keys()];
}

/** All names that can stand before a colon: fields of every device, then the variables that occur, sorted. For completion. */
export function filterFieldNames(devices: readonly Device[]): string[] {
  const variables = new Set<string>();
  for (const device of devices) for (const name of device.variables.keys()) variables.add(name);
  return [...filterFields.map((known) => known.name), ...[...variables].sort()];
}
