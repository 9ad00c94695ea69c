import type { DeviceAddress } from '../api/device.ts';
import { ShowrunError } from '../core/errors.ts';
import type { Channel, ExchangeEnd } from './channel/channel.ts';
import type { LoginDialogue } from './loginDialogue.ts';
import type { SessionDependencies } from './sessionDependencies.ts';
import { connectionEnded, lastLine, quoted } from './sessionErrors.ts';
import { whereToSet } from './whereToSet.ts';
import { expiredError } from './ssh/authenticator.ts';
import { classifyPrompt } from './ssh/passwordPrompt.ts';

/** Silence after login before a line end is sent to wake the device up, in milliseconds. */
const wakeAfterMs = 3000;
/** Prompts that are compared at most until two are alike. */
const maxProofs = 3;

/** What a login needs beside device and channel. */
export interface LoginDependencies extends SessionDependencies {
  readonly dialogue: LoginDialogue;
  /** Gets everything that the device says up to the last prompt. */
  readonly heard?: (text: string) => void;
}

/**
 * Reads a fresh stream up to its first prompt, answers the questions the dialogue knows, and learns the prompt. Resolves with
 * the mode. Throws as `openSession` says.
 */
export async function logIn(
  device: DeviceAddress,
  channel: Channel,
  deps: LoginDependencies,
  signal: AbortSignal,
): Promise<string> {
  const deadlineAt = deps.clock.monotonic() + deps.timeouts.loginTimeoutMs;
  const first = await listen(channel, deps, signal, deadlineAt);
  deps.dialogue.ended(first);
  if (first.kind !== 'prompt') throw loginError(device, first, channel, deps.dialogue);
  if (deps.platform.definition.paging.off.length > 0) return first.match.mode;
  return proven(device, channel, deps, signal, deadlineAt, first.match.mode);
}

/**
 * Learns the prompt of a device that is logged in already and waits at one. Resolves with the mode; throws as `logIn`.
 * @param enter what the device was sent for Enter until now: after a CR, some take a lone LF for its second half
 */
export async function meetAgain(
  device: DeviceAddress,
  channel: Channel,
  deps: LoginDependencies,
  enter: string,
  signal: AbortSignal,
): Promise<string> {
  const deadlineAt = deps.clock.monotonic() + deps.timeouts.loginTimeoutMs;
  const end = await listen(channel, deps, signal, deadlineAt, enter);
  if (end.kind !== 'prompt') throw loginError(device, end, channel, deps.dialogue);
  return end.match.mode;
}

/** Without a first command that would show it, the prompt is asked for again until it comes twice alike. */
async function proven(
  device: DeviceAddress,
  channel: Channel,
  deps: LoginDependencies,
  signal: AbortSignal,
  deadlineAt: number,
  firstMode: string,
): Promise<string> {
  let mode = firstMode;
  for (let count = 0; count < maxProofs; count++) {
    const before = channel.knowledge.text;
    const end = await listen(channel, deps, signal, deadlineAt, deps.platform.definition.lineEnd);
    if (end.kind !== 'prompt') throw loginError(device, end, channel, deps.dialogue);
    mode = end.match.mode;
    if (end.match.text === before) break;
  }
  return mode;
}

async function listen(
  channel: Channel,
  deps: LoginDependencies,
  signal: AbortSignal,
  deadlineAt: number,
  send?: string,
): Promise<ExchangeEnd> {
  const { dialogue, heard } = deps;
  const end = await channel.exchange({
    ...(send === undefined ? {} : { send }),
    command: send === undefined ? undefined : '',
    questions: dialogue.questions,
    dialogue: [],
    silenceMs: wakeAfterMs,
    sink: heard === undefined ? dialogue.sink : { write: (text) => listenTwice(text, dialogue, heard) },
    signal,
    deadlineAt,
    answer: (question, words) => dialogue.answer(question, words, signal),
    wake: () => dialogue.wake(),
  });
  // Whoever waits for a person or for the guard is interrupted by a rejection.
  return end.kind === 'sink-failed' && signal.aborted ? { kind: 'cancelled' } : end;
}

function listenTwice(
  text: string,
  dialogue: LoginDialogue,
  heard: (text: string) => void,
): void | Promise<void> {
  heard(text);
  return dialogue.sink.write(text);
}

function loginError(
  device: DeviceAddress,
  given: ExchangeEnd,
  channel: Channel,
  dialogue: LoginDialogue,
): ShowrunError {
  channel.close();
  const { name } = device;
  const end = 'text' in given ? { ...given, text: dialogue.withoutSecrets(given.text) } : given;
  if (dialogue.refusal !== undefined) return rejected(name, dialogue.refusal);
  if ((end.kind === 'question' || end.kind === 'asked-again') && wantsNewPassword(end.text)) {
    return expiredError(name, end.text);
  }
  switch (end.kind) {
    case 'question':
      return new ShowrunError(
        'session.login-question',
        `${name} asked something after login: ${quoted(end.text)}`,
        {
          hint: 'Add the question with its answer to "login" of the platform file, or answer it once by hand.',
        },
      );
    case 'asked-again':
      if ('secret' in end.question.answer) return rejected(name, end.text);
      return new ShowrunError('session.login-question', `${name} keeps asking ${quoted(end.text)}`, {
        hint: 'Log in by hand to see what it wants, and correct "login" of the platform file.',
      });
    case 'declined':
      return declined(name, end);
    case 'sink-failed':
      if (end.error instanceof ShowrunError) return end.error;
      return new ShowrunError('session.login-failed', `The login to ${name} failed.`, { cause: end.error });
    case 'closed': {
      if (dialogue.passwordGiven) return rejected(name, 'it closed the connection');
      const { code, message, hint } = connectionEnded(name, 'before it showed a prompt', end.error);
      return new ShowrunError(code, message, { cause: end.error, ...(hint === undefined ? {} : { hint }) });
    }
    case 'cancelled':
      return new ShowrunError('session.cancelled', `The login to ${name} was cancelled.`);
    case 'silence':
    case 'deadline':
      if (dialogue.passwordGiven) return notJudged(name, end.text);
      return new ShowrunError(
        'session.login-timeout',
        `${name} showed no prompt of platform "${device.platform}" in time. ${lastLine(end.text)}`,
        {
          hint: `Check the platform of this device, or raise the login time-out (${whereToSet.loginTimeout}).`,
        },
      );
    default:
      return new ShowrunError('session.login-failed', `The login to ${name} failed.`);
  }
}

function rejected(device: string, words: string): ShowrunError {
  return new ShowrunError('session.auth-rejected', `${device} did not accept the login: ${quoted(words)}`, {
    hint: 'Check user name and password of the credential. It was tried once only, so that no account is locked out.',
  });
}

function declined(
  device: string,
  { question, text }: Extract<ExchangeEnd, { kind: 'declined' }>,
): ShowrunError {
  const isCode = 'secret' in question.answer && question.answer.secret === 'one-time-code';
  return new ShowrunError(
    'session.secret-missing',
    `${device} asked ${quoted(text)} There is no answer to it.`,
    {
      hint: isCode
        ? 'Run again in the editor or on a terminal, and answer: a one-time code cannot be given beforehand.'
        : 'Set the credential of this device: Showrun: Set Credentials in the editor, SHOWRUN_PASSWORD or --password-command on the command line.',
    },
  );
}

function notJudged(device: string, words: string): ShowrunError {
  return new ShowrunError(
    'session.login-timeout',
    `${device} showed no prompt behind the password in time. ${lastLine(words)}`,
    {
      hint: `Its AAA server may be slow or down. Not tried again by itself, since it may count as a failed login; a longer login time-out may help (${whereToSet.loginTimeout}).`,
    },
  );
}

function wantsNewPassword(words: string): boolean {
  return classifyPrompt(words, false) === 'new-password';
}
