import * as vscode from 'vscode';
import { formatTemplate } from '../../core/template/services/formatting/formatTemplate.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

/** Formatting of whole templates; a template with a syntax error stays as it is. */
export class FormattingProvider implements vscode.DocumentFormattingEditProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideDocumentFormattingEdits(document: vscode.TextDocument): vscode.TextEdit[] {
    const template = this.#documents.parse(document);
    const text = formatTemplate(template);
    if (text === template.text) return [];
    const all = new vscode.Range(document.positionAt(0), document.positionAt(template.text.length));
    return [vscode.TextEdit.replace(all, text)];
  }
}
