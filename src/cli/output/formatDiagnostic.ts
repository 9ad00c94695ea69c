import { printable } from '../../core/text/printable.ts';
import type { Diagnostic } from '../../api/diagnostic.ts';

/** `file:line:column: error: message [code]`, the form that editors and CI systems recognise. */
export function formatDiagnostic(finding: Diagnostic): string {
  const { file, line, column } = finding.at;
  return `${printable(file)}:${line}:${column}: ${finding.severity}: ${printable(finding.message)} [${finding.code}]\n`;
}
