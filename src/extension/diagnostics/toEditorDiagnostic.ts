import * as vscode from 'vscode';
import type { Diagnostic, Severity } from '../../api/diagnostic.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A finding as the Problems panel shows it. Without an end, the word at the place is marked. */
export function toEditorDiagnostic(finding: Diagnostic): vscode.Diagnostic {
  const { line, column, endLine, endColumn } = finding.at;
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  const end =
    endColumn === undefined
      ? start
      : new vscode.Position(Math.max(0, (endLine ?? line) - 1), Math.max(0, endColumn - 1));
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(start, end),
    finding.message,
    severities[finding.severity],
  );
  diagnostic.source = 'Showrun';
  diagnostic.code = finding.code;
  return diagnostic;
}
