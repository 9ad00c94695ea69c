import type { DeviceAddress } from '../api/device.ts';
import type { PlatformQuestion } from '../api/platform.ts';
import { QuestionList, type QuestionMatch } from '../core/platform/compiledPlatform.ts';
import { ShowrunError } from '../core/errors.ts';
import type { ExchangeEnd } from './channel/channel.ts';
import type { OutputSink } from './session.ts';
import type { SessionDependencies } from './sessionDependencies.ts';
import { expiredError } from './ssh/authenticator.ts';
import type { LoginTicket } from './ssh/loginGuard.ts';
import { classifyPrompt } from './ssh/passwordPrompt.ts';
import { printable } from './ssh/sshErrors.ts';

/** Line ends that are sent at most to wake a device up: console servers want one or two. */
const maxWakes = 2;
/** Silences that a device gets for judging a password, before a line end is sent all the same. */
const silencesForPassword = 4;
/** Longest line that can be a refusal. */
const maxLine = 200;

/**
 * Whole lines that say that a login was refused: IOS, Junos, Comware, VRP, EXOS, Unix and their likes. Only looked for behind
 * a password that was sent, since banners warn in the same words.
 */
const refusal = new RegExp(
  '^[%\\s*!-]*(?:error: ?)?(?:(?:aaa |local )?(?:login|log ?in|logon|authentication|authorization) ?(?:has )?' +
    '(?:incorrect|invalid|fail(?:ed|ure)?|rejected|denied|error)|access denied|permission denied|' +
    '(?:bad|invalid|incorrect|wrong) (?:login|logon|passwords?|user ?name|secrets?|credentials?)(?:(?: or |/)password)?|' +
    '(?:user ?name|user) or password (?:error|is (?:wrong|incorrect|invalid))|(?:user|account) (?:is |has been )?(?:locked|blocked)(?: out)?)' +
    '[.!]*\\s*$',
  'i',
);

/**
 * What is said between the open stream and the first prompt: the questions of the platform, and those of the login where the
 * device asks for it in the stream. A password, or a one-time code, is given once in a connection and only with a ticket of the lock-out guard;
 * whatever ends the login after that counts as a rejection, except a prompt.
 */
export class LoginDialogue {
  readonly questions: QuestionList;
  /** Takes what the device says during the login. It is kept nowhere: a device may echo the password. */
  readonly sink: OutputSink = { write: (text) => this.#listen(text) };
  readonly #device: DeviceAddress;
  readonly #deps: SessionDependencies;
  readonly #note: (note: string) => void;
  readonly #secrets: string[] = [];
  #ticket: LoginTicket | undefined;
  #usernameGiven = false;
  #passwordGiven = false;
  #refusal: string | undefined;
  #line = '';
  #wakes = 0;
  #silences = 0;

  /**
   * @param questions what the transport's devices ask besides the platform's questions
   * @param note gets what the user should be told of a question that was answered
   */
  constructor(
    device: DeviceAddress,
    deps: SessionDependencies,
    questions: readonly PlatformQuestion[] | undefined,
    note: (note: string) => void,
  ) {
    this.#device = device;
    this.#deps = deps;
    this.#note = note;
    const { platform } = deps;
    this.questions =
      questions === undefined
        ? platform.login
        : new QuestionList([...platform.definition.login, ...questions]);
  }

  /** True once a password was written to the device. */
  get passwordGiven(): boolean {
    return this.#passwordGiven;
  }

  /** The line with which the device refused the login, if it did. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /**
   * What to write for a question, asked in these words; undefined where there is no answer. Throws
   * `session.credential-stopped`, `session.password-expired`, `session.line-break`, or the reason of `signal`.
   */
  async answer(
    { answer, note }: QuestionMatch,
    words: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { name } = this.#device;
    const asksSecret = 'secret' in answer && answer.secret !== 'username';
    if (asksSecret && classifyPrompt(words, false) === 'new-password') throw expiredError(name, words);
    if (note !== undefined) this.#note(note);
    if ('key' in answer) return answer.key;
    const { lineEnd } = this.#deps.platform.definition;
    if ('text' in answer) return answer.text + lineEnd;
    // nobody is asked for a code that must not be given
    if (answer.secret === 'one-time-code') await this.#enter(signal);
    const secret = await this.#deps.secrets(answer.secret, signal, printable(words));
    if (secret === undefined) return undefined;
    if (/[\r\n\0]/.test(secret)) throw lineBreakError(name, answer.secret);
    if (answer.secret === 'username') this.#usernameGiven = true;
    else this.#secrets.push(secret);
    if (answer.secret === 'password' || answer.secret === 'one-time-code') {
      await this.#enter(signal);
      this.#passwordGiven = true;
    }
    return secret + lineEnd;
  }

  /** Waits for the lock-out guard, once in a login. */
  async #enter(signal: AbortSignal): Promise<void> {
    const { credential = 'default', name } = this.#device;
    this.#ticket ??= await this.#deps.guard?.enter(credential, name, signal);
  }

  /**
   * What to write to a device that is silent; undefined where it has refused the login. Nothing between user name and password, where a line end would be an empty
   * password, and not before a distant AAA server has had its time.
   */
  wake(): string | undefined {
    if (this.#refusal !== undefined) return undefined;
    if (this.#usernameGiven && !this.#passwordGiven) return '';
    if (this.#passwordGiven && ++this.#silences < silencesForPassword) return '';
    return this.#wakes++ < maxWakes ? this.#deps.platform.definition.lineEnd : '';
  }

  /** Tells the lock-out guard how the login went. */
  ended(end: ExchangeEnd): void {
    if (end.kind === 'prompt') this.#ticket?.accepted();
    else if (this.#passwordGiven) this.#ticket?.rejected();
    else this.#ticket?.unused();
  }

  /** A device's words without the secrets that it was given: not all devices switch the echo off. */
  withoutSecrets(text: string): string {
    return this.#secrets.reduce(
      (masked, secret) => (secret === '' ? masked : masked.replaceAll(secret, '***')),
      text,
    );
  }

  #listen(text: string): void {
    if (!this.#passwordGiven || this.#refusal !== undefined) return;
    const lines = (this.#line + text).split('\n');
    this.#line = lines.at(-1)?.slice(0, maxLine) ?? '';
    this.#refusal = lines.find((line) => line.length <= maxLine && refusal.test(line))?.trim();
  }
}

/** Typed into a terminal it would be two lines, and the second one a command. */
function lineBreakError(device: string, secret: string): ShowrunError {
  return new ShowrunError(
    'session.line-break',
    `${device}: the ${secret} of its credential has a line break or a NUL in it and was not sent.`,
    { hint: 'Set the credential again.' },
  );
}
