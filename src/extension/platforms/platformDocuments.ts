import { dirname, relative } from 'node:path';
import * as vscode from 'vscode';
import { isPlatformText } from '../../core/platform/services/isPlatformText.ts';
import type { PlatformsAround } from '../../core/platform/services/checkPlatformText.ts';
import type { PlatformKnowledge } from '../../core/platform/services/completePlatformFile.ts';
import { Disposable } from '../common/disposable.ts';
import type { Inventories } from '../workspace/inventories.ts';

/** What the providers are registered for; each looks closer. */
export const platformSelector: vscode.DocumentSelector = [
  { language: 'yaml', scheme: 'file' },
  { language: 'yaml', scheme: 'untitled' },
  { language: 'yaml', scheme: 'vscode-vfs' },
];

/** Folders above a file that are looked into for its plugin.json. */
const maxFoldersAbove = 3;

/** Tells platform files from other YAML files, and knows the platforms around them. */
export class PlatformDocuments extends Disposable {
  readonly #inventories: Inventories;
  /** By URI, whether a plugin.json names the file. */
  readonly #named = new Map<string, boolean>();
  readonly #found = this.track(new vscode.EventEmitter<vscode.TextDocument>());

  /** Fires when a document turns out to be named by a plugin.json. */
  readonly onDidFind = this.#found.event;

  constructor(inventories: Inventories) {
    super();
    this.#inventories = inventories;
    this.track(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#named.delete(uri.toString());
      }),
    );
  }

  /** True for a platform file, as far as that is known by now. */
  isPlatform(document: vscode.TextDocument): boolean {
    if (vscode.languages.match(platformSelector, document) === 0) return false;
    const { uri } = document;
    if (isPlatformText(uri.path, document.getText())) return true;
    const named = this.#named.get(uri.toString());
    if (named === undefined && uri.scheme === 'file') void this.#lookUp(document);
    return named === true;
  }

  /** The platforms of the document's workspace folder, or of any; none before they are read. */
  around(document: vscode.TextDocument): PlatformsAround & PlatformKnowledge {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const all = this.#inventories.current ?? [];
    const own = all.find((each) => each.folder.uri.toString() === folder?.uri.toString()) ?? all[0];
    const platforms = own?.workspace.platforms;
    return {
      ids: () => platforms?.ids() ?? [],
      definition: (id) => (platforms?.resolve(id) === id ? platforms.get(id).definition : undefined),
      titles: new Map([...(platforms?.titles() ?? [])].filter(([id]) => id !== 'auto')),
      modesOf: (id) =>
        platforms?.resolve(id) === undefined ? [] : Object.keys(platforms.get(id).definition.modes),
    };
  }

  /** True once the platforms around are known; starts reading them otherwise. */
  get isReady(): boolean {
    if (this.#inventories.current !== undefined) return true;
    void this.#inventories.ready().catch(() => undefined);
    return false;
  }

  async #lookUp(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    this.#named.set(key, false);
    let folder = dirname(document.uri.fsPath);
    for (let count = 0; count < maxFoldersAbove; count++, folder = dirname(folder)) {
      const names = await platformsNamedIn(vscode.Uri.joinPath(vscode.Uri.file(folder), 'plugin.json'));
      if (names === undefined) continue;
      const path = relative(folder, document.uri.fsPath).replaceAll('\\', '/');
      if (!names.includes(path) || document.isClosed) return;
      this.#named.set(key, true);
      this.#found.fire(document);
      return;
    }
  }
}

/** The platform files that a manifest names; undefined where there is none. */
async function platformsNamedIn(manifest: vscode.Uri): Promise<readonly unknown[] | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(manifest));
    const { platforms } = JSON.parse(text) as { platforms?: unknown };
    return Array.isArray(platforms) ? (platforms as unknown[]) : [];
  } catch {
    return undefined;
  }
}
