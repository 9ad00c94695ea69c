import * as vscode from 'vscode';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { Feature } from '../common/feature.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { fileUri } from '../workspace/workspacePaths.ts';
import { toEditorDiagnostic } from './toEditorDiagnostic.ts';

/** Findings of inventories and plugins in the Problems panel, when they are read. Templates are the language feature's. */
export class DiagnosticsFeature implements Feature {
  readonly #inventories: Inventories;

  constructor(inventories: Inventories) {
    this.#inventories = inventories;
  }

  register(context: vscode.ExtensionContext): void {
    const findings = vscode.languages.createDiagnosticCollection('showrun-inventory');
    context.subscriptions.push(
      findings,
      this.#inventories.onDidChange(() => this.#show(findings)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#showAgain(document, findings)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#showAgain(document, findings)),
    );
  }

  #showAgain({ languageId }: vscode.TextDocument, findings: vscode.DiagnosticCollection): void {
    if (languageId === 'yaml' && this.#inventories.current !== undefined) this.#show(findings);
  }

  #show(findings: vscode.DiagnosticCollection): void {
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const { folder, workspace } of this.#inventories.current ?? []) {
      for (const finding of workspace.diagnostics) {
        const uri = fileUri(folder, finding.at.file);
        if (!isShownWhileEdited(uri, finding)) add(byFile, uri, finding);
      }
    }
    findings.clear();
    findings.set([...byFile.values()]);
  }
}

/** Open platform files are looked at as they are edited. */
function isShownWhileEdited(uri: vscode.Uri, { code }: Diagnostic): boolean {
  const key = uri.toString();
  return (
    code.startsWith('platform.') &&
    vscode.workspace.textDocuments.some((document) => !document.isClosed && document.uri.toString() === key)
  );
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
