import * as vscode from 'vscode';
import type { FolderInventory, Inventories } from '../../workspace/inventories.ts';
import { relativePath } from '../../workspace/workspacePaths.ts';

/** Files that can be inventories; the providers look closer. */
export const inventorySelector: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/*.{csv,yaml,yml,txt}' },
];

/** The inventory that a document is a file of; undefined for any other CSV or YAML file. */
export function inventoryOf(
  inventories: Inventories,
  document: vscode.TextDocument,
): (FolderInventory & { readonly path: string }) | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined) return undefined;
  const path = relativePath(folder, document.uri);
  const found = (inventories.current ?? []).find(
    (each) => each.folder.uri.toString() === folder.uri.toString() && each.files.includes(path),
  );
  return found === undefined ? undefined : { ...found, path };
}
