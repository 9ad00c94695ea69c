import * as vscode from 'vscode';
import type { Answer, Prompter, Question, Secrets } from '../../api/question.ts';
import type { Redactor } from '../../core/redact/redactor.ts';
import { Turns } from '../common/turns.ts';
import type { HostKeyQuestions } from '../hostKeys/hostKeyQuestions.ts';
import { askLogin, askText } from './askSecrets.ts';
import type { CredentialStore } from './credentialStore.ts';
import type { RunSecrets } from './runSecrets.ts';

/** Where answers come from, in this order: the demo lab, the secret store, the person. */
export interface PrompterSources {
  readonly store: CredentialStore;
  readonly runSecrets: RunSecrets;
  readonly hostKeys: HostKeyQuestions;
  readonly redactor: Redactor;
  /** The demo lab's login for its own credential; undefined for all others. */
  readonly labSecrets: (credential: string) => Secrets | undefined;
}

type Of<K extends Question['kind']> = Question & { readonly kind: K };

/** Answers the executor's questions. Each thing is asked once, one question at a time, and whatever comes in is masked in the log. */
export class EditorPrompter implements Prompter {
  readonly #sources: PrompterSources;
  readonly #turns = new Turns();

  constructor(sources: PrompterSources) {
    this.#sources = sources;
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    switch (question.kind) {
      case 'host-key':
        return {
          kind: question.kind,
          accept: (await this.#sources.hostKeys.ask([question], signal))[0] === true,
        };
      case 'host-keys':
        return { kind: question.kind, accept: await this.#sources.hostKeys.ask(question.entries, signal) };
      case 'credential':
        return { kind: 'credential', secrets: await this.#credential(question, signal) };
      case 'enable-secret':
        return { kind: question.kind, text: await this.#enableSecret(question, signal) };
      case 'key-passphrase':
        return { kind: question.kind, text: await this.#passphrase(question, signal) };
      case 'prompt':
        return { kind: question.kind, text: await this.#prompt(question, signal) };
    }
  }

  async #credential(question: Of<'credential'>, signal: AbortSignal): Promise<Secrets | undefined> {
    const { credential, username, device } = question;
    const { store, runSecrets, labSecrets } = this.#sources;
    const lab = labSecrets(credential);
    if (lab !== undefined) return this.#masked(lab);
    const key = `credential:${credential}:${username ?? ''}`;
    const secrets = await runSecrets.once(key, async () => {
      const stored = await store.read(credential);
      if (stored?.password !== undefined && fits(stored, username)) return stored;
      const typed = await this.#turns.next(() =>
        askLogin(
          {
            credential,
            device,
            ...(username === undefined ? {} : { username }),
            ...(stored?.username === undefined ? {} : { suggestedUsername: stored.username }),
          },
          signal,
        ),
      );
      throwIfAborted(signal);
      // A password typed for the user of one device is not the credential's: it is not offered to be kept.
      if (typed !== undefined && fits(stored, typed.username)) runSecrets.typed(credential, typed);
      return typed === undefined ? undefined : { ...typed, ...enablePart(stored) };
    });
    return secrets === undefined ? undefined : this.#masked(secrets);
  }

  async #enableSecret(question: Of<'enable-secret'>, signal: AbortSignal): Promise<string | undefined> {
    const { credential, device } = question;
    const { store, runSecrets, labSecrets } = this.#sources;
    const known = labSecrets(credential)?.enableSecret;
    if (known !== undefined) return this.#maskedText(known);
    const secret = await runSecrets.once(`enable:${credential}`, async () => {
      const stored = (await store.read(credential))?.enableSecret;
      if (stored !== undefined) return stored;
      const text = await this.#askHidden(
        vscode.l10n.t('Enable secret of credential “{0}”', credential),
        vscode.l10n.t('First needed by {0}.', device),
        signal,
      );
      if (text !== undefined && text !== '') runSecrets.typed(credential, { enableSecret: text });
      return text;
    });
    return secret === undefined ? undefined : this.#maskedText(secret);
  }

  async #passphrase(question: Of<'key-passphrase'>, signal: AbortSignal): Promise<string | undefined> {
    const { keyFile, device } = question;
    const { store, runSecrets } = this.#sources;
    const passphrase = await runSecrets.once(`passphrase:${keyFile}`, async () => {
      const stored = await store.readPassphrase(keyFile);
      if (stored !== undefined) return stored;
      const text = await this.#askHidden(
        vscode.l10n.t('Passphrase of {0}', keyFile),
        vscode.l10n.t('First needed by {0}.', device),
        signal,
      );
      if (text !== undefined) runSecrets.typedPassphrase(keyFile, text);
      return text;
    });
    return passphrase === undefined ? undefined : this.#maskedText(passphrase);
  }

  async #prompt(question: Of<'prompt'>, signal: AbortSignal): Promise<string | undefined> {
    // One-time codes belong to one device and one moment: asked every time.
    const text = await this.#turns.next(() =>
      askText(
        {
          title: vscode.l10n.t('{0} asks', question.device),
          prompt: question.text,
          password: !question.echo,
        },
        signal,
      ),
    );
    return text === undefined || question.echo ? text : this.#maskedText(text);
  }

  async #askHidden(title: string, prompt: string, signal: AbortSignal): Promise<string | undefined> {
    const text = await this.#turns.next(() => askText({ title, prompt, password: true }, signal));
    throwIfAborted(signal);
    return text;
  }

  #masked(secrets: Secrets): Secrets {
    for (const secret of [secrets.password, secrets.enableSecret, secrets.keyPassphrase]) {
      if (secret !== undefined) this.#maskedText(secret);
    }
    return secrets;
  }

  #maskedText(secret: string): string {
    this.#sources.redactor.add(secret);
    return secret;
  }
}

/** True where a stored login is meant for this user name: a device may bring its own. */
function fits(stored: Secrets | undefined, username: string | undefined): boolean {
  return stored?.username === undefined || username === undefined || stored.username === username;
}

function enablePart(stored: Secrets | undefined): Pick<Secrets, 'enableSecret'> {
  return stored?.enableSecret === undefined ? {} : { enableSecret: stored.enableSecret };
}

/** An aborted question has no answer: without this a cancelled run would leave "declined" behind for the next one. */
function throwIfAborted(signal: AbortSignal): void {
  signal.throwIfAborted();
}
