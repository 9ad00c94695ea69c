import * as vscode from 'vscode';
import { hoverTemplate } from '../../core/template/services/hoverTemplate.ts';
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
    text.appendCodeblock(info.title, 'showrun-cmds-expression');
    for (const paragraph of info.paragraphs) text.appendText(paragraph).appendMarkdown('\n\n');
    for (const { value, devices } of info.rows ?? [])
      text
        .appendMarkdown('- ')
        .appendText(oneLine(`${value}  —  ${devices}`))
        .appendMarkdown('\n');
    if (info.example !== undefined) text.appendCodeblock(info.example, 'showrun-cmds');
    return new vscode.Hover(text, rangeOf(document, info.range));
  }
}

/** Values come from inventories: a line break in one must not break the list. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
