import type { Device } from '../../../../src/api/device.ts';
import type { Diagnostic } from '../../../../src/api/diagnostic.ts';
import { readInventory } from '../../../../src/core/inventory/readInventory.ts';
import { fakePlatforms } from './fakePlatforms.ts';

export interface ReadResult {
  readonly devices: readonly Device[];
  readonly diagnostics: readonly Diagnostic[];
  /** `code@line:column`, without findings that only inform. */
  readonly problems: readonly string[];
  device(name: string): Device;
}

/** Reads files given by name and content. */
export function readFiles(files: Readonly<Record<string, string | Uint8Array>>): ReadResult {
  const sources = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }));
  const { inventory, diagnostics } = readInventory(sources, fakePlatforms);
  const { devices } = inventory;
  return {
    devices,
    diagnostics,
    problems: diagnostics
      .filter((finding) => finding.severity !== 'info')
      .map(({ code, at }) => `${code}@${String(at.line)}:${String(at.column)}`),
    device(name) {
      const device = devices.find((candidate) => candidate.name === name);
      if (device === undefined)
        throw new Error(`no device ${name} among ${devices.map((d) => d.name).join()}`);
      return device;
    },
  };
}

/** Reads one CSV file. */
export function readCsvText(...lines: string[]): ReadResult {
  return readFiles({ 'inventory.csv': lines.join('\n') });
}

/** Reads one YAML file. */
export function readYamlText(...lines: string[]): ReadResult {
  return readFiles({ 'inventory.yaml': lines.join('\n') });
}

/** Names of the devices, in order. */
export function namesOf(result: ReadResult): string[] {
  return result.devices.map((device) => device.name);
}
