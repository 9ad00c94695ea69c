import type * as vscode from 'vscode';
import type { FileReader, Logger } from '../../api/ports.ts';
import type { LoadedPlugins } from '../../core/platform/loadPlugins.ts';
import { folderFileReader } from './folderFileReader.ts';
import type { FolderInventory } from './inventories.ts';

interface Reading {
  readonly contents: ReadonlyMap<string, Uint8Array | Error>;
  readonly plugins: LoadedPlugins;
  readonly inventory: FolderInventory;
}

/**
 * Reads the inventories of workspace folders. Where neither files nor plugins have changed since the last time, gives the same
 * object again: a file that was merely touched must not redraw a tree under somebody's mouse.
 */
export class InventoryReader {
  readonly #logger: Logger;
  readonly #last = new Map<string, Reading>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  async read(
    folder: vscode.WorkspaceFolder,
    files: readonly string[],
    plugins: LoadedPlugins,
  ): Promise<FolderInventory> {
    const started = performance.now();
    const contents = await readAll(folderFileReader(folder.uri.fsPath), files);
    const last = this.#last.get(folder.uri.toString());
    if (last?.plugins === plugins && isSame(last.contents, contents)) return last.inventory;
    // Reading brings in the CSV and YAML parsers; the extension starts without them.
    const { loadWorkspace } = await import('../../engine/planning/loadWorkspace.ts');
    const sources = { inventoryFiles: files, pluginRoots: [], plugins };
    const workspace = await loadWorkspace(memoryReader(contents), sources);
    const inventory = { folder, files, workspace };
    this.#last.set(folder.uri.toString(), { contents, plugins, inventory });
    const milliseconds = Math.round(performance.now() - started);
    this.#logger.debug(
      `[inventory] ${folder.name}: ${workspace.inventory.devices.length} devices from ${files.length} files in ${milliseconds} ms`,
    );
    return inventory;
  }
}

async function readAll(
  reader: FileReader,
  files: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array | Error>> {
  const read = await Promise.all(
    files.map(async (path) => {
      try {
        return [path, await reader.readFile(path)] as const;
      } catch (error) {
        return [path, error instanceof Error ? error : new Error(String(error))] as const;
      }
    }),
  );
  return new Map<string, Uint8Array | Error>(read);
}

function memoryReader(contents: ReadonlyMap<string, Uint8Array | Error>): FileReader {
  return {
    readFile: (path) => {
      const content: Uint8Array | Error =
        contents.get(path) ?? Object.assign(new Error(path), { code: 'ENOENT' });
      return content instanceof Error ? Promise.reject(content) : Promise.resolve(content);
    },
    readDirectory: () => Promise.resolve([]),
  };
}

function isSame(
  left: ReadonlyMap<string, Uint8Array | Error>,
  right: ReadonlyMap<string, Uint8Array | Error>,
): boolean {
  if (left.size !== right.size) return false;
  for (const [path, content] of right) {
    const before = left.get(path);
    if (!(before instanceof Uint8Array && content instanceof Uint8Array)) return false;
    if (Buffer.compare(before, content) !== 0) return false;
  }
  return true;
}
