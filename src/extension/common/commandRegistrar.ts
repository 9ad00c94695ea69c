import * as vscode from 'vscode';
import { commands, type CommandName } from '../manifest/commands.ts';
import type { ErrorReporter } from './errorReporter.ts';

/** What a command does. Arguments come from menus, key bindings and other extensions: nothing about them is certain. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** Registers commands by the names of the manifest's table; what they throw is shown to the user. */
export class CommandRegistrar {
  readonly #errors: ErrorReporter;

  constructor(errors: ErrorReporter) {
    this.#errors = errors;
  }

  register(name: CommandName, handler: CommandHandler): vscode.Disposable {
    return vscode.commands.registerCommand(commands[name].id, async (...args: unknown[]) => {
      try {
        return await handler(...args);
      } catch (error) {
        this.#errors.report(error);
        return undefined;
      }
    });
  }
}
