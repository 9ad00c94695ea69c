import type * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import type { RerunScope } from '../../engine/planning/rerunPlan.ts';
import { readSetting } from '../common/readSetting.ts';
import type { Runner } from '../run/runner.ts';
import type { Inventories } from '../workspace/inventories.ts';

/** Runs again what was run before, with the same questions as for a new run. */
export class Rerunner {
  readonly #inventories: Inventories;
  readonly #runner: () => Runner;

  constructor(inventories: Inventories, runner: () => Runner) {
    this.#inventories = inventories;
    this.#runner = runner;
  }

  /** Resolves with the new record, or undefined where the person decided otherwise. Throws `planning.…`, `engine.…`. */
  async rerun(
    folder: vscode.WorkspaceFolder,
    record: RunRecord,
    scope: RerunScope,
  ): Promise<RunRecord | undefined> {
    const { rerunPlan } = await import('../../engine/planning/rerunPlan.ts');
    const { judgeAgain } = await import('../../core/plan/judgeAgain.ts');
    const inventories = await this.#inventories.ready();
    const current = inventories.find((each) => each.folder.uri.toString() === folder.uri.toString());
    const inventory = current?.workspace.inventory ?? { devices: [] };
    const plan = rerunPlan(record, inventory, scope, new Date());
    // Without an inventory there is no device left in it.
    const judged =
      current === undefined
        ? plan
        : judgeAgain(plan, current.workspace.platforms, readSetting('policy.heldCommands', folder.uri));
    return await this.#runner().run(folder, judged);
  }
}
