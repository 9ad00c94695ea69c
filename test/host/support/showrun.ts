import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ShowrunExports } from '../../../src/extension/api/extensionApi.ts';

/** The exports of the extension under test, activated. */
export async function showrun(): Promise<ShowrunExports> {
  const extension = vscode.extensions.getExtension<ShowrunExports>('showrun.showrun');
  assert.ok(extension, 'The extension is not there.');
  return await extension.activate();
}

/** The folder that is open. */
export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'No folder is open.');
  return folder;
}

/** Writes a file of the workspace. */
export async function writeFile(path: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(workspaceFolder().uri, path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Text of a file. */
export async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
