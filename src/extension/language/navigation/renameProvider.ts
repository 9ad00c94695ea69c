import * as vscode from 'vscode';
import type { SourcePosition } from '../../../api/diagnostic.ts';
import { keyPlaces } from '../../../core/inventory/keyPlaces.ts';
import { outsideUses, referencesAt } from '../../../core/template/services/symbols/references.ts';
import type { NameUse } from '../../../core/template/services/symbols/symbol.ts';
import { checkNewName, checkRenameable } from '../../../core/template/services/symbols/renameCheck.ts';
import type { TemplateLibrary } from '../../templates/templateLibrary.ts';
import type { Inventories } from '../../workspace/inventories.ts';
import { fileUri } from '../../workspace/workspacePaths.ts';
import { rangeAt, rangeOf } from '../positions.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';
import { uriOf } from './toLocations.ts';
import { templatesBeside } from './workspaceTemplates.ts';

/**
 * Renames a name of the template in it; a variable of the inventory in all templates and inventory files of the folder. Nothing
 * asks for a confirmation of its own: entries that do are left unticked in the preview, and half a rename leaves templates without
 * their variable.
 */
export class RenameProvider implements vscode.RenameProvider {
  readonly #documents: TemplateDocuments;
  readonly #library: TemplateLibrary;
  readonly #inventories: Inventories;

  constructor(documents: TemplateDocuments, library: TemplateLibrary, inventories: Inventories) {
    this.#documents = documents;
    this.#library = library;
    this.#inventories = inventories;
  }

  prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { range: vscode.Range; placeholder: string } {
    const { use } = this.#at(document, position);
    checkRenameable(use);
    return { range: rangeOf(document, use), placeholder: use.name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): Promise<vscode.WorkspaceEdit> {
    const template = this.#documents.parse(document);
    const { use, places } = this.#at(document, position);
    checkRenameable(use);
    checkNewName(use, newName, template, this.#documents.context(document));
    const edit = new vscode.WorkspaceEdit();
    if (use.symbol !== undefined) {
      replaceAll(edit, document, places, newName);
      return edit;
    }
    for (const each of await templatesBeside(document, this.#library, this.#documents))
      replaceAll(edit, each.document, outsideUses(each.template, use.name), newName);
    await this.#renameInInventory(document, use.name, newName, edit);
    return edit;
  }

  #at(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { use: NameUse; places: readonly SourcePosition[] } {
    const found = referencesAt(this.#documents.parse(document), document.offsetAt(position));
    if (found === undefined) throw new Error(vscode.l10n.t('There is no name here that can be renamed.'));
    return found;
  }

  async #renameInInventory(
    document: vscode.TextDocument,
    name: string,
    newName: string,
    edit: vscode.WorkspaceEdit,
  ): Promise<void> {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const inventory = (await this.#inventories.ready()).find(
      (each) => each.folder.uri.toString() === folder?.uri.toString(),
    );
    if (inventory === undefined) return;
    for (const path of inventory.files) {
      const uri = fileUri(inventory.folder, path);
      const file = await vscode.workspace.openTextDocument(uri);
      const bytes = new TextEncoder().encode(file.getText());
      for (const at of keyPlaces({ path, bytes }, name)) edit.replace(uri, rangeAt(at), newName);
    }
  }
}

function replaceAll(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  places: readonly SourcePosition[],
  newName: string,
): void {
  for (const at of places) edit.replace(uriOf(document, at.file), rangeAt(at), newName);
}
