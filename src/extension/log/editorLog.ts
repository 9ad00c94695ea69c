import * as vscode from 'vscode';
import type { Logger } from '../../api/ports.ts';
import type { Redactor } from '../../core/redact/redactor.ts';

/** The log of the extension, behind the redactor. The channel is made at the first line. */
export class EditorLog implements Logger {
  readonly #redactor: Redactor;
  #channel: vscode.LogOutputChannel | undefined;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  trace(message: string): void {
    this.#log().trace(this.#redactor.redact(message));
  }

  debug(message: string): void {
    this.#log().debug(this.#redactor.redact(message));
  }

  info(message: string): void {
    this.#log().info(this.#redactor.redact(message));
  }

  warn(message: string): void {
    this.#log().warn(this.#redactor.redact(message));
  }

  error(message: string): void {
    this.#log().error(this.#redactor.redact(message));
  }

  show(): void {
    this.#log().show(true);
  }

  dispose(): void {
    this.#channel?.dispose();
  }

  #log(): vscode.LogOutputChannel {
    this.#channel ??= vscode.window.createOutputChannel('Showrun', { log: true });
    return this.#channel;
  }
}
