import * as vscode from 'vscode';
import type { Feature } from '../common/feature.ts';
import type { Inventories } from '../workspace/inventories.ts';

/** Platform files in the editor: completion, hover, findings. Nothing of it is loaded before the first YAML file is opened. */
export class PlatformFilesFeature implements Feature {
  readonly #inventories: Inventories;
  #started = false;

  constructor(inventories: Inventories) {
    this.#inventories = inventories;
  }

  register(context: vscode.ExtensionContext): void {
    const start = (document: vscode.TextDocument): void => {
      if (this.#started || document.languageId !== 'yaml') return;
      this.#started = true;
      void import('./registerPlatforms.ts').then(({ registerPlatforms }) => {
        context.subscriptions.push(registerPlatforms(this.#inventories, context.extensionPath));
      });
    };
    context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(start));
    for (const document of vscode.workspace.textDocuments) start(document);
  }
}
