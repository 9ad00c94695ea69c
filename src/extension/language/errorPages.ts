import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Where the guide explains each code, for the links in the Problems panel. */
export class ErrorPages {
  readonly #file: string;
  #lines: ReadonlyMap<string, number> = new Map();

  constructor(extensionPath: string) {
    this.#file = join(extensionPath, 'docs', 'errors.md');
  }

  /** Reads the guide once; without it codes have no links. */
  async load(): Promise<void> {
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    const rows = text
      .split('\n')
      .map((line, index) => [/^\| `([a-z-]+\.[a-z0-9-]+)`/.exec(line)?.[1], index + 1] as const);
    this.#lines = new Map(
      rows.flatMap(([code, line]) => (code === undefined ? [] : [[code, line] as const])),
    );
  }

  /** Gives a diagnostic's code a link to its row. */
  link(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
    const { code } = diagnostic;
    const line = typeof code === 'string' ? this.#lines.get(code) : undefined;
    if (line === undefined || typeof code !== 'string') return diagnostic;
    const target = vscode.Uri.file(this.#file).with({ fragment: `L${String(line)}` });
    diagnostic.code = { value: code, target };
    return diagnostic;
  }
}
