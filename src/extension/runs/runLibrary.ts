import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import type { RunSummary } from '../../store/runJson.ts';
import { RunStore, type RunOutcome } from '../../store/runStore.ts';
import { Debouncer } from '../common/debouncer.ts';
import { Disposable } from '../common/disposable.ts';
import { watchFiles } from '../workspace/watchFiles.ts';
import { diskFolders, runsFolderOf } from '../workspace/workspacePaths.ts';

/** A run of a workspace folder, without its plan and results. */
export interface RunEntry {
  readonly folder: vscode.WorkspaceFolder;
  readonly summary: RunSummary;
}

/** What reading a run needs to know of it. */
type StoredRun = { readonly folder: vscode.WorkspaceFolder; readonly summary: { readonly id: string } };

/** Commands of finished runs that are kept in memory: going through the runs of a day reads each only once. */
const cachedCommands = 100_000;
const quietMs = 200;

/** The runs of all workspace folders, as they are on disk. */
export class RunLibrary extends Disposable {
  readonly #stores = new Map<string, RunStore>();
  readonly #outcomes = new Map<string, RunOutcome>();
  /** What is being read: every item that is drawn asks. */
  readonly #reading = new Map<string, Promise<RunOutcome>>();
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  readonly #debouncer = this.track(new Debouncer(quietMs, () => this.#changed.fire()));
  #watchers: vscode.Disposable[] = [];

  /** Fires when run folders came, changed or went. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    super();
    this.#watch();
    this.track({ dispose: () => this.#unwatch() });
    this.track(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#unwatch();
        this.#watch();
        this.#changed.fire();
      }),
    );
  }

  /** The store of one folder. */
  store(folder: vscode.WorkspaceFolder): RunStore {
    const path = runsFolderOf(folder);
    let store = this.#stores.get(path);
    if (store === undefined) this.#stores.set(path, (store = new RunStore(path)));
    return store;
  }

  /** Runs of all folders, newest first, at most `limit`. */
  async list(limit = Infinity): Promise<RunEntry[]> {
    const lists = await Promise.all(
      diskFolders().map(async (folder) => {
        const summaries = await this.store(folder).list(limit);
        return summaries.map((summary): RunEntry => ({ folder, summary }));
      }),
    );
    const entries = lists.flat();
    if (lists.length > 1) entries.sort((left, right) => (left.summary.id < right.summary.id ? 1 : -1));
    return entries.slice(0, limit);
  }

  /** The whole record of a run, read anew: the plan of a large one is not worth the memory. Throws `store.…`. */
  async read(run: StoredRun): Promise<RunRecord> {
    return await this.store(run.folder).read(run.summary.id);
  }

  /** How a run went. Throws `store.…`. */
  async outcome(run: StoredRun): Promise<RunOutcome> {
    const key = keyOf(run.folder, run.summary.id);
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const reading = this.#reading.get(key) ?? this.#readOutcome(run, key);
    this.#reading.set(key, reading);
    return await reading;
  }

  /** Takes the record of a run that has just ended: it need not be read from the disk. */
  keep(folder: vscode.WorkspaceFolder, { plan, ...outcome }: RunRecord): void {
    // Otherwise it may be a makeshift: without the plan, or without the masks that the disk has.
    if (outcome.status !== 'interrupted' && plan.devices.length > 0)
      this.#remember(keyOf(folder, outcome.id), outcome);
  }

  /** Deletes a run folder. Throws `store.…`. */
  async remove(run: RunEntry): Promise<void> {
    await this.store(run.folder).remove(run.summary.id);
    this.#outcomes.delete(keyOf(run.folder, run.summary.id));
    this.#changed.fire();
  }

  /** Reads the folders again on the next look. */
  refresh(): void {
    this.#outcomes.clear();
    this.#changed.fire();
  }

  async #readOutcome({ folder, summary }: StoredRun, key: string): Promise<RunOutcome> {
    try {
      const outcome = await this.store(folder).readOutcome(summary.id);
      if (outcome.status !== 'running') this.#remember(key, outcome);
      return outcome;
    } finally {
      this.#reading.delete(key);
    }
  }

  #remember(key: string, outcome: RunOutcome): void {
    this.#outcomes.delete(key);
    this.#outcomes.set(key, outcome);
    let commands = 0;
    for (const [each, { results }] of [...this.#outcomes].reverse()) {
      commands += results.reduce((sum, result) => sum + result.commands.length, 0);
      if (commands > cachedCommands && each !== key) this.#outcomes.delete(each);
    }
  }

  #watch(): void {
    for (const folder of diskFolders()) {
      this.#watchers.push(watchFiles(folder, '.showrun/runs/*/run.json', () => this.#debouncer.trigger()));
    }
  }

  #unwatch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.dispose();
  }
}

function keyOf(folder: vscode.WorkspaceFolder, id: string): string {
  return `${folder.uri.toString()}#${id}`;
}
