import * as vscode from 'vscode';
import { Debouncer } from '../common/debouncer.ts';
import { Disposable } from '../common/disposable.ts';
import { affects, readSetting } from '../common/readSetting.ts';
import { watchFiles } from './watchFiles.ts';
import { diskFolders } from './workspacePaths.ts';

/** Never worth looking into, whatever the patterns say. */
const excluded = '{**/node_modules/**,**/.git/**,**/.showrun/runs/**}';
/** Files of one workspace folder that are considered; more is a pattern gone wrong. */
const maxFiles = 5000;
/** Quiet time after the last change of a file; a checkout or an export changes many at once. */
const quietMs = 300;

/** The files of each workspace folder that match the patterns of a setting, and word of their changes. */
export class MatchingFiles extends Disposable {
  readonly #setting: 'inventory.files' | 'templates.files';
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  readonly #debouncer = this.track(new Debouncer(quietMs, () => this.#changed.fire()));
  #watchers: vscode.Disposable[] = [];

  /** Fires after files appeared, changed or went, and after the patterns or the folders changed. */
  readonly onDidChange = this.#changed.event;

  constructor(setting: 'inventory.files' | 'templates.files') {
    super();
    this.#setting = setting;
    this.#watch();
    this.track({ dispose: () => this.#unwatch() });
    this.track(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#restart()));
    this.track(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, setting)) this.#restart();
      }),
    );
  }

  /** The files of one folder, sorted by path. */
  async find(folder: vscode.WorkspaceFolder): Promise<vscode.Uri[]> {
    const found = await Promise.all(
      this.#patterns(folder).map((pattern) =>
        vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), excluded, maxFiles),
      ),
    );
    const byPath = new Map(found.flat().map((uri) => [uri.toString(), uri]));
    return [...byPath.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
  }

  #patterns(folder: vscode.WorkspaceFolder): readonly string[] {
    const value: unknown = readSetting(this.#setting, folder.uri);
    if (!Array.isArray(value)) return [];
    return value.filter((pattern): pattern is string => typeof pattern === 'string' && pattern !== '');
  }

  #restart(): void {
    this.#unwatch();
    this.#watch();
    this.#debouncer.trigger();
  }

  #watch(): void {
    for (const folder of diskFolders()) {
      for (const pattern of this.#patterns(folder)) {
        this.#watchers.push(watchFiles(folder, pattern, () => this.#debouncer.trigger()));
      }
    }
  }

  #unwatch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.dispose();
  }
}
