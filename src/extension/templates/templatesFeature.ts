import * as vscode from 'vscode';
import { ShowrunError } from '../../core/errors.ts';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { views } from '../manifest/views.ts';
import { diskFolders } from '../workspace/workspacePaths.ts';
import type { TemplateLibrary } from './templateLibrary.ts';
import { newTemplateText } from './newTemplateText.ts';
import { isTemplateNode, TemplateTree } from './templateTree.ts';

/** The Templates view. Running a template from it is the run feature's. */
export class TemplatesFeature implements Feature {
  readonly #library: TemplateLibrary;
  readonly #registrar: CommandRegistrar;

  constructor(library: TemplateLibrary, registrar: CommandRegistrar) {
    this.#library = library;
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    const tree = new TemplateTree(this.#library);
    context.subscriptions.push(
      tree,
      vscode.window.createTreeView(views.templates.id, { treeDataProvider: tree }),
      this.#registrar.register('openTemplate', async (node) => {
        if (isTemplateNode(node)) await vscode.commands.executeCommand('vscode.open', node.template.uri);
      }),
      this.#registrar.register('newTemplate', () => createTemplate()),
    );
  }
}

/** Asks for a name and writes a template with an example; an existing file is opened as it is. */
async function createTemplate(): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New template'),
    prompt: vscode.l10n.t('Name of the file in {0}', folder.name),
    value: 'template.cmds',
    valueSelection: [0, 'template'.length],
    validateInput: (value) =>
      /^[^\\/:*?"<>|]+(\.cmds)?$/.test(value.trim())
        ? undefined
        : vscode.l10n.t('A file name without folders and without any of \\ / : * ? " < > |'),
  });
  if (name === undefined) return;
  const fileName = name.trim().endsWith('.cmds') ? name.trim() : `${name.trim()}.cmds`;
  const uri = vscode.Uri.joinPath(folder.uri, fileName);
  const exists = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!exists) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newTemplateText));
  await vscode.window.showTextDocument(uri);
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = diskFolders();
  if (folders.length > 1) return await vscode.window.showWorkspaceFolderPick();
  if (folders[0] !== undefined) return folders[0];
  throw new ShowrunError(
    'extension.no-folder',
    vscode.l10n.t('Open a folder first: templates are files in it.'),
  );
}
