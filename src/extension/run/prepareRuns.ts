import * as vscode from 'vscode';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { Plan } from '../../api/plan.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { PlanSource } from '../../engine/planning/preparePlan.ts';
import { readSetting } from '../common/readSetting.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { fileUri, relativePath } from '../workspace/workspacePaths.ts';
import { byFolder, type RunSource, type RunTarget } from './runTarget.ts';

/** A plan for the devices of one workspace folder. */
export interface PreparedRun {
  readonly folder: vscode.WorkspaceFolder;
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/** A template or a selection that gives no plan: with the place that is to be put right. */
export class PlanningError extends ShowrunError {
  readonly place: vscode.Location | undefined;

  constructor(finding: Diagnostic, more: number, place: vscode.Location | undefined) {
    const where = place === undefined ? '' : `${finding.at.file}:${finding.at.line}:${finding.at.column}: `;
    const others =
      more === 0 ? '' : ` ${vscode.l10n.t('There are {0} more errors; see the Problems panel.', more)}`;
    super(finding.code, `${where}${finding.message}${others}`);
    this.place = place;
  }
}

/**
 * Makes the plans for a target: one for each workspace folder with devices in it. Saves what is unsaved of the files that go in.
 * Connects to nothing; empty where a question of the template is left without an answer. Throws `PlanningError` where the template is wrong.
 */
export async function prepareRuns(
  target: RunTarget,
  inventories: Inventories,
  now: Date,
): Promise<PreparedRun[]> {
  await saveSources(target.source, inventories);
  const { preparePlanInTurns } = await import('../../engine/planning/preparePlan.ts');
  const current = await inventories.ready();
  const prepared: PreparedRun[] = [];
  const answers = new Map<string, string>();
  const { renderOptionsFor } = await import('./renderOptions.ts');
  for (const [folder, names] of byFolder(target.devices)) {
    const inventory = current.find((each) => each.folder.uri.toString() === folder.uri.toString());
    if (inventory === undefined) continue;
    const source = await planSource(target.source, folder);
    const render = await renderOptionsFor(target.source, source, folder, answers);
    if (render === undefined) return [];
    const policy = readSetting('policy.heldCommands', folder.uri);
    const request = { source, names, render, policy, now };
    const { plan, diagnostics } = await preparePlanInTurns(inventory.workspace, request);
    if (plan === undefined) throw planningError(folder, target.source, diagnostics);
    prepared.push({ folder, plan, diagnostics });
  }
  return prepared;
}

async function saveSources(source: RunSource, inventories: Inventories): Promise<void> {
  const files = (inventories.current ?? []).flatMap(({ folder, files: paths }) =>
    paths.map((path) => fileUri(folder, path).toString()),
  );
  if (source.kind === 'template') files.push(source.uri.toString());
  const dirty = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && files.includes(document.uri.toString()),
  );
  if (dirty.length === 0) return;
  await Promise.all(dirty.map((document) => document.save()));
  await inventories.reload();
}

async function planSource(source: RunSource, folder: vscode.WorkspaceFolder): Promise<PlanSource> {
  if (source.kind === 'commands') return source;
  const path = relativePath(folder, source.uri);
  const { decodeBytes } = await import('../../core/inventory/decodeBytes.ts');
  const bytes = await vscode.workspace.fs.readFile(source.uri);
  return { kind: 'template', path, text: decodeBytes({ path, bytes }).text };
}

function planningError(
  folder: vscode.WorkspaceFolder,
  source: RunSource,
  diagnostics: readonly Diagnostic[],
): ShowrunError {
  const errors = diagnostics.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first === undefined) {
    return new ShowrunError('planning.nothing-selected', vscode.l10n.t('There is nothing to send.'));
  }
  const position = new vscode.Position(first.at.line - 1, first.at.column - 1);
  const place =
    source.kind === 'template' ? new vscode.Location(fileUri(folder, first.at.file), position) : undefined;
  return new PlanningError(first, errors.length - 1, place);
}
