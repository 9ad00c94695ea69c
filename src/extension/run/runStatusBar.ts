import * as vscode from 'vscode';
import { Disposable } from '../common/disposable.ts';
import { Throttler } from '../common/throttler.ts';
import { commands } from '../manifest/commands.ts';
import type { LiveRuns } from './liveRuns.ts';

const updateMs = 250;

/** Argument of the cancel command where a click may have been an accident. */
export const askBeforeCancel = 'ask';

/** One status-bar item while runs go on; a click offers to cancel. */
export class RunStatusBar extends Disposable {
  readonly #live: LiveRuns;
  readonly #item: vscode.StatusBarItem;

  constructor(live: LiveRuns) {
    super();
    this.#live = live;
    this.#item = this.track(
      vscode.window.createStatusBarItem('showrun.run', vscode.StatusBarAlignment.Left, 10),
    );
    this.#item.name = vscode.l10n.t('Showrun Run');
    this.#item.command = {
      command: commands.cancelRun.id,
      title: vscode.l10n.t('Cancel Run'),
      arguments: [askBeforeCancel],
    };
    const throttler = this.track(new Throttler(updateMs, () => this.#update()));
    this.track(live.onDidStart(() => this.#update()));
    this.track(live.onDidProgress(() => throttler.trigger()));
    this.track(live.onDidFinish(() => this.#update()));
  }

  #update(): void {
    const runs = this.#live.list();
    if (runs.length === 0) {
      this.#item.hide();
      return;
    }
    const counts = runs.map(({ live }) => live.counts());
    const sum = (pick: 'done' | 'total' | 'failed'): number =>
      counts.reduce((total, each) => total + each[pick], 0);
    const failed = sum('failed') === 0 ? '' : ` $(error) ${sum('failed')}`;
    this.#item.text = `$(sync~spin) ${sum('done')}/${sum('total')}${failed}`;
    const spoken = vscode.l10n.t(
      'Showrun: {0} of {1} devices done, {2} failed. Click to cancel.',
      sum('done'),
      sum('total'),
      sum('failed'),
    );
    this.#item.tooltip = spoken;
    this.#item.accessibilityInformation = { label: spoken };
    this.#item.show();
  }
}
