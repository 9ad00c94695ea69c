import * as vscode from 'vscode';
import { hoverTemplate } from '../../core/template/services/hoverTemplate.ts';
import { plainText } from './plainText.ts';
import { rangeOf } from './positions.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

/** Hovers: values over the ticked devices (all, where none is ticked), meanings of everything else. */
export class HoverProvider implements vscode.HoverProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const template = this.#documents.parse(document);
    const context = this.#documents.selectedContext(document);
    const info = hoverTemplate(template, document.offsetAt(position), context);
    if (info === undefined) return undefined;
    const text = new vscode.MarkdownString();
    text.appendCodeblock(info.title, 'plaintext');
    for (const paragraph of info.paragraphs) text.appendMarkdown(`${plainText(paragraph)}\n\n`);
    for (const { value, devices } of info.rows ?? [])
      text.appendMarkdown(`- ${plainText(`${value} — ${devices}`)}
`);
    if (info.example !== undefined) text.appendCodeblock(info.example, 'showrun-cmds');
    return new vscode.Hover(text, rangeOf(document, info.range));
  }
}
