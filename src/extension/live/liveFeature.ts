import * as vscode from 'vscode';
import { ShowrunError } from '../../core/errors.ts';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { schemes } from '../manifest/schemes.ts';
import type { ActiveRun, LiveRuns } from '../run/liveRuns.ts';
import { isResultNode, runOf } from '../runs/runNode.ts';
import { askBlock } from './askBlock.ts';
import { askLimits } from './askLimits.ts';
import { LiveDocuments } from './liveDocuments.ts';

/** What can be done with a run while it goes on: read along, leave out a block, change its limits. */
export class LiveFeature implements Feature {
  readonly #live: LiveRuns;
  readonly #registrar: CommandRegistrar;

  constructor(live: LiveRuns, registrar: CommandRegistrar) {
    this.#live = live;
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    const documents = new LiveDocuments(this.#live);
    const onRun = (action: (active: ActiveRun) => Promise<unknown>) => async (node: unknown) => {
      const active = await this.#choose(node);
      if (active !== undefined) await action(active);
    };
    context.subscriptions.push(
      documents,
      vscode.workspace.registerTextDocumentContentProvider(schemes.live, documents),
      this.#registrar.register(
        'followRun',
        onRun((active) => documents.open(active)),
      ),
      this.#registrar.register(
        'cancelBlock',
        onRun(async (active) => {
          const block = await askBlock(active.live.plan);
          if (block !== undefined) active.run.cancel({ block });
        }),
      ),
      this.#registrar.register(
        'changeLimits',
        onRun(async (active) => {
          const limits = await askLimits(active.live.limits);
          if (limits !== undefined) active.run.adjust(limits);
        }),
      ),
    );
  }

  /** The run that the command was called on, the only one that goes on, or the one picked. */
  async #choose(node: unknown): Promise<ActiveRun | undefined> {
    if (isResultNode(node)) return this.#live.find(runOf(node).entry.summary.id);
    const runs = this.#live.list();
    if (runs.length === 0) {
      throw new ShowrunError('extension.no-live-run', vscode.l10n.t('No run is going on.'));
    }
    if (runs.length === 1) return runs[0];
    const items = runs.map((active) => {
      const { done, total } = active.live.counts();
      const description = vscode.l10n.t('{0} of {1} devices', done, total);
      return { label: active.live.plan.title, description, active };
    });
    const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Pick a run') });
    return picked?.active;
  }
}
