import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FileReader } from '../../../src/api/ports.ts';
import { loadPlugins, type LoadedPlugins } from '../../../src/core/platform/loadPlugins.ts';

/** Reads the real file system. */
export const diskFiles: FileReader = {
  readFile: (path) => readFile(path),
  readDirectory: async (path) =>
    (await readdir(path, { withFileTypes: true })).map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? 'directory' : 'file',
    })),
};

/** Where the built-in plugins lie. */
export const pluginRoot = fileURLToPath(new URL('../../../src/plugins', import.meta.url)).replaceAll(
  '\\',
  '/',
);

let loaded: Promise<LoadedPlugins> | undefined;

/** The built-in plugins, read once. */
export function builtInPlugins(): Promise<LoadedPlugins> {
  loaded ??= loadPlugins(diskFiles, [pluginRoot]);
  return loaded;
}
