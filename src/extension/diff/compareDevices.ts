import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import { ShowrunError } from '../../core/errors.ts';
import { formatTime } from '../common/formatTime.ts';
import { statusIcon } from '../common/statusIcons.ts';
import type { RunLibrary } from '../runs/runLibrary.ts';
import { isResultNode, type RunDeviceNode } from '../runs/runNode.ts';
import type { CleanOutputs } from './cleanOutputs.ts';
import { comparedThing } from './comparedThing.ts';
import { pairsOfDevices } from './outputPairs.ts';
import { showComparison } from './showComparison.ts';

/** Compares two devices of one run: the two selected ones, or two that are picked. */
export async function compareDevices(
  node: unknown,
  all: unknown,
  library: RunLibrary,
  outputs: CleanOutputs,
): Promise<void> {
  const selected = selectedDevices(all);
  const thing = await comparedThing(
    selected?.[0] ?? node,
    library,
    vscode.l10n.t('Compare two devices of which run?'),
  );
  if (thing === undefined) return;
  const record = await library.read(thing.entry);
  const left = thing.scope.device ?? (await pickDevice(record, undefined));
  if (left === undefined) return;
  const right = selected?.[1].device ?? (await pickDevice(record, left));
  if (right === undefined) return;
  const pairs = pairsOfDevices(record, left, right);
  if (pairs.length === 0) {
    throw new ShowrunError(
      'extension.nothing-in-common',
      vscode.l10n.t('{0} and {1} answered no common command in this run.', left, right),
    );
  }
  const subject = `${record.plan.title} · ${formatTime(record.startedAt, new Date())}`;
  await showComparison(
    { folder: thing.entry.folder, pairs, leftName: left, rightName: right, subject },
    outputs,
  );
}

/** Two devices of the same run that are selected in the view. */
function selectedDevices(all: unknown): [RunDeviceNode, RunDeviceNode] | undefined {
  if (!Array.isArray(all)) return undefined;
  const devices = all.filter(isResultNode).filter((each) => each.kind === 'runDevice');
  const [left, right] = devices;
  if (devices.length !== 2 || left === undefined || right === undefined) return undefined;
  return left.run.id === right.run.id ? [left, right] : undefined;
}

async function pickDevice(record: RunRecord, other: string | undefined): Promise<string | undefined> {
  const items = record.results
    .filter(
      (result) => result.device !== other && result.commands.some((command) => command.file !== undefined),
    )
    .map((result) => ({ label: result.device, iconPath: statusIcon(result.status) }));
  const title =
    other === undefined ? vscode.l10n.t('First device') : vscode.l10n.t('Compare {0} with', other);
  return (await vscode.window.showQuickPick(items, { title }))?.label;
}
