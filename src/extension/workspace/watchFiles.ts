import * as vscode from 'vscode';

/** Calls back for every file of a folder that comes, goes or changes and fits the pattern, until the watcher is disposed of. */
export function watchFiles(
  folder: vscode.WorkspaceFolder,
  pattern: string,
  onChange: () => void,
): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, pattern));
  watcher.onDidCreate(onChange);
  watcher.onDidChange(onChange);
  watcher.onDidDelete(onChange);
  return watcher;
}
