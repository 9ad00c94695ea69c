import { isMap, isScalar, type Node } from 'yaml';
import type { SourcePosition } from '../../../api/diagnostic.ts';
import type { DiagnosticList } from '../diagnosticList.ts';
import { knownField, type KnownField } from '../knownFields.ts';
import type { RawValue } from '../rawDevice.ts';
import type { YamlEntry, YamlValues } from './yamlValues.ts';

/** What defaults, a group or a device say. `null` stands for a key without a value, which unsets what is inherited. */
export interface Layer {
  readonly at: SourcePosition;
  readonly fields: ReadonlyMap<KnownField, RawValue | null>;
  readonly variables: ReadonlyMap<string, RawValue | null>;
}

const variableMaps = new Set(['variables', 'vars']);

/** Reads one of them. Keys that are no known field are variables, as columns are; so is everything below `variables`. */
export function readLayer(
  node: Node | null,
  at: SourcePosition,
  values: YamlValues,
  findings: DiagnosticList,
): Layer | undefined {
  const map = values.resolve(node);
  if (!isMap(map) && !isEmpty(map)) {
    findings.error(
      'inventory.yaml-shape',
      at,
      'Keys and values are expected here, for example "host: 192.0.2.1".',
    );
    return undefined;
  }
  const fields = new Map<KnownField, RawValue | null>();
  const variables = new Map<string, RawValue | null>();
  const entries = values.entries(map);
  const hasDeviceType = entries.some((entry) => entry.key.toLowerCase() === 'device_type');
  for (const entry of entries) {
    if (variableMaps.has(entry.key)) {
      readVariables(entry, variables, values, findings);
      continue;
    }
    const field = hasDeviceType && entry.key.toLowerCase() === 'platform' ? undefined : knownField(entry.key);
    if (field === undefined) variables.set(entry.key, rawValue(entry, values));
    else if (fields.has(field)) reportSynonym(entry, findings);
    else fields.set(field, rawValue(entry, values));
  }
  return { at, fields, variables };
}

function readVariables(
  entry: YamlEntry,
  variables: Map<string, RawValue | null>,
  values: YamlValues,
  findings: DiagnosticList,
): void {
  const node = values.resolve(entry.node);
  if (isEmpty(node)) return;
  if (!isMap(node)) {
    findings.error(
      'inventory.yaml-shape',
      entry.at,
      `"${entry.key}" is a map: a name and a value for each variable.`,
    );
    return;
  }
  for (const inner of values.entries(node)) variables.set(inner.key, rawValue(inner, values));
}

function rawValue(entry: YamlEntry, values: YamlValues): RawValue | null {
  const value = values.value(entry.node);
  return value === undefined ? null : { value, at: values.place(entry.node) };
}

function reportSynonym(entry: YamlEntry, findings: DiagnosticList): void {
  findings.error(
    'inventory.duplicate-key',
    entry.at,
    `"${entry.key}" means the same as another key here; this one was ignored. Remove one.`,
  );
}

/** True for a key without a value. */
function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}
