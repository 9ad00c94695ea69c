import type * as vscode from 'vscode';
import { Disposable } from '../common/disposable.ts';
import { compareNames } from '../devices/groupDevices.ts';
import { MatchingFiles } from '../workspace/matchingFiles.ts';
import { diskFolders, relativePath } from '../workspace/workspacePaths.ts';

/** A command template of a workspace folder. */
export interface TemplateFile {
  readonly folder: vscode.WorkspaceFolder;
  readonly uri: vscode.Uri;
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  readonly name: string;
}

/** The templates of all workspace folders. */
export class TemplateLibrary extends Disposable {
  readonly #files = this.track(new MatchingFiles('templates.files'));

  /** Fires when templates came, changed or went. */
  readonly onDidChange = this.#files.onDidChange;

  /** All templates, by folder and path. */
  async list(): Promise<TemplateFile[]> {
    const lists = await Promise.all(
      diskFolders().map(async (folder) => {
        const uris = await this.#files.find(folder);
        return uris
          .map((uri) => templateFile(folder, uri))
          .sort((left, right) => compareNames(left.path, right.path));
      }),
    );
    return lists.flat();
  }
}

/** A file of a workspace folder as a template. */
export function templateFile(folder: vscode.WorkspaceFolder, uri: vscode.Uri): TemplateFile {
  const path = relativePath(folder, uri);
  return { folder, uri, path, name: path.slice(path.lastIndexOf('/') + 1) };
}
