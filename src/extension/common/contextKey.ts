import * as vscode from 'vscode';
import { contextKeys } from '../manifest/contextKeys.ts';

/** A context key of the manifest that is written only when its value changes. */
export class ContextKey<T extends string | boolean> {
  readonly #name: string;
  #value: T | undefined;

  constructor(key: keyof typeof contextKeys) {
    this.#name = contextKeys[key];
  }

  set(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    void vscode.commands.executeCommand('setContext', this.#name, value);
  }
}
