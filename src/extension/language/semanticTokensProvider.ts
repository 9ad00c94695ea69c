import * as vscode from 'vscode';
import {
  semanticKinds,
  semanticModifiers,
  semanticTokens,
} from '../../core/template/services/semanticTokens.ts';
import { rangeOf } from './positions.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

/** Kinds and modifiers of names; the manifest gives the ones of its own a colour. */
export const semanticLegend = new vscode.SemanticTokensLegend([...semanticKinds], [...semanticModifiers]);

/** Colours names by where their value comes from, and marks what devices do not have. */
export class SemanticTokensProvider implements vscode.DocumentSemanticTokensProvider {
  readonly #documents: TemplateDocuments;
  readonly onDidChangeSemanticTokens: vscode.Event<void>;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
    this.onDidChangeSemanticTokens = documents.onDidChange;
  }

  provideDocumentSemanticTokens(document: vscode.TextDocument): vscode.SemanticTokens {
    const builder = new vscode.SemanticTokensBuilder(semanticLegend);
    const template = this.#documents.parse(document);
    for (const token of semanticTokens(template, this.#documents.context(document)))
      builder.push(rangeOf(document, token), token.kind, [...token.modifiers]);
    return builder.build();
  }
}
