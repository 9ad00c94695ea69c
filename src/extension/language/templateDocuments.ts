import * as vscode from 'vscode';
import type { Device } from '../../api/device.ts';
import type { Logger } from '../../api/ports.ts';
import { CommandCatalogue } from '../../core/platform/commands/commandCatalogue.ts';
import { loadCommands } from '../../core/platform/commands/loadCommands.ts';
import { PlatformRegistry } from '../../core/platform/platformRegistry.ts';
import type { CommandTemplate, TemplateLoader } from '../../core/template/commandTemplate.ts';
import { parseTemplate } from '../../core/template/parseTemplate.ts';
import type { LanguageContext } from '../../core/template/services/languageContext.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import { nodeTemplateLoader } from '../../store/nodeTemplateLoader.ts';
import { Disposable } from '../common/disposable.ts';
import type { TickedDevices } from '../devices/tickedDevices.ts';
import type { TemplateLibrary } from '../templates/templateLibrary.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { relativePath } from '../workspace/workspacePaths.ts';

/** What the language features share: parsed documents, and what is known around them. */
export interface TemplateDocumentsDependencies {
  readonly inventories: Inventories;
  readonly ticked: TickedDevices;
  readonly library: TemplateLibrary;
  readonly logger: Logger;
}

const none: readonly Device[] = [];

/** Parses each version of a document once, and gathers devices, platforms and commands for it. */
export class TemplateDocuments extends Disposable {
  readonly #deps: TemplateDocumentsDependencies;
  readonly #parsed = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly template: CommandTemplate }
  >();
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  readonly #noPlatforms = new PlatformRegistry([]);
  /** Devices by folder, the same list as long as nothing changes: the services remember what they find out about a list. */
  readonly #selected = new Map<string, readonly Device[]>();
  #commands = new CommandCatalogue();
  #templates: ReadonlyMap<string, readonly string[]> = new Map();

  /** Settled once commands and devices have been read. */
  readonly loaded: Promise<void>;

  /** Fires when something around the documents has changed: devices, ticks, commands, templates. */
  readonly onDidChange = this.#changed.event;

  constructor(deps: TemplateDocumentsDependencies) {
    super();
    this.#deps = deps;
    const changed = (): void => {
      this.#selected.clear();
      this.#changed.fire();
    };
    this.track(deps.inventories.onDidChange(changed));
    this.track(deps.ticked.onDidChange(changed));
    this.track(deps.library.onDidChange(() => void this.#listTemplates()));
    this.loaded = this.#load();
  }

  /** The commands that completion knows; past runs add to them. */
  get commands(): CommandCatalogue {
    return this.#commands;
  }

  parse(document: vscode.TextDocument): CommandTemplate {
    const known = this.#parsed.get(document);
    if (known?.version === document.version) return known.template;
    const template = parseTemplate({ path: this.pathOf(document), text: document.getText() });
    this.#parsed.set(document, { version: document.version, template });
    return template;
  }

  /** The path by which findings and includes name a document. */
  pathOf(document: vscode.TextDocument): string {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    return folder === undefined ? document.uri.fsPath : relativePath(folder, document.uri);
  }

  /** All devices of the document's folder, with everything else. */
  context(document: vscode.TextDocument): LanguageContext {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const inventory = (this.#deps.inventories.current ?? []).find(
      (each) => each.folder.uri.toString() === folder?.uri.toString(),
    );
    return {
      devices: inventory?.workspace.inventory.devices ?? none,
      platforms: inventory?.workspace.platforms ?? this.#noPlatforms,
      commands: this.#commands,
      ...(folder === undefined ? {} : { loader: loaderFor(folder) }),
      templates: this.#templates.get(folder?.uri.toString() ?? '') ?? [],
    };
  }

  /** As `context`, with the ticked devices of the folder alone, where there are any. */
  selectedContext(document: vscode.TextDocument): LanguageContext {
    const context = this.context(document);
    const key = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString() ?? '';
    let devices = this.#selected.get(key);
    if (devices === undefined) {
      const ticked = this.#deps.ticked.list().filter(({ folder }) => folder.uri.toString() === key);
      devices = ticked.length === 0 ? context.devices : ticked.map(({ device }) => device);
      this.#selected.set(key, devices);
    }
    return { ...context, devices };
  }

  /** True where devices are ticked in the folder of a document. */
  hasTicked(document: vscode.TextDocument): boolean {
    return this.selectedContext(document).devices !== this.context(document).devices;
  }

  /** Everything that the services look at has changed. */
  refresh(): void {
    this.#changed.fire();
  }

  async #load(): Promise<void> {
    const { inventories, logger } = this.#deps;
    const { commands, diagnostics } = await loadCommands(nodeFileReader, inventories.pluginRoots());
    for (const { message, at } of diagnostics) logger.warn(`[commands] ${at.file}: ${message}`);
    this.#commands = commands;
    await this.#listTemplates();
    await inventories.ready();
    this.#changed.fire();
  }

  async #listTemplates(): Promise<void> {
    const byFolder = new Map<string, string[]>();
    for (const { folder, path } of await this.#deps.library.list()) {
      const key = folder.uri.toString();
      byFolder.set(key, [...(byFolder.get(key) ?? []), path]);
    }
    this.#templates = byFolder;
    this.#changed.fire();
  }
}

/** Includes: what is open in an editor first, then the folder on the disk. */
function loaderFor(folder: vscode.WorkspaceFolder): TemplateLoader {
  const disk =
    folder.uri.scheme === 'file' ? nodeTemplateLoader(folder.uri.fsPath, folder.uri.fsPath) : undefined;
  return {
    load(path) {
      const text = disk?.load(path);
      if (text === undefined) return undefined;
      const uri = vscode.Uri.joinPath(folder.uri, path).toString();
      return vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri)?.getText() ?? text;
    },
  };
}
