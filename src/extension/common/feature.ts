import type * as vscode from 'vscode';

/** A part of the extension. `register` is called once, at activation, and must not wait for anything. */
export interface Feature {
  register(context: vscode.ExtensionContext): void;
}
