import type { Device } from '../../../api/device.ts';
import { knownField, type KnownField } from '../knownFields.ts';

/** What inventory files are completed from. */
export interface InventoryKnowledge {
  readonly devices: readonly Device[];
  /** Titles of platforms by id. */
  readonly platforms: ReadonlyMap<string, string>;
}

/** A value that can stand at a place of an inventory. */
export interface InventoryEntry {
  readonly label: string;
  readonly detail: string;
}

/** Values for the part of a line between `from` and `to` (UTF-16 offsets in the line). */
export interface InventoryCompletion {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly InventoryEntry[];
}

const fixedValues: Readonly<
  Partial<Record<KnownField, readonly (readonly [value: string, meaning: string])[]>>
> = {
  host_keys: [
    ['ask', 'show an unknown host key and ask'],
    ['accept-new', 'accept unknown host keys, refuse changed ones'],
    ['strict', 'known host keys only'],
  ],
  use_keys: [
    ['true', 'offer keys and the agent first'],
    ['false', 'password only'],
  ],
  ssh_legacy: [
    ['true', 'allow old SSH algorithms'],
    ['false', 'modern SSH algorithms only'],
  ],
};

/** What can stand at a column (from 0) of a line of a CSV inventory: the values that its field has elsewhere. */
export function completeCsv(
  lines: readonly string[],
  line: number,
  column: number,
  knowledge: InventoryKnowledge,
): InventoryCompletion | undefined {
  const isRecord = (text: string): boolean => text.trim() !== '' && !text.trimStart().startsWith('#');
  const heading = lines.findIndex(isRecord);
  const text = lines[line];
  if (heading < 0 || line <= heading || text === undefined || text.includes('"')) return undefined;
  const titles = lines[heading] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, each) =>
    titles.split(each).length > titles.split(best).length ? each : best,
  );
  const before = text.slice(0, column).split(delimiter);
  const title = titles.split(delimiter)[before.length - 1];
  const field = title === undefined ? undefined : knownField(title.trim().replaceAll('"', ''));
  if (field === undefined) return undefined;
  const cell = before.at(-1) ?? '';
  const typed = isList(field) ? (cell.split(delimiter === ';' ? ',' : ';').at(-1) ?? '') : cell;
  const from = column - typed.trimStart().length;
  const rest = /^[^,;\t]*/.exec(text.slice(column))?.[0] ?? '';
  return withEntries(field, from, column + rest.trimEnd().length, knowledge);
}

/** What can stand at a column (from 0) of a line of a YAML inventory. */
export function completeYaml(
  lines: readonly string[],
  line: number,
  column: number,
  knowledge: InventoryKnowledge,
): InventoryCompletion | undefined {
  const text = lines[line] ?? '';
  const prefix = text.slice(0, column);
  const pair = /^\s*(?:-\s+)?([\w-]+):\s*(?:\[(?:[^\]]*,)?\s*)?([^\s,[\]]*)$/.exec(prefix);
  const item = /^\s*-\s+([^\s:]*)$/.exec(prefix);
  const key = pair?.[1] ?? (item === null ? undefined : keyAbove(lines, line));
  const field = key === undefined ? undefined : knownField(key);
  if (field === undefined || (item !== null && pair === null && !isList(field))) return undefined;
  const typed = pair?.[2] ?? item?.[1] ?? '';
  const rest = /^[^\s,\]]*/.exec(text.slice(column))?.[0] ?? '';
  return withEntries(field, column - typed.length, column + rest.length, knowledge);
}

/** The key whose list a line is an item of. */
function keyAbove(lines: readonly string[], line: number): string | undefined {
  const indent = (text: string): number => text.length - text.trimStart().length;
  const own = indent(lines[line] ?? '');
  for (let index = line - 1; index >= 0; index--) {
    const text = lines[index] ?? '';
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    if (/^\s*-\s/.test(text) && indent(text) === own) continue;
    const key = /^\s*(?:-\s+)?([\w-]+):\s*$/.exec(text)?.[1];
    return indent(text) <= own ? key : undefined;
  }
  return undefined;
}

function isList(field: KnownField): boolean {
  return field === 'tags' || field === 'groups';
}

function withEntries(
  field: KnownField,
  from: number,
  to: number,
  knowledge: InventoryKnowledge,
): InventoryCompletion | undefined {
  const entries = valuesOf(field, knowledge);
  return entries.length === 0 ? undefined : { from, to, entries };
}

function valuesOf(field: KnownField, { devices, platforms }: InventoryKnowledge): InventoryEntry[] {
  if (field === 'device_type') return [...platforms].map(([label, detail]) => ({ label, detail }));
  const fixed = fixedValues[field];
  if (fixed !== undefined) return fixed.map(([label, detail]) => ({ label, detail }));
  const counts = new Map<string, number>();
  for (const device of devices)
    for (const value of textsOf(device, field)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({
    label,
    detail: count === 1 ? '1 device' : `${String(count)} devices`,
  }));
}

function textsOf(device: Device, field: KnownField): readonly string[] {
  switch (field) {
    case 'tags':
      return device.tags;
    case 'groups':
      return device.groups;
    case 'site':
      return device.site === undefined ? [] : [device.site];
    case 'role':
      return device.role === undefined ? [] : [device.role];
    case 'credential':
      return device.credential === undefined ? [] : [device.credential];
    case 'transport':
      return [device.transport];
    case 'jump_host':
      return device.jumpHost === undefined ? [] : [device.jumpHost];
    case 'username':
      return device.username === undefined ? [] : [device.username];
    default:
      return [];
  }
}
