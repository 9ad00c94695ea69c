import * as vscode from 'vscode';
import { templateLinks } from '../../../core/template/services/templateLinks.ts';
import { rangeOf } from '../positions.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';
import { uriOf } from './toLocations.ts';

/** Links to included and imported templates. */
export class LinkProvider implements vscode.DocumentLinkProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const { loader } = this.#documents.context(document);
    return templateLinks(this.#documents.parse(document)).flatMap((link) => {
      const path = link.paths.find((each) => loader?.load(each) !== undefined);
      if (path === undefined) return [];
      return [new vscode.DocumentLink(rangeOf(document, link), uriOf(document, path))];
    });
  }
}
