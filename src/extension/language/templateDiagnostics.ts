import * as vscode from 'vscode';
import { checkTemplate } from '../../core/template/services/diagnostics/checkTemplate.ts';
import { Debouncer } from '../common/debouncer.ts';
import { Disposable } from '../common/disposable.ts';
import { toEditorDiagnostic } from '../diagnostics/toEditorDiagnostic.ts';
import type { ErrorPages } from './errorPages.ts';
import { isTemplate } from './isTemplate.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

/** Quiet time after a key press before a template is looked at, in milliseconds. */
const typingPauseMs = 250;

/** Findings of open templates, while they are edited and when devices change. */
export class TemplateDiagnostics extends Disposable {
  readonly #documents: TemplateDocuments;
  readonly #pages: ErrorPages;
  readonly #collection = this.track(vscode.languages.createDiagnosticCollection('showrun-templates'));
  readonly #debouncer = this.track(new Debouncer(typingPauseMs, () => this.#checkAll()));

  constructor(documents: TemplateDocuments, pages: ErrorPages) {
    super();
    this.#documents = documents;
    this.#pages = pages;
    this.track(documents.onDidChange(() => this.#debouncer.trigger()));
    this.track(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.track(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isTemplate(document)) this.#debouncer.trigger();
      }),
    );
    this.track(vscode.workspace.onDidCloseTextDocument((document) => this.#collection.delete(document.uri)));
    this.#checkAll();
  }

  #checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  #check(document: vscode.TextDocument): void {
    if (!isTemplate(document) || document.isClosed) return;
    const findings = checkTemplate(this.#documents.parse(document), this.#documents.context(document));
    this.#collection.set(
      document.uri,
      findings.map((finding) => this.#pages.link(toEditorDiagnostic(finding))),
    );
  }
}
