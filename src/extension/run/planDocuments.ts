import * as vscode from 'vscode';
import type { Plan } from '../../api/plan.ts';
import { inTurns } from '../../engine/planning/inTurns.ts';
import { schemes } from '../manifest/schemes.ts';

/** Plans kept for open documents; older ones can be made again by another dry run. */
const kept = 20;

/** Plans as read-only documents. */
export class PlanDocuments implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ??
      vscode.l10n.t(
        'This plan belonged to an earlier session of the editor. Make it again with “Showrun: Dry Run”.',
      )
    );
  }

  /** Opens a plan in an editor. */
  async open(plan: Plan): Promise<void> {
    const { planTextSteps } = await import('../../core/plan/formatPlan.ts');
    const name = `${plan.title.replaceAll(/[\\/:*?"<>|#]/g, '-').slice(0, 60)} (plan)`;
    const uri = vscode.Uri.from({ scheme: schemes.plan, path: `/${++this.#count}/${name}` });
    this.#texts.set(uri.toString(), await inTurns(planTextSteps(plan)));
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > kept && oldest !== undefined) this.#texts.delete(oldest);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }
}
