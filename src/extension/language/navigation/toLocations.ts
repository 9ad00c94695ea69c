import * as vscode from 'vscode';
import type { SourcePosition } from '../../../api/diagnostic.ts';
import { fileUri } from '../../workspace/workspacePaths.ts';
import { rangeAt } from '../positions.ts';

/** Places as the editor opens them; files are relative to the folder of the document they were found from. */
export function toLocations(
  document: vscode.TextDocument,
  places: readonly SourcePosition[],
): vscode.Location[] {
  return places.map((at) => new vscode.Location(uriOf(document, at.file), rangeAt(at)));
}

/** The file that a place names. */
export function uriOf(document: vscode.TextDocument, file: string): vscode.Uri {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined) return file === document.uri.fsPath ? document.uri : vscode.Uri.file(file);
  return fileUri(folder, file);
}
