import * as vscode from 'vscode';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { walkthrough } from '../manifest/walkthrough.ts';
import { diskFolders } from '../workspace/workspacePaths.ts';
import { sampleFiles } from './sampleFiles.ts';

/** The sample workspace and the walkthrough: ways in for those who have nothing yet. */
export class SampleFeature implements Feature {
  readonly #registrar: CommandRegistrar;

  constructor(registrar: CommandRegistrar) {
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    const id = `${context.extension.id}#${walkthrough.id}`;
    context.subscriptions.push(
      this.#registrar.register('createSampleWorkspace', (folder) => createSample(folder)),
      this.#registrar.register('openWalkthrough', () =>
        vscode.commands.executeCommand('workbench.action.openWalkthrough', id, false),
      ),
    );
  }
}

/** Writes the sample into a folder. `argument` may be the folder, for key bindings and tests; otherwise it is asked for. */
async function createSample(argument: unknown): Promise<void> {
  const folder = argument instanceof vscode.Uri ? argument : await pickFolder();
  if (folder === undefined) return;
  const written: vscode.Uri[] = [];
  for (const file of sampleFiles) {
    const uri = vscode.Uri.joinPath(folder, file.path);
    if (await exists(uri)) continue;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(file.text));
    written.push(uri);
  }
  const isOpen = diskFolders().some((each) => each.uri.toString() === folder.toString());
  if (isOpen) {
    const template = vscode.Uri.joinPath(folder, 'templates', 'health.cmds');
    await vscode.window.showTextDocument(template);
    return;
  }
  const open = vscode.l10n.t('Open Folder');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} files were written. Open the folder?', written.length),
    open,
  );
  if (choice === open) await vscode.commands.executeCommand('vscode.openFolder', folder);
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const [first] = diskFolders();
  const other = vscode.l10n.t('Another folder…');
  if (first !== undefined) {
    const here = vscode.l10n.t('Here: {0}', first.name);
    const choice = await vscode.window.showQuickPick([here, other], {
      title: vscode.l10n.t('Where to create the sample? Existing files are left alone.'),
    });
    if (choice === undefined) return undefined;
    if (choice === here) return first.uri;
  }
  const picked = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: vscode.l10n.t('Create Sample Here'),
  });
  return picked?.[0];
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
