import * as vscode from 'vscode';
import { checkPlatformText } from '../../core/platform/services/checkPlatformText.ts';
import { Debouncer } from '../common/debouncer.ts';
import { Disposable } from '../common/disposable.ts';
import { toEditorDiagnostic } from '../diagnostics/toEditorDiagnostic.ts';
import type { ErrorPages } from '../language/errorPages.ts';
import type { Inventories } from '../workspace/inventories.ts';
import type { PlatformDocuments } from './platformDocuments.ts';

/** Quiet time after a key press before a platform file is looked at, in milliseconds. */
const typingPauseMs = 250;

/** Findings of open platform files, while they are edited. */
export class PlatformDiagnostics extends Disposable {
  readonly #documents: PlatformDocuments;
  readonly #pages: ErrorPages;
  readonly #collection = this.track(vscode.languages.createDiagnosticCollection('showrun-platforms'));
  readonly #debouncer = this.track(new Debouncer(typingPauseMs, () => this.#checkAll()));

  constructor(documents: PlatformDocuments, inventories: Inventories, pages: ErrorPages) {
    super();
    this.#documents = documents;
    this.#pages = pages;
    void pages.load().then(() => this.#checkAll());
    this.track(documents.onDidFind((document) => this.#check(document)));
    this.track(inventories.onDidChange(() => this.#debouncer.trigger()));
    this.track(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.track(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'yaml') this.#debouncer.trigger();
      }),
    );
    this.track(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)));
  }

  #checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  #check(document: vscode.TextDocument): void {
    if (document.isClosed || !this.#documents.isPlatform(document)) {
      this.#collection.delete(document.uri);
      return;
    }
    // Without the platforms around, everything that is extended would be unknown.
    if (!this.#documents.isReady) return;
    const findings = checkPlatformText(
      document.uri.fsPath,
      document.getText(),
      this.#documents.around(document),
    );
    this.#collection.set(
      document.uri,
      findings.map((finding) => this.#pages.link(toEditorDiagnostic(finding))),
    );
  }
}
