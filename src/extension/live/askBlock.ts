import * as vscode from 'vscode';
import type { Plan } from '../../api/plan.ts';
import { ShowrunError } from '../../core/errors.ts';

/** Asks which `###` block of a plan to leave out from now on; undefined where the person decided otherwise. */
export async function askBlock(plan: Plan): Promise<string | undefined> {
  const devices = devicesByBlock(plan);
  if (devices.size === 0) {
    throw new ShowrunError('extension.no-blocks', vscode.l10n.t('The template of this run has no blocks.'), {
      hint: vscode.l10n.t('A block begins with a line “### Title”. Cancel the run or one of its devices.'),
    });
  }
  const items = [...devices].map(([label, count]) => ({
    label,
    description: vscode.l10n.t('on {0} devices', count),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Cancel a block'),
    placeHolder: vscode.l10n.t(
      'Its lines are not sent any more. A device that is in the middle of it loses its session.',
    ),
  });
  return picked?.label;
}

function devicesByBlock(plan: Plan): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { commands } of plan.devices) {
    const blocks = new Set(commands.flatMap(({ block }) => (block === undefined ? [] : [block])));
    for (const block of blocks) counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return counts;
}
