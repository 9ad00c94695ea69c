import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import type { BrokenOffBlock, Resumption } from '../../engine/planning/resumePlan.ts';
import { readSetting } from '../common/readSetting.ts';
import type { Runner } from '../run/runner.ts';
import type { Inventories } from '../workspace/inventories.ts';
import type { RunLibrary } from './runLibrary.ts';

/** Lines of a modal dialog that can still be read. */
const listed = 10;

/** Continues runs that were broken off or partly failed: only what is missing is sent. */
export class Resumer {
  readonly #library: RunLibrary;
  readonly #inventories: Inventories;
  readonly #runner: () => Runner;

  constructor(library: RunLibrary, inventories: Inventories, runner: () => Runner) {
    this.#library = library;
    this.#inventories = inventories;
    this.#runner = runner;
  }

  /** Resolves with the new record; undefined where nothing is missing or the person decided otherwise. Throws `planning.…`, `engine.…`. */
  async resume(folder: vscode.WorkspaceFolder, record: RunRecord): Promise<RunRecord | undefined> {
    const { resumePlan } = await import('../../engine/planning/resumePlan.ts');
    const { judgeAgain } = await import('../../core/plan/judgeAgain.ts');
    const { continuationsOf } = await import('../../engine/planning/continuationsOf.ts');
    const continuations = await continuationsOf(this.#library.store(folder), record.id);
    const inventories = await this.#inventories.ready();
    const current = inventories.find((each) => each.folder.uri.toString() === folder.uri.toString());
    const inventory = current?.workspace.inventory ?? { devices: [] };
    const request = { record, continuations, inventory, now: new Date() };
    let rest = resumePlan(request);
    if (rest.brokenOff.length > 0) {
      const choice = await askBrokenOff(rest.brokenOff);
      if (choice === undefined) return undefined;
      if (choice === 'send') rest = resumePlan({ ...request, configConfirmed: true });
    }
    if (nothingMissing(rest)) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing is missing: every command of this run was answered.'),
      );
      return undefined;
    }
    // Without an inventory there is no device left in it.
    const plan =
      current === undefined
        ? rest.plan
        : judgeAgain(rest.plan, current.workspace.platforms, readSetting('policy.heldCommands', folder.uri));
    return await this.#runner().run(folder, plan);
  }
}

function nothingMissing({ plan }: Resumption): boolean {
  return plan.devices.length === 0 && plan.refused.length === 0;
}

/** A configuration block that broke off may be half applied: a person looks first. */
async function askBrokenOff(blocks: readonly BrokenOffBlock[]): Promise<'send' | 'leave' | undefined> {
  const leave = vscode.l10n.t('Leave These Devices Out');
  const send = vscode.l10n.t('Send Whole Blocks Again');
  const lines = blocks
    .slice(0, listed)
    .map(({ device, lines, accepted }) =>
      vscode.l10n.t(
        '{0}: {1} of {2} lines were accepted, from “{3}”',
        device,
        accepted,
        lines.length,
        lines[0] ?? '',
      ),
    );
  if (blocks.length > listed) lines.push(vscode.l10n.t('… and {0} more', blocks.length - listed));
  const choice = await vscode.window.showWarningMessage(
    blocks.length === 1
      ? vscode.l10n.t('A configuration block broke off in the middle.')
      : vscode.l10n.t('{0} configuration blocks broke off in the middle.', blocks.length),
    {
      modal: true,
      detail: `${lines.join('\n')}\n\n${vscode.l10n.t('Look at the devices before you send configuration again.')}`,
    },
    // The first button is the one that Enter presses: it must not be the one that hurts.
    leave,
    send,
  );
  return choice === send ? 'send' : choice === leave ? 'leave' : undefined;
}
