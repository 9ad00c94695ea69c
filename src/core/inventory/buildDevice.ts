import type { Device, VariableValue } from '../../api/device.ts';
import type { SourcePosition } from '../../api/diagnostic.ts';
import type { PlatformNames } from '../platform/platformNames.ts';
import type { DiagnosticList } from './diagnosticList.ts';
import {
  booleanValue,
  hostKeysValue,
  hostValue,
  listValue,
  pathValue,
  portValue,
  textValue,
  transportValue,
  wordValue,
} from './fieldValues.ts';
import type { KnownField } from './knownFields.ts';
import type { RawDevice, RawValue } from './rawDevice.ts';

type Checker<T> = (raw: RawValue, findings: DiagnosticList) => T | undefined;

/**
 * Checks a declared device. Every wrong value becomes a finding, and any of them refuses the device: connecting to port 22
 * because "2022x" is no number would reach the wrong thing.
 */
export function buildDevice(
  raw: RawDevice,
  platforms: PlatformNames,
  findings: DiagnosticList,
): Device | undefined {
  const refusals = new Set<KnownField>();
  const field = <T>(name: KnownField, check: Checker<T>): T | undefined => {
    const value = raw.fields.get(name);
    if (value === undefined) return undefined;
    const checked = check(value, findings);
    if (checked === undefined) refusals.add(name);
    return checked;
  };
  const text = (name: KnownField) => field(name, (value) => textValue(name, value, findings));
  const word = (name: KnownField) => field(name, (value) => wordValue(name, value, findings));
  const path = (name: KnownField) => field(name, (value) => pathValue(name, value, findings));
  const list = (name: KnownField) => field(name, (value) => listValue(name, value, findings)) ?? [];

  const name = text('hostname');
  const host = field('ip_address', hostValue);
  const platform = field('device_type', (value) => platformValue(value, platforms, findings));
  if (!raw.fields.has('device_type')) assumeGeneric(raw.at, findings);
  const optional = {
    port: field('port', portValue),
    username: text('username'),
    credential: text('credential'),
    jumpHost: word('jump_host'),
    sshConfigFile: path('ssh_config_file'),
    useKeys: field('use_keys', (value) => booleanValue('use_keys', value, findings)),
    keyFile: path('key_file'),
    hostKeys: field('host_keys', hostKeysValue),
    sshLegacy: field('ssh_legacy', (value) => booleanValue('ssh_legacy', value, findings)),
    site: text('site'),
    role: text('role'),
  };
  const transport = field('transport', transportValue) ?? (platform?.telnet === true ? 'telnet' : 'ssh');
  const tags = list('tags');
  const groups = list('groups');
  const hasName = present(raw, 'hostname', name, findings);
  if (!present(raw, 'ip_address', host, findings) || !hasName || refusals.size > 0) return undefined;
  return {
    name,
    host,
    platform: platform?.id ?? 'generic',
    transport,
    ...withoutUndefined(optional),
    tags,
    groups,
    variables: valuesOf(raw),
    declaredAt: raw.at,
    fieldsAt: positionsOf(raw),
  };
}

const needed = { hostname: 'inventory.missing-name', ip_address: 'inventory.missing-host' } as const;

function present(
  raw: RawDevice,
  field: keyof typeof needed,
  value: string | undefined,
  findings: DiagnosticList,
): value is string {
  if (value !== undefined && value !== '') return true;
  // A value that was there and wrong has its own finding already.
  if (raw.fields.has(field) && value === undefined) return false;
  const what = field === 'hostname' ? 'no name' : 'no host name or address';
  findings.error(needed[field], raw.at, `This device has ${what}. Fill in "${field}".`);
  return false;
}

function platformValue(
  raw: RawValue,
  platforms: PlatformNames,
  findings: DiagnosticList,
): { id: string; telnet: boolean } | undefined {
  const text = textValue('device_type', raw, findings);
  if (text === undefined) return undefined;
  const id = platforms.resolve(text);
  const known = platforms.advice?.(text);
  if (id !== undefined && known !== undefined) {
    const message = `Showrun has no platform of its own for "${text}": ${known}.`;
    findings.once('info', 'inventory.platform-stand-in', raw.at, message);
  }
  if (id !== undefined) return { id, telnet: text.toLowerCase().endsWith('_telnet') };
  const near = platforms.suggest(text);
  const advice =
    known !== undefined
      ? `Showrun has no platform of its own for it: ${known}.`
      : near === undefined
        ? 'Use "generic" for a platform that Showrun does not know.'
        : `Did you mean "${near}"? Use "generic" for a platform that Showrun does not know.`;
  findings.error('inventory.unknown-platform', raw.at, `There is no device_type "${text}". ${advice}`, near);
  return undefined;
}

function assumeGeneric(at: SourcePosition, findings: DiagnosticList): void {
  findings.once(
    'info',
    'inventory.platform-assumed',
    at,
    'No device_type is given here, so "generic" is used: prompts are guessed, and paging may have to be turned off by hand. ' +
      'Add a column "device_type" (for example cisco_ios, or auto to have it found out) for reliable runs.',
  );
}

function withoutUndefined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function valuesOf(raw: RawDevice): ReadonlyMap<string, VariableValue> {
  const values = new Map<string, VariableValue>();
  for (const [name, { value }] of raw.variables) values.set(name, value);
  return values;
}

function positionsOf(raw: RawDevice): ReadonlyMap<string, SourcePosition> {
  const positions = new Map<string, SourcePosition>();
  for (const [name, { at }] of raw.fields) positions.set(name, at);
  for (const [name, { at }] of raw.variables) positions.set(name, at);
  return positions;
}
