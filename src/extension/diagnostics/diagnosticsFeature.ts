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
    );
  }

  #show(findings: vscode.DiagnosticCollection): void {
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const { folder, workspace } of this.#inventories.current ?? []) {
      for (const finding of workspace.diagnostics) add(byFile, fileUri(folder, finding.at.file), finding);
    }
    findings.clear();
    findings.set([...byFile.values()]);
  }
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
