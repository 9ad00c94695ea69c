import * as vscode from 'vscode';
import type { CommandResult } from '../../api/run.ts';
import { ContextKey } from '../common/contextKey.ts';
import { schemes } from '../manifest/schemes.ts';
import { outputPath } from './outputUri.ts';

const hasRead = new ContextKey<boolean>('hasRead');

/** More than this many editors at once help nobody without being asked for. */
const askAbove = 10;

/** The address under which the editor shows an output file of a run. */
export function outputUri(folder: vscode.WorkspaceFolder, runId: string, file: string): vscode.Uri {
  const runFolder = vscode.Uri.joinPath(folder.uri, '.showrun', 'runs', runId);
  return runFolder.with({ scheme: schemes.output, path: outputPath(runFolder.path, file) });
}

/** Opens outputs: one as a preview, several as tabs that stay. Many are opened only after a question. */
export async function openOutputs(
  folder: vscode.WorkspaceFolder,
  runId: string,
  commands: readonly Pick<CommandResult, 'file'>[],
): Promise<void> {
  const files = commands.flatMap((command) => (command.file === undefined ? [] : [command.file]));
  if (files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no output: nothing was received.'));
    return;
  }
  if (files.length > askAbove && !(await confirmMany(files.length))) return;
  hasRead.set(true);
  for (const file of files) {
    await vscode.commands.executeCommand('vscode.open', outputUri(folder, runId, file), {
      preview: files.length === 1,
    } satisfies vscode.TextDocumentShowOptions);
  }
}

async function confirmMany(count: number): Promise<boolean> {
  const open = vscode.l10n.t('Open {0} Editors', count);
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('This opens {0} outputs, each in an editor of its own.', count),
    { modal: true },
    open,
  );
  return choice === open;
}
