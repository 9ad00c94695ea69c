import type * as vscode from 'vscode';
import { definitionsAt } from '../../../core/template/services/symbols/definitions.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';
import { toLocations } from './toLocations.ts';

/** Go to definition: cells and keys of the inventory, `{% set %}`, macros, includes. */
export class DefinitionProvider implements vscode.DefinitionProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.Location[] {
    const template = this.#documents.parse(document);
    const offset = document.offsetAt(position);
    return toLocations(document, definitionsAt(template, offset, this.#documents.selectedContext(document)));
  }
}
