import * as vscode from 'vscode';
import { readSetting } from '../common/readSetting.ts';
import type { CleanOutputs } from './cleanOutputs.ts';
import type { ComparedPair } from './outputPairs.ts';

/** Outputs compared at the same time. */
const width = 16;
/** More entries than this make the multi-file diff slow and nobody reads them. */
const maxShown = 300;

/** What to compare and what to call it. */
export interface Comparison {
  readonly folder: vscode.WorkspaceFolder;
  readonly pairs: readonly ComparedPair[];
  /** What stands left and right, for example two times. */
  readonly leftName: string;
  readonly rightName: string;
  /** For the title of several outputs. */
  readonly subject: string;
}

/**
 * Shows a comparison: one output in the diff editor, several in the multi-file diff, only those that differ. Says so where
 * nothing does.
 */
export async function showComparison(comparison: Comparison, outputs: CleanOutputs): Promise<void> {
  const { folder, pairs, leftName, rightName, subject } = comparison;
  const changed = await changedPairs(comparison, outputs);
  const [first] = changed;
  if (first === undefined) {
    tellUnchanged(comparison);
    return;
  }
  const uris = (pair: ComparedPair): [vscode.Uri, vscode.Uri] => [
    outputs.uri(folder, pair.left, pair.named),
    outputs.uri(folder, pair.right, pair.named),
  ];
  if (changed.length === 1) {
    const [left, right] = uris(first);
    const title = `${pairs.length === 1 ? '' : `${subject} · `}${first.label} · ${leftName} ↔ ${rightName}`;
    await vscode.commands.executeCommand('vscode.diff', left, right, title);
    return;
  }
  const resources = changed.slice(0, maxShown).map((pair) => {
    const [left, right] = uris(pair);
    return [right, left, right];
  });
  const title = vscode.l10n.t(
    '{0}: {1} of {2} differ · {3} ↔ {4}',
    subject,
    changed.length,
    pairs.length,
    leftName,
    rightName,
  );
  await vscode.commands.executeCommand('vscode.changes', title, resources);
  if (changed.length > maxShown) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} outputs differ; the first {1} are shown. Compare single devices for the others.',
        changed.length,
        maxShown,
      ),
    );
  }
}

async function changedPairs(comparison: Comparison, outputs: CleanOutputs): Promise<ComparedPair[]> {
  const { folder, pairs } = comparison;
  const changed = new Set<ComparedPair>();
  await vscode.window.withProgress(
    {
      location: pairs.length > 200 ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Comparing {0} outputs', pairs.length),
      cancellable: pairs.length > 200,
    },
    async (_progress, token) => {
      for (let start = 0; start < pairs.length && !token.isCancellationRequested; start += width) {
        const slice = pairs.slice(start, start + width);
        await Promise.all(
          slice.map(async (pair) => {
            const { left, right } = pair;
            if (left === undefined || right === undefined || !(await outputs.areEqual(folder, left, right))) {
              changed.add(pair);
            }
          }),
        );
      }
      if (token.isCancellationRequested) throw new vscode.CancellationError();
    },
  );
  return pairs.filter((pair) => changed.has(pair));
}

function tellUnchanged(comparison: Comparison): void {
  const { pairs, subject, leftName, rightName } = comparison;
  const what = pairs.length === 1 ? `${subject} · ${pairs[0]?.label ?? ''}` : subject;
  void vscode.window.showInformationMessage(
    readSetting('diff.ignoreNoise')
      ? vscode.l10n.t(
          '{0}: nothing differs between {1} and {2}, apart from noise.',
          what,
          leftName,
          rightName,
        )
      : vscode.l10n.t('{0}: nothing differs between {1} and {2}.', what, leftName, rightName),
  );
}
