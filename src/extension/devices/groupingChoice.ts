import * as vscode from 'vscode';
import { Disposable } from '../common/disposable.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { defaultGrouping, groupings, type Grouping } from './groupDevices.ts';

const stateKey = 'devices.grouping';

/** How the Devices view is arranged: as chosen in this workspace, or by the first field that the inventory has. */
export class GroupingChoice extends Disposable {
  readonly #state: vscode.Memento;
  readonly #inventories: Inventories;
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  #chosen: Grouping | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento, inventories: Inventories) {
    super();
    this.#state = state;
    this.#inventories = inventories;
    const stored: unknown = state.get(stateKey);
    this.#chosen = groupings.find((grouping) => grouping === stored);
  }

  current(): Grouping {
    return this.#chosen ?? defaultGrouping(this.#inventories.devices().map((ref) => ref.device));
  }

  choose(grouping: Grouping): void {
    this.#chosen = grouping;
    void this.#state.update(stateKey, grouping);
    this.#changed.fire();
  }

  /** Asks for the arrangement; Esc leaves it as it is. */
  async ask(): Promise<void> {
    const current = this.current();
    const labels: Record<Grouping, string> = {
      site: vscode.l10n.t('Site'),
      role: vscode.l10n.t('Role'),
      platform: vscode.l10n.t('Platform'),
      group: vscode.l10n.t('Group'),
      flat: vscode.l10n.t('Flat list'),
    };
    const items = groupings.map((grouping) => ({
      label: labels[grouping],
      description: grouping === current ? vscode.l10n.t('now') : '',
      grouping,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Group devices by'),
      placeHolder: vscode.l10n.t('What the Devices view is arranged by'),
    });
    if (picked !== undefined) this.choose(picked.grouping);
  }
}
