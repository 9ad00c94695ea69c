import * as vscode from 'vscode';
import { outlineOf, type OutlineEntry } from '../../../core/template/services/outline.ts';
import { rangeOf } from '../positions.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';

const kinds: Readonly<Record<OutlineEntry['kind'], vscode.SymbolKind>> = {
  block: vscode.SymbolKind.Module,
  macro: vscode.SymbolKind.Function,
  variable: vscode.SymbolKind.Variable,
};

/** The outline: blocks, with the macros and variables in them. */
export class SymbolProvider implements vscode.DocumentSymbolProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return outlineOf(this.#documents.parse(document)).map((entry) => toSymbol(document, entry));
  }
}

function toSymbol(document: vscode.TextDocument, entry: OutlineEntry): vscode.DocumentSymbol {
  const { name, kind, range, selection, children } = entry;
  const symbol = new vscode.DocumentSymbol(
    name,
    '',
    kinds[kind],
    rangeOf(document, range),
    rangeOf(document, selection),
  );
  symbol.children = children.map((child) => toSymbol(document, child));
  return symbol;
}
