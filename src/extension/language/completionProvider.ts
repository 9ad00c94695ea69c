import * as vscode from 'vscode';
import type {
  CompletionEntry,
  CompletionKind,
} from '../../core/template/services/completion/completionEntry.ts';
import { completeTemplate } from '../../core/template/services/completion/completeTemplate.ts';
import { plainText } from './plainText.ts';
import { rangeOf } from './positions.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

const kinds: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  command: vscode.CompletionItemKind.Method,
  variable: vscode.CompletionItemKind.Variable,
  local: vscode.CompletionItemKind.Variable,
  field: vscode.CompletionItemKind.Field,
  function: vscode.CompletionItemKind.Function,
  filter: vscode.CompletionItemKind.Function,
  test: vscode.CompletionItemKind.Operator,
  directive: vscode.CompletionItemKind.Property,
  keyword: vscode.CompletionItemKind.Keyword,
  value: vscode.CompletionItemKind.Value,
  device: vscode.CompletionItemKind.Constant,
  file: vscode.CompletionItemKind.File,
};

/** Characters after which a list opens by itself. */
export const completionTriggers = ['.', '|', '@', ':', '"', "'", ' ', '%', '{'];

/** Completion of commands, directives and everything inside of tags. */
export class CompletionProvider implements vscode.CompletionItemProvider {
  readonly #documents: TemplateDocuments;

  constructor(documents: TemplateDocuments) {
    this.#documents = documents;
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.CompletionItem[] | undefined {
    const template = this.#documents.parse(document);
    const list = completeTemplate(template, document.offsetAt(position), this.#documents.context(document));
    if (list === undefined) return undefined;
    const range = rangeOf(document, list.replace);
    return list.entries.map((entry) => toCompletionItem(entry, range));
  }
}

/** An entry of the core as the editor shows it. */
export function toCompletionItem(entry: CompletionEntry, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem(entry.label, kinds[entry.kind]);
  item.range = range;
  item.sortText = `${String(entry.rank ?? 5)}${entry.label}`;
  if (entry.detail !== undefined) item.detail = entry.detail;
  if (entry.documentation !== undefined || entry.example !== undefined) {
    const text = new vscode.MarkdownString().appendMarkdown(documentationOf(entry));
    if (entry.example !== undefined) text.appendCodeblock(entry.example, 'showrun-cmds');
    item.documentation = text;
  }
  if (entry.insert !== undefined)
    item.insertText = entry.snippet === true ? new vscode.SnippetString(entry.insert) : entry.insert;
  // What ends with a colon or a blank goes on with a value at once.
  if (/[: ]$/.test(entry.insert ?? entry.label))
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

/** A paragraph for each line. */
function documentationOf({ documentation = '' }: CompletionEntry): string {
  return documentation.split('\n').map(plainText).join('\n\n');
}
