import * as vscode from 'vscode';
import { ErrorPages } from '../language/errorPages.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { PlatformDiagnostics } from './platformDiagnostics.ts';
import { PlatformDocuments, platformSelector } from './platformDocuments.ts';
import {
  PlatformCodeActions,
  PlatformCompletionProvider,
  PlatformHoverProvider,
  platformTriggers,
} from './platformProviders.ts';

/** Registers what editing a platform file needs. Called when the first YAML file is opened. */
export function registerPlatforms(inventories: Inventories, extensionPath: string): vscode.Disposable {
  const documents = new PlatformDocuments(inventories);
  const { languages } = vscode;
  return vscode.Disposable.from(
    documents,
    new PlatformDiagnostics(documents, inventories, new ErrorPages(extensionPath)),
    languages.registerCompletionItemProvider(
      platformSelector,
      new PlatformCompletionProvider(documents),
      ...platformTriggers,
    ),
    languages.registerHoverProvider(platformSelector, new PlatformHoverProvider(documents)),
    languages.registerCodeActionsProvider(platformSelector, new PlatformCodeActions(documents), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    // Platforms are read once; who saves one of those that are in use wants the next run to have it.
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (documents.isPlatform(document) && isInUse(document, inventories)) void inventories.reloadAll();
    }),
  );
}

function isInUse({ uri }: vscode.TextDocument, inventories: Inventories): boolean {
  const path = uri.fsPath.replaceAll('\\', '/');
  return inventories.pluginRoots().some((root) => path.startsWith(`${root.replaceAll('\\', '/')}/`));
}
