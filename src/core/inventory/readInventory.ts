import type { Device, Inventory } from '../../api/device.ts';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { PlatformNames } from '../platform/platformNames.ts';
import { buildDevice } from './buildDevice.ts';
import { csvSteps } from './csv/readCsv.ts';
import { decodeBytes } from './decodeBytes.ts';
import { DiagnosticList } from './diagnosticList.ts';
import type { InventorySource } from './inventorySource.ts';
import type { RawDevice } from './rawDevice.ts';
import { groupNames, inherit, type Ancestors } from './yaml/inherit.ts';
import type { Layer } from './yaml/readLayer.ts';
import { readYaml, type YamlInventory } from './yaml/readYaml.ts';

export type { InventorySource } from './inventorySource.ts';

/** The devices of all files and the findings about them, by file in the order given and by place. */
export interface ReadInventory {
  readonly inventory: Inventory;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads and merges inventory files (docs/inventory.md). Never throws: what is wrong is a finding with its place, and costs the
 * device it is about, not its neighbours. Where a name appears again, the first device keeps it.
 */
export function readInventory(sources: readonly InventorySource[], platforms: PlatformNames): ReadInventory {
  const steps = inventorySteps(sources, platforms);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same in steps of a few devices each, for a host that has other things to do in between. */
export function* inventorySteps(
  sources: readonly InventorySource[],
  platforms: PlatformNames,
): Generator<undefined, ReadInventory> {
  const findings = new DiagnosticList();
  const files: ReadFile[] = [];
  for (const source of sources) files.push(yield* readFile(source, findings));
  const devices: Device[] = [];
  for (const file of files) {
    for (const raw of devicesOf(file, files, findings)) {
      const device = buildDevice(raw, platforms, findings);
      if (device !== undefined) devices.push(device);
      yield;
    }
  }
  return {
    inventory: { devices: withoutDuplicates(devices, findings) },
    diagnostics: inOrder(findings.items, sources),
  };
}

type ReadFile = { readonly csv: readonly RawDevice[] } | { readonly yaml: YamlInventory };

function* readFile(source: InventorySource, findings: DiagnosticList): Generator<undefined, ReadFile> {
  const { text, diagnostics } = decodeBytes(source);
  findings.items.push(...diagnostics);
  // It is no text: there is nothing to read, and nothing to say about an empty file either.
  if (diagnostics.some(({ severity }) => severity === 'error')) return { csv: [] };
  yield;
  if (!/\.ya?ml$/i.test(source.path)) return { csv: yield* csvSteps(source.path, text, findings) };
  const yaml = yield* readYaml(source.path, text, findings);
  return { yaml: yaml ?? { defaults: undefined, groups: new Map(), devices: [] } };
}

/** Defaults hold for the devices of their file; groups hold everywhere, the own file's first. */
function* devicesOf(
  file: ReadFile,
  files: readonly ReadFile[],
  findings: DiagnosticList,
): Generator<RawDevice> {
  const layers = [file, ...files].flatMap((other) => ('yaml' in other ? [other.yaml.groups] : []));
  const ancestors: Ancestors = {
    defaults: 'yaml' in file ? file.yaml.defaults : undefined,
    group: (name) => layers.find((groups) => groups.has(name))?.get(name),
  };
  const declared: readonly Layer[] = 'yaml' in file ? file.yaml.devices : file.csv;
  for (const device of declared) {
    const complete = inherit(device, ancestors);
    if ('yaml' in file && file.yaml.groups.size > 0) reportUnknownGroups(complete, ancestors, findings);
    yield complete;
  }
}

function reportUnknownGroups(device: RawDevice, ancestors: Ancestors, findings: DiagnosticList): void {
  const raw = device.fields.get('groups');
  if (raw === undefined) return;
  for (const name of groupNames(raw)) {
    if (ancestors.group(name) !== undefined) continue;
    findings.add(
      'warning',
      'inventory.unknown-group',
      raw.at,
      `No group "${name}" is described, so nothing is inherited from it.`,
    );
  }
}

function withoutDuplicates(devices: readonly Device[], findings: DiagnosticList): Device[] {
  const taken = new Map<string, Device>();
  return devices.filter((device) => {
    const key = device.name.normalize('NFC');
    const first = taken.get(key);
    if (first === undefined) {
      taken.set(key, device);
      return true;
    }
    const { file, line } = first.declaredAt;
    const here = `${device.declaredAt.file}:${String(device.declaredAt.line)}`;
    findings.error(
      'inventory.duplicate-name',
      device.fieldsAt.get('hostname') ?? device.declaredAt,
      `"${device.name}" (${here}) is already the name of the device at ${file}:${String(line)}; this one was left out. Names must be unique.`,
    );
    return false;
  });
}

function inOrder(diagnostics: readonly Diagnostic[], sources: readonly InventorySource[]): Diagnostic[] {
  const rank = new Map(sources.map((source, index) => [source.path, index]));
  return [...diagnostics].sort(
    (left, right) =>
      (rank.get(left.at.file) ?? 0) - (rank.get(right.at.file) ?? 0) ||
      left.at.line - right.at.line ||
      left.at.column - right.at.column,
  );
}
