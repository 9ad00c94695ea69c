import * as vscode from 'vscode';
import { ShowrunError } from '../../core/errors.ts';
import { schemes } from '../manifest/schemes.ts';
import { filePathOf, parseOutputPath } from '../results/outputUri.ts';
import { pickRun } from '../runs/pickRun.ts';
import type { RunEntry, RunLibrary } from '../runs/runLibrary.ts';
import { isResultNode, runOf } from '../runs/runNode.ts';
import type { PairScope } from './outputPairs.ts';

/** The run that a comparison starts from, and the part of it that is meant. */
export interface ComparedThing {
  readonly entry: RunEntry;
  readonly scope: PairScope;
}

/** What a command was called on: a node of the Runs view, an open output, or else a run that is picked. */
export async function comparedThing(
  argument: unknown,
  library: RunLibrary,
  title: string,
): Promise<ComparedThing | undefined> {
  if (isResultNode(argument)) {
    const { entry } = runOf(argument);
    if (argument.kind === 'run') return { entry, scope: {} };
    if (argument.kind === 'runDevice') return { entry, scope: { device: argument.device } };
    return { entry, scope: { device: argument.parent.device, index: argument.index } };
  }
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const ofEditor = uri?.scheme === schemes.output ? await thingOfOutput(uri, library) : undefined;
  return ofEditor ?? (await pickedThing(library, title));
}

async function thingOfOutput(uri: vscode.Uri, library: RunLibrary): Promise<ComparedThing | undefined> {
  const place = parseOutputPath(filePathOf(uri.path));
  const entry = (await library.list()).find(
    ({ folder, summary }) => summary.id === place?.runId && folder.uri.path === place.workspacePath,
  );
  if (entry === undefined || place === undefined) return undefined;
  const record = await library.read(entry);
  for (const { device, commands } of record.results) {
    const command = commands.find((each) => each.file === place.file);
    if (command !== undefined) return { entry, scope: { device, index: command.index } };
  }
  return undefined;
}

async function pickedThing(library: RunLibrary, title: string): Promise<ComparedThing | undefined> {
  const entries = (await library.list(200)).filter(({ summary }) => summary.status !== 'running');
  if (entries.length === 0) {
    throw new ShowrunError('extension.no-runs', vscode.l10n.t('Nothing has been run in this workspace yet.'));
  }
  const entry = await pickRun(entries, title);
  return entry === undefined ? undefined : { entry, scope: {} };
}
