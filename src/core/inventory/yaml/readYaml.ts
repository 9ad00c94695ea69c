import { isMap, isSeq, type Node } from 'yaml';
import type { DiagnosticList } from '../diagnosticList.ts';
import type { RawValue } from '../rawDevice.ts';
import { yamlSteps } from './parseYaml.ts';
import { readLayer, type Layer } from './readLayer.ts';
import type { YamlEntry, YamlValues } from './yamlValues.ts';

/** What a YAML inventory says, before inheritance. */
export interface YamlInventory {
  readonly defaults: Layer | undefined;
  readonly groups: ReadonlyMap<string, Layer>;
  readonly devices: readonly Layer[];
}

const topLevelKeys = ['defaults', 'groups', 'devices'];

/** Reads a YAML inventory, in steps; what is wrong becomes a finding and leaves the rest usable. */
export function* readYaml(
  file: string,
  text: string,
  findings: DiagnosticList,
): Generator<undefined, YamlInventory | undefined> {
  const parsed = yield* yamlSteps(file, text, findings);
  if (parsed === undefined) return undefined;
  const { root, values } = parsed;
  if (root === null || !isMap(values.resolve(root))) {
    reportShape(file, root, values, findings);
    return undefined;
  }
  const sections = new Map(values.entries(root).map((entry) => [entry.key, entry]));
  for (const entry of sections.values()) {
    if (topLevelKeys.includes(entry.key)) continue;
    findings.error(
      'inventory.unknown-key',
      entry.at,
      `"${entry.key}" is not known here. An inventory has ${topLevelKeys.join(', ')}.`,
    );
  }
  const defaults = sections.get('defaults');
  const devices = yield* readDevices(sections.get('devices'), values, findings);
  if (devices.length === 0 && (sections.has('devices') || !sections.has('groups')))
    findings.add(
      'warning',
      'inventory.empty',
      values.place(root),
      'The inventory has no devices. List them below "devices:".',
    );
  return {
    defaults: defaults === undefined ? undefined : readLayer(defaults.node, defaults.at, values, findings),
    groups: readGroups(sections.get('groups'), values, findings),
    devices,
  };
}

function reportShape(file: string, root: Node | null, values: YamlValues, findings: DiagnosticList): void {
  const at = root === null ? { file, line: 1, column: 1 } : values.place(root);
  if (root === null)
    findings.add('warning', 'inventory.empty', at, 'The inventory is empty. List devices below "devices:".');
  else
    findings.error(
      'inventory.yaml-shape',
      at,
      `A YAML inventory is a map with the keys ${topLevelKeys.join(', ')}.`,
    );
}

function readGroups(
  section: YamlEntry | undefined,
  values: YamlValues,
  findings: DiagnosticList,
): ReadonlyMap<string, Layer> {
  const groups = new Map<string, Layer>();
  if (section === undefined || section.node === null) return groups;
  if (!isMap(values.resolve(section.node))) {
    findings.error(
      'inventory.yaml-shape',
      section.at,
      '"groups" is a map: a name for each group, with its values below it.',
    );
    return groups;
  }
  for (const entry of values.entries(section.node)) {
    const layer = readLayer(entry.node, entry.at, values, findings);
    if (layer === undefined) continue;
    const nested = layer.fields.get('groups');
    if (nested !== undefined && nested !== null)
      findings.error(
        'inventory.nested-group',
        nested.at,
        'Groups cannot be in groups. List all groups of a device there.',
      );
    groups.set(entry.key, layer);
  }
  return groups;
}

function* readDevices(
  section: YamlEntry | undefined,
  values: YamlValues,
  findings: DiagnosticList,
): Generator<undefined, Layer[]> {
  if (section === undefined) return [];
  const node = values.resolve(section.node);
  if (isSeq(node)) {
    const layers: Layer[] = [];
    for (const item of node.items) {
      const layer = readLayer(item as Node, values.place(item as Node), values, findings);
      if (layer !== undefined) layers.push(layer);
      yield;
    }
    return layers;
  }
  if (isMap(node)) {
    const layers: Layer[] = [];
    for (const entry of values.entries(node)) {
      const layer = readLayer(entry.node, entry.at, values, findings);
      if (layer !== undefined) layers.push(named(layer, { value: entry.key, at: entry.at }));
      yield;
    }
    return layers;
  }
  if (node !== null)
    findings.error(
      'inventory.yaml-shape',
      section.at,
      '"devices" is a list, or a map with a name for each device.',
    );
  return [];
}

/** A device below its name; a `name` of its own wins. */
function named(layer: Layer, name: RawValue): Layer {
  if (layer.fields.has('hostname')) return layer;
  return { ...layer, fields: new Map([['hostname' as const, name], ...layer.fields]) };
}
