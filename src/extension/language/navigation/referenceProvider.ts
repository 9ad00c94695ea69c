import type * as vscode from 'vscode';
import { definitionsAt } from '../../../core/template/services/symbols/definitions.ts';
import { outsideUses, referencesAt } from '../../../core/template/services/symbols/references.ts';
import type { TemplateLibrary } from '../../templates/templateLibrary.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';
import { toLocations } from './toLocations.ts';
import { templatesBeside } from './workspaceTemplates.ts';

/** Find references: a name of the template in it, a variable of the inventory in all templates of the folder. */
export class ReferenceProvider implements vscode.ReferenceProvider {
  readonly #documents: TemplateDocuments;
  readonly #library: TemplateLibrary;

  constructor(documents: TemplateDocuments, library: TemplateLibrary) {
    this.#documents = documents;
    this.#library = library;
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
  ): Promise<vscode.Location[]> {
    const template = this.#documents.parse(document);
    const offset = document.offsetAt(position);
    const found = referencesAt(template, offset);
    if (found === undefined) return [];
    if (found.use.symbol !== undefined) return toLocations(document, found.places);
    const all = await templatesBeside(document, this.#library, this.#documents);
    const uses = all.flatMap((each) =>
      toLocations(each.document, outsideUses(each.template, found.use.name)),
    );
    if (!includeDeclaration) return uses;
    const cells = definitionsAt(template, offset, this.#documents.context(document));
    return [...uses, ...toLocations(document, cells)];
  }
}
