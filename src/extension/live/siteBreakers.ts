import * as vscode from 'vscode';
import type { RunEvent } from '../../api/run.ts';
import { Disposable } from '../common/disposable.ts';
import type { ActiveRun, LiveRuns } from '../run/liveRuns.ts';

/** Sites that runs of this window leave alone for now, because their devices could not be reached. */
export class SiteBreakers extends Disposable {
  readonly #open = new Map<string, Set<string>>();
  readonly #changed = this.track(new vscode.EventEmitter<void>());

  readonly onDidChange = this.#changed.event;

  constructor(live: LiveRuns) {
    super();
    this.track(live.onDidProgress(({ active, event }) => this.#take(active, event)));
    this.track(
      live.onDidFinish(({ record }) => {
        for (const runs of this.#open.values()) runs.delete(record.id);
        this.#changed.fire();
      }),
    );
  }

  /** Whether a site of a workspace folder is left alone. */
  isOpen(folder: vscode.WorkspaceFolder, site: string): boolean {
    return (this.#open.get(keyOf(folder, site))?.size ?? 0) > 0;
  }

  #take({ folder, run }: ActiveRun, event: RunEvent): void {
    if (event.type !== 'breaker' || event.scope !== 'site') return;
    const key = keyOf(folder, event.name);
    const runs = this.#open.get(key) ?? new Set();
    if (event.state === 'closed') runs.delete(run.id);
    else runs.add(run.id);
    this.#open.set(key, runs);
    this.#changed.fire();
  }
}

function keyOf(folder: vscode.WorkspaceFolder, site: string): string {
  return `${folder.uri.toString()}#${site}`;
}
