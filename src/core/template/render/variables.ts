import type { Device, VariableValue } from '../../../api/device.ts';
import type { RenderOptions } from '../commandTemplate.ts';
import { fromVariable } from '../values/fromVariable.ts';
import type { Value } from '../values/value.ts';

type Reader = (device: Device) => VariableValue | undefined;

/** What `device.…` has. */
const deviceFields: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['name', (device) => device.name],
  ['host', (device) => device.host],
  ['port', (device) => device.port],
  ['platform', (device) => device.platform],
  ['transport', (device) => device.transport],
  ['username', (device) => device.username],
  ['site', (device) => device.site],
  ['role', (device) => device.role],
  ['tags', (device) => device.tags],
  ['groups', (device) => device.groups],
  ['variables', (device) => device.variables],
]);

/** Names of the inventory's own columns that stand for a part of the device. A variable of the same name wins. */
const bareNames: ReadonlyMap<string, string> = new Map([
  ['hostname', 'name'],
  ['name', 'name'],
  ['inventory_hostname', 'name'],
  ['ip_address', 'host'],
  ['host', 'host'],
  ['port', 'port'],
  ['device_type', 'platform'],
  ['platform', 'platform'],
  ['transport', 'transport'],
  ['username', 'username'],
  ['site', 'site'],
  ['role', 'role'],
  ['tags', 'tags'],
  ['groups', 'groups'],
]);

/** The variables that one rendering sees, read when they are first used. */
export class Variables {
  private readonly device: Device | undefined;
  private readonly options: RenderOptions;
  private readonly read = new Map<string, Value | undefined>();

  constructor(device: Device | undefined, options: RenderOptions) {
    this.device = device;
    this.options = options;
  }

  /** The value of a name: set for the run, answered, `device`, the inventory's, a part of the device; in this order. */
  get(name: string): Value | undefined {
    if (this.read.has(name)) return this.read.get(name);
    const value = this.find(name);
    this.read.set(name, value);
    return value;
  }

  /** Every name there is, for "did you mean". */
  *names(): Iterable<string> {
    yield* this.options.variables?.keys() ?? [];
    yield* this.options.answers?.keys() ?? [];
    if (this.device === undefined) return;
    yield* this.device.variables.keys();
    yield* bareNames.keys();
    yield 'device';
  }

  private find(name: string): Value | undefined {
    const given = this.options.variables?.get(name) ?? this.options.answers?.get(name);
    if (given !== undefined) return fromVariable(given);
    const { device } = this;
    if (device === undefined) return undefined;
    if (name === 'device') return deviceValue(device);
    const variable = device.variables.get(name);
    if (variable !== undefined) return fromVariable(variable);
    const part = deviceFields.get(bareNames.get(name) ?? '')?.(device);
    return part === undefined ? undefined : fromVariable(part);
  }
}

function deviceValue(device: Device): Value {
  const fields = new Map<Value, Value>();
  for (const [name, read] of deviceFields) {
    const value = read(device);
    if (value !== undefined) fields.set(name, fromVariable(value));
  }
  return fields;
}

/** True for names that every device or template has without an inventory variable of that name. */
export function isBuiltInVariable(name: string): boolean {
  return name === 'device' || bareNames.has(name);
}

/** The names of `isBuiltInVariable`. */
export function builtInVariables(): readonly string[] {
  return ['device', ...bareNames.keys()];
}

/** The names behind `device.`. */
export function deviceFieldNames(): readonly string[] {
  return [...deviceFields.keys()];
}

/** What `device.…` has under a name, as it stands in the inventory. */
export function deviceField(device: Device, name: string): VariableValue | undefined {
  return deviceFields.get(name)?.(device);
}

/** What a name means for a device, as it stands in the inventory; undefined for `device` itself too. */
export function variableOf(device: Device, name: string): VariableValue | undefined {
  return device.variables.get(name) ?? deviceField(device, bareNames.get(name) ?? '');
}
