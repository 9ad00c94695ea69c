import * as vscode from 'vscode';
import type { SourcePosition } from '../../api/diagnostic.ts';
import type { Range } from '../../core/template/syntax/nodes.ts';

/** Offsets as the editor's range. */
export function rangeOf(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** A place of a finding as the editor's range; empty where it has no end. */
export function rangeAt({ line, column, endLine, endColumn }: SourcePosition): vscode.Range {
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  if (endColumn === undefined) return new vscode.Range(start, start);
  return new vscode.Range(
    start,
    new vscode.Position(Math.max(0, (endLine ?? line) - 1), Math.max(0, endColumn - 1)),
  );
}
