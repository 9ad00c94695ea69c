import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { diskFolders } from '../workspace/workspacePaths.ts';
import { filePathOf, parseOutputPath } from './outputUri.ts';

/**
 * Shows outputs straight from run folders, read-only. Only files in `.showrun/runs` of an opened folder can be reached,
 * whatever an address says.
 */
export class OutputFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

  readonly onDidChangeFile = this.#changed.event;

  watch(uri: vscode.Uri): vscode.Disposable {
    const file = fileOf(uri);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), baseName(file));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = (type: vscode.FileChangeType) => (): void => this.#changed.fire([{ type, uri }]);
    watcher.onDidChange(tell(vscode.FileChangeType.Changed));
    watcher.onDidCreate(tell(vscode.FileChangeType.Created));
    watcher.onDidDelete(tell(vscode.FileChangeType.Deleted));
    return watcher;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const stat = await vscode.workspace.fs.stat(fileOf(uri));
    return { ...stat, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    // Straight from the disk: through the editor, each byte would pass this process three times.
    return await readFile(fileOf(uri).fsPath).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? vscode.FileSystemError.FileNotFound(uri)
        : error;
    });
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw readOnly(uri);
  }

  writeFile(uri: vscode.Uri): void {
    throw readOnly(uri);
  }

  delete(uri: vscode.Uri): void {
    throw readOnly(uri);
  }

  rename(uri: vscode.Uri): void {
    throw readOnly(uri);
  }
}

/** The file that an address stands for. Throws `FileNotFound` for whatever is not an output of an opened folder. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  const path = filePathOf(uri.path);
  const place = parseOutputPath(path);
  const folder = diskFolders().find((each) => each.uri.path.replace(/\/$/, '') === place?.workspacePath);
  if (folder === undefined) throw vscode.FileSystemError.FileNotFound(uri);
  return folder.uri.with({ path });
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function readOnly(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(uri);
}
