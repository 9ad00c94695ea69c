import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';

/** Workspace folders on a disk: runs are kept in them, and the executor can write there. */
export function diskFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
}

/** Where the run folders of a workspace folder are: `.showrun/runs`. */
export function runsFolderOf(folder: vscode.WorkspaceFolder): string {
  return join(folder.uri.fsPath, '.showrun', 'runs');
}

/** The file that a finding or a plan names: relative to its workspace folder, or absolute. */
export function fileUri(folder: vscode.WorkspaceFolder, path: string): vscode.Uri {
  return isAbsolute(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(folder.uri, path);
}

/** A path relative to its folder with forward slashes, as findings and plans name files. */
export function relativePath(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
  return uri.path.startsWith(root) ? uri.path.slice(root.length) : uri.fsPath;
}

/** A path from a setting: `~` is the home folder, relative ones start at `base`. */
export function settingPath(path: string, base: string): string {
  if (path === '~' || path.startsWith('~/') || path.startsWith('~\\')) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : join(base, path);
}
