import * as vscode from 'vscode';
import type { Diagnostic } from '../../api/diagnostic.ts';
import { checkTemplate } from '../../core/template/services/diagnostics/checkTemplate.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { addColumn } from './addColumn.ts';
import { rangeAt } from './positions.ts';
import type { TemplateDocuments } from './templateDocuments.ts';

const variableCodes = new Set(['language.unknown-variable', 'language.missing-variable']);

/** Quick fixes: did you mean, a default, a question, a column of the inventory, quotes. */
export class CodeActions implements vscode.CodeActionProvider {
  readonly #documents: TemplateDocuments;
  readonly #inventories: Inventories;

  constructor(documents: TemplateDocuments, inventories: Inventories) {
    this.#documents = documents;
    this.#inventories = inventories;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const findings = checkTemplate(this.#documents.parse(document), this.#documents.context(document));
    const here = findings.filter(({ at }) => rangeAt(at).intersection(range) !== undefined);
    const actions: vscode.CodeAction[] = [];
    for (const finding of here) {
      const shown = diagnostics.filter((each) => each.range.isEqual(rangeAt(finding.at)));
      for (const action of [...fixesFor(document, finding), ...(await this.#column(document, finding))]) {
        action.diagnostics = shown;
        actions.push(action);
      }
    }
    return actions;
  }

  async #column(document: vscode.TextDocument, finding: Diagnostic): Promise<vscode.CodeAction[]> {
    if (finding.code !== 'language.unknown-variable') return [];
    const name = document.getText(rangeAt(finding.at));
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const inventory = (this.#inventories.current ?? []).find(
      (each) => each.folder.uri.toString() === folder?.uri.toString(),
    );
    const edit = inventory === undefined ? undefined : await addColumn(inventory, name);
    if (edit === undefined) return [];
    return [fix(vscode.l10n.t('Add the column “{0}” to the inventory', name), edit)];
  }
}

function fixesFor(document: vscode.TextDocument, finding: Diagnostic): vscode.CodeAction[] {
  const range = rangeAt(finding.at);
  const text = document.getText(range);
  const actions: vscode.CodeAction[] = [];
  if (finding.replacement !== undefined) {
    const action = fix(
      vscode.l10n.t('Change to “{0}”', finding.replacement),
      replacing(document, range, finding.replacement),
    );
    action.isPreferred = true;
    actions.push(action);
  }
  if (!variableCodes.has(finding.code)) return actions;
  const behind = inserting(document, range.end, ' | default("")');
  actions.push(fix(vscode.l10n.t('Add a default'), behind));
  if (finding.code === 'language.unknown-variable') {
    const ask = inserting(document, new vscode.Position(0, 0), `# @ask ${text} "${text}"\n`);
    actions.push(
      fix(vscode.l10n.t('Ask for “{0}” once per run', text), ask),
      fix(vscode.l10n.t('Quote: the text "{0}"', text), replacing(document, range, JSON.stringify(text))),
    );
  }
  return actions;
}

function fix(title: string, edit: vscode.WorkspaceEdit): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  return action;
}

function replacing(document: vscode.TextDocument, range: vscode.Range, text: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  return edit;
}

function inserting(document: vscode.TextDocument, at: vscode.Position, text: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, text);
  return edit;
}
