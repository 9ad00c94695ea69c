import * as vscode from 'vscode';
import { foldingOf } from '../../../core/template/services/folding.ts';
import type { TemplateDocuments } from '../templateDocuments.ts';

/** Folding of blocks, tags and comments. */
export class FoldingProvider implements vscode.FoldingRangeProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return foldingOf(this.#documents.parse(document)).map(({ from, to, kind }) => {
      const editorKind =
        kind === 'comment' ? vscode.FoldingRangeKind.Comment : vscode.FoldingRangeKind.Region;
      return new vscode.FoldingRange(from - 1, to - 1, kind === 'tag' ? undefined : editorKind);
    });
  }
}
