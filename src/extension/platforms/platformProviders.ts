import * as vscode from 'vscode';
import type { Diagnostic } from '../../api/diagnostic.ts';
import { checkPlatformText } from '../../core/platform/services/checkPlatformText.ts';
import {
  completePlatformFile,
  type PlatformEntry,
} from '../../core/platform/services/completePlatformFile.ts';
import { hoverPlatformFile } from '../../core/platform/services/hoverPlatformFile.ts';
import { plainText } from '../language/plainText.ts';
import { rangeAt, rangeOf } from '../language/positions.ts';
import type { PlatformDocuments } from './platformDocuments.ts';

/** Characters after which a list opens by itself. */
export const platformTriggers = [' ', '{', '-'];

/** Keys, fixed values, modes and platforms to extend. */
export class PlatformCompletionProvider implements vscode.CompletionItemProvider {
  readonly #documents: PlatformDocuments;

  constructor(documents: PlatformDocuments) {
    this.#documents = documents;
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.CompletionItem[] | undefined {
    if (!this.#documents.isPlatform(document)) return undefined;
    const around = this.#documents.around(document);
    const found = completePlatformFile(document.getText(), document.offsetAt(position), around);
    if (found === undefined) return undefined;
    const range = rangeOf(document, found);
    return found.entries.map((entry, index) => toItem(entry, range, index));
  }
}

function toItem(entry: PlatformEntry, range: vscode.Range, index: number): vscode.CompletionItem {
  const kind = entry.kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value;
  const item = new vscode.CompletionItem(entry.label, kind);
  item.range = range;
  item.insertText = entry.insert;
  // In the order of the schema, which is that of the guide.
  item.sortText = String(index).padStart(4, '0');
  if (entry.detail !== undefined) item.detail = entry.detail;
  if (entry.documentation !== undefined)
    item.documentation = new vscode.MarkdownString(plainText(entry.documentation));
  // What may stand behind the key is offered at once.
  if (entry.insert.endsWith(' ')) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

/** What a key means and takes. */
export class PlatformHoverProvider implements vscode.HoverProvider {
  readonly #documents: PlatformDocuments;

  constructor(documents: PlatformDocuments) {
    this.#documents = documents;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!this.#documents.isPlatform(document)) return undefined;
    const found = hoverPlatformFile(document.getText(), document.offsetAt(position));
    if (found === undefined) return undefined;
    const text = new vscode.MarkdownString();
    text.appendCodeblock(found.kind === '' ? found.title : `${found.title}: ${found.kind}`, 'plaintext');
    if (found.description !== undefined) text.appendMarkdown(plainText(found.description));
    return new vscode.Hover(text, rangeOf(document, found));
  }
}

/** Quick fixes: did you mean. */
export class PlatformCodeActions implements vscode.CodeActionProvider {
  readonly #documents: PlatformDocuments;

  constructor(documents: PlatformDocuments) {
    this.#documents = documents;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    if (!this.#documents.isPlatform(document)) return [];
    const around = this.#documents.around(document);
    const findings = checkPlatformText(document.uri.fsPath, document.getText(), around);
    return findings
      .filter(({ at }) => rangeAt(at).intersection(range) !== undefined)
      .flatMap((finding) => fixOf(document, finding, diagnostics));
  }
}

function fixOf(
  document: vscode.TextDocument,
  { at, replacement }: Diagnostic,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const range = rangeAt(at);
  if (replacement === undefined || range.isEmpty) return [];
  const title = vscode.l10n.t('Change to “{0}”', replacement);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, range, replacement);
  action.isPreferred = true;
  action.diagnostics = diagnostics.filter((each) => each.range.isEqual(range));
  return [action];
}
