import type { Diagnostic, Severity, SourcePosition } from '../../api/diagnostic.ts';

/** Collects findings about inventory files, each once: a wrong default is met again in every device that inherits it. */
export class DiagnosticList {
  readonly items: Diagnostic[] = [];
  readonly #said = new Set<string>();

  add(
    severity: Severity,
    code: `inventory.${string}`,
    at: SourcePosition,
    message: string,
    replacement?: string,
  ): void {
    const key = `${code} ${at.file} ${String(at.line)}:${String(at.column)} ${message}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.items.push({ code, severity, message, at, ...(replacement === undefined ? {} : { replacement }) });
  }

  error(code: `inventory.${string}`, at: SourcePosition, message: string, replacement?: string): void {
    this.add('error', code, at, message, replacement);
  }

  /** Says something once per file, at its first place. */
  once(severity: Severity, code: `inventory.${string}`, at: SourcePosition, message: string): void {
    const key = `${code} ${at.file}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.add(severity, code, at, message);
  }
}
