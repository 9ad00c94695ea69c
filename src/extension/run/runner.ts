import type * as vscode from 'vscode';
import type { Plan } from '../../api/plan.ts';
import type { RunRecord } from '../../api/run.ts';
import type { RunOptions } from '../../engine/runOptions.ts';
import { requireTrust } from '../common/requireTrust.ts';
import type { ErrorReporter } from '../common/errorReporter.ts';
import { readSetting } from '../common/readSetting.ts';
import { openOutputs } from '../results/openOutputs.ts';
import { confirmPlan } from './confirmPlan.ts';
import { askGitQuestion } from './gitQuestion.ts';
import type { LiveRuns } from './liveRuns.ts';
import type { PlanDocuments } from './planDocuments.ts';
import { runOptionsFor } from './runOptions.ts';
import { showProgress } from './runProgress.ts';
import { showSummary } from './runSummary.ts';

/** What the runner needs of the other parts. */
export interface RunnerDependencies {
  readonly live: LiveRuns;
  readonly plans: PlanDocuments;
  readonly errors: ErrorReporter;
  /** Storage of the extension for this person, outside of any workspace. */
  readonly storage: vscode.Uri;
  /** Lets the demo lab adjust options for plans that go to its own devices only. */
  readonly adjust: (plan: Plan, options: RunOptions) => RunOptions;
  /** Offers to keep what was typed, after it has worked. */
  readonly offerToRemember: (record: RunRecord) => Promise<void>;
  /** Shows a run in the Runs view. */
  readonly show: (folder: vscode.WorkspaceFolder, runId: string) => Promise<void>;
  /** Sends what is missing of a run that did not end well. */
  readonly resume: (folder: vscode.WorkspaceFolder, record: RunRecord) => Promise<unknown>;
  /** Sends everything again to its devices that did not end well. */
  readonly retry: (folder: vscode.WorkspaceFolder, record: RunRecord) => Promise<unknown>;
}

/** Takes a plan from the last questions to the notification at its end. */
export class Runner {
  readonly #deps: RunnerDependencies;

  constructor(deps: RunnerDependencies) {
    this.#deps = deps;
  }

  /**
   * Asks what has to be asked, then runs the plan. Resolves with the record when the run has ended, or with undefined where the
   * person decided otherwise or the workspace is not trusted. Throws `planning.…` and `engine.…`; nothing was sent then.
   */
  async run(folder: vscode.WorkspaceFolder, plan: Plan): Promise<RunRecord | undefined> {
    if (!requireTrust()) return undefined;
    const { live, plans, storage, adjust } = this.#deps;
    const decision = await confirmPlan(plan, () => plans.open(plan));
    if (!decision.go) return undefined;
    // The answer is not waited for: where runs are kept does not depend on it.
    void askGitQuestion(folder).catch((error: unknown) => this.#deps.errors.report(error));
    const options = adjust(plan, runOptionsFor(folder, storage, decision.heldConfirmed));
    const active = await live.start(folder, plan, options);
    showProgress(active);
    const record = await active.run.finished;
    await this.#finish(folder, record);
    return record;
  }

  async #finish(folder: vscode.WorkspaceFolder, record: RunRecord): Promise<void> {
    const { errors, show, resume, retry, offerToRemember } = this.#deps;
    const guarded = async (action: () => Promise<unknown>): Promise<void> => {
      try {
        await action();
      } catch (error) {
        errors.report(error);
      }
    };
    showSummary(record, {
      show: () => guarded(() => show(folder, record.id)),
      resume: () => guarded(() => resume(folder, record)),
      retry: () => guarded(() => retry(folder, record)),
    });
    void guarded(() => offerToRemember(record));
    const outputs = record.results.flatMap((result) => result.commands);
    if (readSetting('results.openAfterRun') === 'single' && outputs.length === 1) {
      await guarded(() => openOutputs(folder, record.id, outputs));
    }
  }
}
