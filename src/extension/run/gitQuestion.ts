import { join } from 'node:path';
import * as vscode from 'vscode';
import { isGitChoiceOpen, writeGitChoice } from '../../store/gitIgnoreFile.ts';

/**
 * Asks once per workspace folder whether runs go into version control; only where the folder is under git. No answer leaves
 * the question open for the next run.
 */
export async function askGitQuestion(folder: vscode.WorkspaceFolder): Promise<void> {
  const showrunFolder = join(folder.uri.fsPath, '.showrun');
  if (!(await isUnderGit(folder)) || !(await isGitChoiceOpen(showrunFolder))) return;
  const ignore = vscode.l10n.t('Ignore Them');
  const keep = vscode.l10n.t('Keep Them in Git');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Showrun keeps every run in .showrun of this folder. Should git ignore the runs? What devices answer can be confidential.',
    ),
    ignore,
    keep,
  );
  if (choice !== undefined) await writeGitChoice(showrunFolder, choice === ignore ? 'ignore' : 'keep');
}

async function isUnderGit(folder: vscode.WorkspaceFolder): Promise<boolean> {
  return await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, '.git')).then(
    () => true,
    () => false,
  );
}
