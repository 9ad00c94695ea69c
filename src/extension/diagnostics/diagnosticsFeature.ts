import * as vscode from 'vscode';
import type { Diagnostic } from '../../api/diagnostic.ts';
import { Debouncer } from '../common/debouncer.ts';
import type { Feature } from '../common/feature.ts';
import { languageIds } from '../manifest/languages.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { fileUri, relativePath } from '../workspace/workspacePaths.ts';
import { toEditorDiagnostic } from './toEditorDiagnostic.ts';

/** Quiet time after a key press before a template is looked at, in milliseconds. */
const typingPauseMs = 300;

/** Findings in the Problems panel: inventories and plugins when they are read, templates while they are edited. */
export class DiagnosticsFeature implements Feature {
  readonly #inventories: Inventories;
  #inventoryFindings: vscode.DiagnosticCollection | undefined;
  #templateFindings: vscode.DiagnosticCollection | undefined;

  constructor(inventories: Inventories) {
    this.#inventories = inventories;
  }

  register(context: vscode.ExtensionContext): void {
    this.#inventoryFindings = vscode.languages.createDiagnosticCollection('showrun-inventory');
    this.#templateFindings = vscode.languages.createDiagnosticCollection('showrun-templates');
    const debouncer = new Debouncer(typingPauseMs, () => this.#checkVisible());
    context.subscriptions.push(
      this.#inventoryFindings,
      this.#templateFindings,
      debouncer,
      this.#inventories.onDidChange(() => this.#showInventories()),
      vscode.workspace.onDidOpenTextDocument((document) => void this.#checkTemplate(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isTemplate(document)) debouncer.trigger();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#templateFindings?.delete(document.uri)),
    );
    this.#checkVisible();
  }

  #showInventories(): void {
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const { folder, workspace } of this.#inventories.current ?? []) {
      for (const finding of workspace.diagnostics) add(byFile, fileUri(folder, finding.at.file), finding);
    }
    this.#inventoryFindings?.clear();
    this.#inventoryFindings?.set([...byFile.values()]);
  }

  #checkVisible(): void {
    for (const document of vscode.workspace.textDocuments) void this.#checkTemplate(document);
  }

  async #checkTemplate(document: vscode.TextDocument): Promise<void> {
    if (!isTemplate(document)) return;
    const { parseTemplate } = await import('../../core/template/parseTemplate.ts');
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const path = folder === undefined ? document.uri.fsPath : relativePath(folder, document.uri);
    const { diagnostics } = parseTemplate({ path, text: document.getText() });
    if (!document.isClosed) this.#templateFindings?.set(document.uri, diagnostics.map(toEditorDiagnostic));
  }
}

function isTemplate(document: vscode.TextDocument): boolean {
  return document.languageId === languageIds.template && document.uri.scheme !== 'git';
}

function add(
  byFile: Map<string, [vscode.Uri, vscode.Diagnostic[]]>,
  uri: vscode.Uri,
  finding: Diagnostic,
): void {
  const entry = byFile.get(uri.toString());
  if (entry === undefined) byFile.set(uri.toString(), [uri, [toEditorDiagnostic(finding)]]);
  else entry[1].push(toEditorDiagnostic(finding));
}
