import * as vscode from 'vscode';
import type { Secrets } from '../../api/question.ts';

/** An input box that an aborted run takes away; undefined where the person declined. */
export async function askText(
  options: Omit<vscode.InputBoxOptions, 'ignoreFocusOut'>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel);
  try {
    if (signal?.aborted === true) return undefined;
    // A password is often fetched from another window: losing the focus must not lose the question.
    return await vscode.window.showInputBox({ ...options, ignoreFocusOut: true }, source.token);
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** For whom a login is asked. */
export interface LoginQuestion {
  readonly credential: string;
  /** Known user name: then only the password is asked for. */
  readonly username?: string;
  readonly suggestedUsername?: string;
  /** The device that wants it first. */
  readonly device?: string;
}

/** Asks for user name (if it is not known) and password of a credential. Undefined where the person declined. */
export async function askLogin(question: LoginQuestion, signal?: AbortSignal): Promise<Secrets | undefined> {
  const { credential, device } = question;
  const title = vscode.l10n.t('Credential “{0}”', credential);
  const needed = device === undefined ? '' : ` ${vscode.l10n.t('First needed by {0}.', device)}`;
  const username =
    question.username ??
    (await askText(
      { title, prompt: `${vscode.l10n.t('User name.')}${needed}`, value: question.suggestedUsername ?? '' },
      signal,
    ));
  if (username === undefined || username === '') return undefined;
  const password = await askText(
    { title, prompt: `${vscode.l10n.t('Password of {0}.', username)}${needed}`, password: true },
    signal,
  );
  return password === undefined ? undefined : { username, password };
}
