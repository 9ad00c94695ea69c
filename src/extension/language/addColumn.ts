import * as vscode from 'vscode';
import { delimiterOf } from '../../core/inventory/csv/delimiterOf.ts';
import { scanRecords } from '../../core/inventory/csv/scanRecords.ts';
import { isSecretName } from '../../core/inventory/secretName.ts';
import type { FolderInventory } from '../workspace/inventories.ts';
import { fileUri } from '../workspace/workspacePaths.ts';

/** Adds an empty column to every CSV file of an inventory; undefined where there is none, or the name is that of a secret. */
export async function addColumn(
  { folder, files }: FolderInventory,
  name: string,
): Promise<vscode.WorkspaceEdit | undefined> {
  const tables = files.filter((path) => !/\.ya?ml$/i.test(path));
  if (tables.length === 0 || isSecretName(name)) return undefined;
  const edit = new vscode.WorkspaceEdit();
  for (const path of tables) {
    const uri = fileUri(folder, path);
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    const delimiter = delimiterOf(text);
    const { records } = scanRecords(text, delimiter);
    for (const [index, { cells }] of records.entries()) {
      const line = (cells.at(-1)?.endLine ?? 1) - 1;
      const end = document.lineAt(line).range.end;
      edit.insert(uri, end, delimiter + (index === 0 ? name : ''));
    }
  }
  return edit;
}
