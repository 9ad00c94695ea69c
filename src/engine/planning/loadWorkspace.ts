import type { Inventory } from '../../api/device.ts';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { FileReader } from '../../api/ports.ts';
import { inventorySteps, type InventorySource } from '../../core/inventory/readInventory.ts';
import { loadPlugins, type LoadedPlugins } from '../../core/platform/loadPlugins.ts';
import type { PlatformRegistry } from '../../core/platform/platformRegistry.ts';
import { inTurns } from './inTurns.ts';

/** Everything a plan is made from, except the template. */
export interface Workspace {
  readonly inventory: Inventory;
  readonly platforms: PlatformRegistry;
  /** Findings about inventory files and plugins; errors do not keep good devices from being there. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a workspace's parts are. */
export interface WorkspaceSources {
  readonly inventoryFiles: readonly string[];
  /** Folders with plugin folders in them; built-in ones first. */
  readonly pluginRoots: readonly string[];
  /** Plugins loaded from these roots before, for a host that reads its inventory again and again. */
  readonly plugins?: LoadedPlugins;
}

/** Reads plugins and inventories, in turns where there is much to read. Never throws for bad content: a file that cannot be read becomes a finding. */
export async function loadWorkspace(files: FileReader, sources: WorkspaceSources): Promise<Workspace> {
  const plugins = sources.plugins ?? (await loadPlugins(files, sources.pluginRoots));
  const read = await Promise.all(sources.inventoryFiles.map((path) => readSource(files, path)));
  const good = read.flatMap((result) => ('source' in result ? [result.source] : []));
  const missing = read.flatMap((result) => ('missing' in result ? [result.missing] : []));
  const { inventory, diagnostics } = await inTurns(inventorySteps(good, plugins.platforms));
  return {
    inventory,
    platforms: plugins.platforms,
    diagnostics: [...plugins.diagnostics, ...missing, ...diagnostics],
  };
}

async function readSource(
  files: FileReader,
  path: string,
): Promise<{ source: InventorySource } | { missing: Diagnostic }> {
  try {
    return { source: { path, bytes: await files.readFile(path) } };
  } catch (error) {
    return { missing: unreadable(path, error, 'inventory file') };
  }
}

/** The finding for a file that cannot be read, with what the system said. */
export function unreadable(path: string, error: unknown, what: string): Diagnostic {
  const code = (error as { code?: unknown }).code;
  const notFound = code === 'ENOENT' || code === 'FileNotFound';
  const said = error instanceof Error ? error.message : String(error);
  const reason = code === 'EISDIR' ? 'it is a folder.' : said;
  return {
    code: notFound ? 'planning.file-not-found' : 'planning.file-unreadable',
    severity: 'error',
    message: notFound
      ? `There is no such ${what}. Check the path and the folder you are in.`
      : `This ${what} cannot be read: ${reason}`,
    at: { file: path, line: 1, column: 1 },
  };
}
