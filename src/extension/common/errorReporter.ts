import * as vscode from 'vscode';
import { isErrorInfo } from '../../api/diagnostic.ts';
import type { Logger } from '../../api/ports.ts';
import { commands } from '../manifest/commands.ts';

/** Puts failures of commands in front of the user: what happened, what to do, and a way to the log. */
export class ErrorReporter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Logs and shows an error. Cancellation is neither. Does not wait for the user. */
  report(error: unknown): void {
    if (isCancellation(error)) return;
    const expected = isErrorInfo(error) && error.code !== 'internal' && isShowrunCode(error.code);
    const message = isErrorInfo(error) || error instanceof Error ? error.message : String(error);
    const hint = isErrorInfo(error) && error.hint !== undefined ? ` ${error.hint}` : '';
    this.#logger.error(expected ? `${message}${hint} [${error.code}]` : stackOf(error));
    const text = expected ? `${message}${hint}` : vscode.l10n.t('Showrun failed unexpectedly: {0}', message);
    const showLog = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(text, showLog).then((choice) => {
      if (choice === showLog) void vscode.commands.executeCommand(commands.showLog.id);
    });
  }
}

/** True for what aborted signals and cancelled tokens throw. */
export function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}

/** Codes of the project have a dot in them (`filter.unknown-field`); those of the system do not (`ENOENT`). */
function isShowrunCode(code: string): boolean {
  return code.includes('.');
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
