import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../../api/device.ts';
import type { Logger } from '../../api/ports.ts';
import type { Workspace } from '../../engine/planning/loadWorkspace.ts';
import type { LoadedPlugins } from '../../core/platform/loadPlugins.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import { Disposable } from '../common/disposable.ts';
import { affects, readSetting } from '../common/readSetting.ts';
import { InventoryReader } from './inventoryReader.ts';
import { MatchingFiles } from './matchingFiles.ts';
import { diskFolders, relativePath, settingPath } from './workspacePaths.ts';

/** What was read from one workspace folder. Each folder is an inventory of its own: names are unique within it. */
export interface FolderInventory {
  readonly folder: vscode.WorkspaceFolder;
  /** Inventory files relative to the folder. */
  readonly files: readonly string[];
  readonly workspace: Workspace;
}

/** A device together with the workspace folder it belongs to. */
export interface DeviceRef {
  readonly folder: vscode.WorkspaceFolder;
  readonly device: Device;
}

/** Identifies a device across folders and reloads. */
export function deviceKey(folder: vscode.WorkspaceFolder, name: string): string {
  return `${folder.uri.toString()}#${name}`;
}

/** The inventories of all workspace folders, read again whenever their files change. */
export class Inventories extends Disposable {
  readonly #extensionPath: string;
  readonly #onFailure: (error: unknown) => void;
  readonly #reader: InventoryReader;
  readonly #files = this.track(new MatchingFiles('inventory.files'));
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  #current: readonly FolderInventory[] | undefined;
  #loading: Promise<readonly FolderInventory[]> | undefined;
  #failure: unknown;
  #stale = false;
  #plugins: { readonly roots: string; readonly loaded: Promise<LoadedPlugins> } | undefined;

  /** Fires after inventories were read, if anything is different then. */
  readonly onDidChange = this.#changed.event;

  /** @param onFailure Told when a reading that nobody waits for has failed. */
  constructor(extensionPath: string, logger: Logger, onFailure: (error: unknown) => void) {
    super();
    this.#extensionPath = extensionPath;
    this.#onFailure = onFailure;
    this.#reader = new InventoryReader(logger);
    const reload = (): void => void this.reload().catch((error: unknown) => this.#onFailure(error));
    this.track(this.#files.onDidChange(reload));
    this.track(vscode.workspace.onDidGrantWorkspaceTrust(reload));
    this.track(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'plugins.folders')) reload();
      }),
    );
  }

  /** What has been read so far; undefined before the first reading has ended. */
  get current(): readonly FolderInventory[] | undefined {
    return this.#current;
  }

  /** Why the last reading did not come to an end; a bad inventory is no such failure, it has findings. */
  get failure(): unknown {
    return this.#failure;
  }

  /** All devices that have been read so far. */
  devices(): DeviceRef[] {
    return (this.#current ?? []).flatMap(({ folder, workspace }) =>
      workspace.inventory.devices.map((device) => ({ folder, device })),
    );
  }

  /** Folders with plugin folders in them: the built-in ones, then the user's if the workspace is trusted. */
  pluginRoots(): string[] {
    const own = vscode.workspace.isTrusted ? readSetting('plugins.folders') : [];
    const base = diskFolders()[0]?.uri.fsPath ?? this.#extensionPath;
    return [join(this.#extensionPath, 'dist', 'plugins'), ...own.map((path) => settingPath(path, base))];
  }

  /** The inventories, read now if they have not been yet. */
  async ready(): Promise<readonly FolderInventory[]> {
    return this.#loading ?? this.#current ?? this.reload();
  }

  /** Reads everything again, plugins too. */
  async reloadAll(): Promise<void> {
    this.#plugins = undefined;
    await this.reload();
  }

  /** Reads the inventories again. Calls while a reading is going on lead to one more after it. */
  async reload(): Promise<readonly FolderInventory[]> {
    if (this.#loading !== undefined) {
      this.#stale = true;
      return await this.#loading;
    }
    this.#loading = this.#readUntilFresh();
    const before = this.#current;
    let read: readonly FolderInventory[];
    try {
      read = await this.#loading;
    } catch (error) {
      this.#failure = error;
      this.#plugins = undefined;
      this.#changed.fire();
      throw error;
    } finally {
      this.#loading = undefined;
    }
    const hadFailed = this.#failure !== undefined;
    this.#failure = undefined;
    this.#current = read;
    const isSame =
      !hadFailed && before?.length === read.length && read.every((each, index) => each === before[index]);
    if (!isSame) this.#changed.fire();
    return read;
  }

  async #readUntilFresh(): Promise<readonly FolderInventory[]> {
    let read: FolderInventory[];
    do {
      this.#stale = false;
      read = await Promise.all(diskFolders().map((folder) => this.#read(folder)));
    } while (this.#isStale());
    return read;
  }

  #isStale(): boolean {
    return this.#stale;
  }

  async #read(folder: vscode.WorkspaceFolder): Promise<FolderInventory> {
    const files = (await this.#files.find(folder)).map((uri) => relativePath(folder, uri));
    return await this.#reader.read(folder, files, await this.#loadPlugins(this.pluginRoots()));
  }

  /** Plugins are read once: inventories are read again with every keystroke that is saved, platforms hardly ever change. */
  #loadPlugins(pluginRoots: readonly string[]): Promise<LoadedPlugins> {
    const roots = JSON.stringify(pluginRoots);
    if (this.#plugins?.roots !== roots) {
      const load = async (): Promise<LoadedPlugins> => {
        const { loadPlugins } = await import('../../core/platform/loadPlugins.ts');
        return await loadPlugins(nodeFileReader, pluginRoots);
      };
      this.#plugins = { roots, loaded: load() };
    }
    return this.#plugins.loaded;
  }
}
