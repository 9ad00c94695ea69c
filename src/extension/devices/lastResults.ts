import * as vscode from 'vscode';
import type { DeviceResult, RunRecord } from '../../api/run.ts';
import { Disposable } from '../common/disposable.ts';
import { deviceKey } from '../workspace/inventories.ts';
import type { LiveRuns } from '../run/liveRuns.ts';
import type { RunOutcome } from '../../store/runStore.ts';
import type { RunLibrary } from '../runs/runLibrary.ts';

/** What a device did in its last run. */
export interface LastResult {
  readonly folder: vscode.WorkspaceFolder;
  readonly run: Pick<RunRecord, 'id' | 'startedAt'>;
  readonly result: DeviceResult;
}

/** How many of the newest runs are looked through when the view opens. */
const runsToRead = 10;

/** The outcome of the last run of each device: from the run folders at first, then from runs as they end. */
export class LastResults extends Disposable {
  readonly #library: RunLibrary;
  readonly #results = new Map<string, LastResult>();
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  #loaded = false;

  readonly onDidChange = this.#changed.event;

  constructor(library: RunLibrary, live: LiveRuns) {
    super();
    this.#library = library;
    this.track(
      live.onDidFinish(({ folder, record }) => {
        this.#take(folder, record, true);
        this.#changed.fire();
      }),
    );
  }

  get(folder: vscode.WorkspaceFolder, device: string): LastResult | undefined {
    return this.#results.get(deviceKey(folder, device));
  }

  /** Reads the newest runs once. */
  async load(): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    const newest = (await this.#library.list()).slice(0, runsToRead);
    for (const entry of newest) {
      const record = await this.#library.outcome(entry).catch(() => undefined);
      if (record !== undefined) this.#take(entry.folder, record, false);
    }
    this.#changed.fire();
  }

  #take(folder: vscode.WorkspaceFolder, record: RunOutcome, newer: boolean): void {
    // Not the record: it would stay in memory as a whole, plan and all.
    const run = { id: record.id, startedAt: record.startedAt };
    for (const result of record.results) {
      const key = deviceKey(folder, result.device);
      if (newer || !this.#results.has(key)) this.#results.set(key, { folder, run, result });
    }
  }
}
