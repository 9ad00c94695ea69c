import type { AnyAuthMethod } from 'ssh2';
import type { Prompter } from '../../api/question.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { Identity } from './keys/identity.ts';
import type { LoginGuard, LoginTicket } from './loginGuard.ts';
import { classifyPrompt } from './passwordPrompt.ts';
import type { SecretSource } from './secretSource.ts';
import { declinedError, printable, rejectedError } from './sshErrors.ts';

export interface AuthenticatorOptions {
  /** Names the target in messages. */
  readonly label: string;
  /** The device that questions are about. */
  readonly device: string;
  readonly username: string;
  readonly credential: string;
  /** Keys in the order to be offered. */
  readonly identities: (signal: AbortSignal) => Promise<readonly Identity[]>;
  readonly secrets: SecretSource;
  readonly guard: LoginGuard;
  readonly prompter: Prompter;
  /** Runs a question with the login time-out stopped. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
  readonly signal: AbortSignal;
}

/** What the server answered to the last attempt. */
export interface AuthFailure {
  readonly stillAllowed: readonly string[];
  /** True where the attempt was right, but more is wanted. */
  readonly partial: boolean;
}

export interface KeyboardPrompt {
  readonly prompt: string;
  readonly echo?: boolean;
}

/**
 * Decides what to offer next, in the order of OpenSSH: keys, password, keyboard-interactive. A password is given to a
 * server once in a connection, never twice: a second try with the same one can only count towards a lock-out.
 */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #tried: string[] = [];
  readonly #notes: string[] = [];
  #identities: Identity[] = [];
  #failure: AuthFailure | undefined;
  #ticket: LoginTicket | undefined;
  /** The password was given to the method `password`. */
  #passwordSent = false;
  /** The password was given as the answer to a prompt. */
  #passwordAnswered = false;
  /** The server said that the password was right and that it wants more. */
  #passwordAccepted = false;
  #keyboardTried = false;
  #waiting = 0;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /**
   * Gathers what the login will surely need, before anyone connects: a host hangs up on a login that waits for a person
   * for a minute or two. Throws `session.key-unreadable`.
   */
  async prepare(): Promise<void> {
    const { device, username, credential, identities, secrets, signal } = this.#options;
    this.#identities = [...(await identities(signal))];
    if (this.#identities.length === 0) await secrets.get({ device, credential, username }, signal);
  }

  /** True while a person is being asked. */
  get waiting(): boolean {
    return this.#waiting > 0;
  }

  /** Adds a fact to the message of a rejected login. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /** The server refused the last attempt, or wants more after it. */
  failed(failure: AuthFailure): void {
    this.#failure = failure;
    if (!failure.partial) return;
    if (this.#passwordSent || this.#passwordAnswered) this.#passwordAccepted = true;
    this.#keyboardTried = false;
  }

  /** The next attempt; throws `session.auth-rejected` when nothing is left, `session.auth-declined` and others. */
  async next(): Promise<AnyAuthMethod> {
    const { username } = this.#options;
    const identity = this.#nextIdentity();
    if (identity !== undefined) {
      this.#tried.push(`key ${identity.name}`);
      return { type: 'agent', username, agent: identity.agent };
    }
    if (this.#allowed('password') && !this.#passwordSent) {
      const password = await this.#takePassword();
      this.#passwordSent = true;
      this.#tried.push('password');
      return { type: 'password', username, password };
    }
    if (this.#allowed('keyboard-interactive') && !this.#keyboardTried && !this.#passwordWasWrong()) {
      this.#keyboardTried = true;
      this.#tried.push('keyboard-interactive');
      return { type: 'keyboard-interactive', username, prompt: () => undefined };
    }
    throw this.rejection();
  }

  /**
   * Answers one round of keyboard-interactive prompts.
   * @throws ShowrunError `session.auth-rejected` where the password is asked again, `session.password-expired`
   */
  async answer(instructions: string, prompts: readonly KeyboardPrompt[]): Promise<string[]> {
    const answers: string[] = [];
    for (const prompt of prompts) answers.push(await this.#answerOne(instructions, prompt));
    return answers;
  }

  /** The login was accepted. */
  accepted(): void {
    this.#ticket?.accepted();
  }

  /** The connection ended before the login was accepted; counts as rejected if the password had been sent. */
  ended(): void {
    if (this.#passwordSent || this.#passwordAnswered) this.#ticket?.rejected();
    else this.#ticket?.unused();
  }

  /** The error for a login that was refused; `reason` is what the server said. */
  rejection(reason?: string): ShowrunError {
    const { label, username } = this.#options;
    const stillAllowed = this.#failure?.stillAllowed;
    return rejectedError({ label, username, tried: this.#tried, stillAllowed, notes: this.#notes }, reason);
  }

  async #wait<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    try {
      return await this.#options.hold(work);
    } finally {
      this.#waiting--;
    }
  }

  #allowed(method: string): boolean {
    return this.#failure?.stillAllowed.includes(method) ?? true;
  }

  #nextIdentity(): Identity | undefined {
    return this.#allowed('publickey') ? this.#identities.shift() : undefined;
  }

  async #takePassword(): Promise<string> {
    const { label, device, username, credential, secrets, guard, hold, signal } = this.#options;
    const found = await this.#wait(() => secrets.get({ device, credential, username }, signal));
    if (found?.password === undefined)
      throw declinedError(label, `the password of ${JSON.stringify(username)}`);
    this.#ticket ??= await hold(() => guard.enter(credential, label, signal));
    return found.password;
  }

  async #answerOne(instructions: string, { prompt, echo = false }: KeyboardPrompt): Promise<string> {
    const kind = classifyPrompt(prompt, echo);
    if (kind === 'new-password') throw expiredError(this.#options.label, prompt);
    if (kind === 'password' && !this.#passwordAccepted) {
      if (this.#passwordAnswered) throw this.rejection();
      const password = await this.#takePassword();
      this.#passwordAnswered = true;
      return password;
    }
    return this.#askPerson(instructions, prompt, echo);
  }

  /** A server that refuses a password but still lists the method has judged it; one that does not list it never looked. */
  #passwordWasWrong(): boolean {
    return (
      this.#passwordSent &&
      !this.#passwordAccepted &&
      this.#failure?.stillAllowed.includes('password') === true
    );
  }

  async #askPerson(instructions: string, prompt: string, echo: boolean): Promise<string> {
    const { device, label, prompter, signal } = this.#options;
    const text = printable([instructions, prompt].filter(Boolean).join(' '), 500);
    const answer = await this.#wait(() => prompter.ask({ kind: 'prompt', device, text, echo }, signal));
    if (answer.kind !== 'prompt' || answer.text === undefined) {
      throw declinedError(
        label,
        `an answer to ${JSON.stringify(text)}`,
        'Run again in the editor or on a terminal, and answer: what a device asks beside the password (a one-time code) cannot be given beforehand.',
      );
    }
    return answer.text;
  }
}

/** `session.password-expired`. */
export function expiredError(label: string, prompt: string): ShowrunError {
  return new ShowrunError(
    'session.password-expired',
    `${label}: it wants the password changed before it lets anyone in (${JSON.stringify(printable(prompt))}).`,
    { hint: 'Log in by hand and change the password, then update the credential.' },
  );
}
