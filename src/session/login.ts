import type { DeviceAddress } from '../api/device.ts';
import { ShowrunError } from '../core/errors.ts';
import type { QuestionMatch } from '../core/platform/compiledPlatform.ts';
import type { Channel, ExchangeEnd } from './channel/channel.ts';
import { OutputWindow } from './outputWindow.ts';
import type { SessionDependencies } from './sessionDependencies.ts';
import { connectionEnded, quoted } from './sessionErrors.ts';

/** Silence after login before a line end is sent to wake the device up, in milliseconds. */
const wakeAfterMs = 3000;
/** Line ends that are sent at most: console servers want one or two. */
const maxWakes = 2;
/** Prompts that are compared at most until two are alike. */
const maxProofs = 3;

/** What a login needs beside device and channel. */
export interface LoginDependencies extends SessionDependencies {
  readonly note: (note: string) => void;
}

/**
 * Reads a fresh stream up to its first prompt, answers the questions the platform knows, and learns the prompt. Resolves with
 * the mode. `note` gets what the user should be told of a question that was answered. Throws as `openSession` says.
 */
export async function logIn(
  device: DeviceAddress,
  channel: Channel,
  deps: LoginDependencies,
  signal: AbortSignal,
): Promise<string> {
  const deadlineAt = deps.clock.monotonic() + deps.timeouts.loginTimeoutMs;
  const first = await listen(channel, deps, signal, deadlineAt);
  if (first.kind !== 'prompt') throw loginError(device, first, channel);
  if (deps.platform.definition.paging.off.length > 0) return first.match.mode;
  return proven(device, channel, deps, signal, deadlineAt, first.match.mode);
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
    if (end.kind !== 'prompt') throw loginError(device, end, channel);
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
  const { platform } = deps;
  let wakes = 0;
  return channel.exchange({
    ...(send === undefined ? {} : { send }),
    command: send === undefined ? undefined : '',
    questions: platform.login,
    dialogue: [],
    silenceMs: wakeAfterMs,
    sink: new OutputWindow(),
    signal,
    deadlineAt,
    answer: (question) => answer(question, deps, signal),
    wake: () => (wakes++ < maxWakes ? platform.definition.lineEnd : ''),
  });
}

async function answer(
  question: QuestionMatch,
  deps: LoginDependencies,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (question.note !== undefined) deps.note(question.note);
  if ('key' in question.answer) return question.answer.key;
  const text =
    'text' in question.answer ? question.answer.text : await deps.secrets(question.answer.secret, signal);
  return text === undefined ? undefined : text + deps.platform.definition.lineEnd;
}

function loginError(device: DeviceAddress, end: ExchangeEnd, channel: Channel): ShowrunError {
  channel.close();
  const { name } = device;
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
      return new ShowrunError(
        'session.auth-rejected',
        `${name} did not accept the login: ${quoted(end.text)}`,
        {
          hint: 'Check user name and password of the credential. It was tried once only.',
        },
      );
    case 'declined':
      return new ShowrunError(
        'session.secret-missing',
        `${name} asked ${quoted(end.text)} There is no answer to it.`,
      );
    case 'closed': {
      const { code, message } = connectionEnded(name, 'before it showed a prompt', end.error);
      return new ShowrunError(code, message, { cause: end.error });
    }
    case 'cancelled':
      return new ShowrunError('session.cancelled', `The login to ${name} was cancelled.`);
    case 'silence':
    case 'deadline':
      return new ShowrunError(
        'session.login-timeout',
        `${name} showed no prompt of platform "${device.platform}" in time. Its last line: ${quoted(end.text)}`,
        { hint: 'Check the platform of this device, or raise the login time-out.' },
      );
    default:
      return new ShowrunError('session.login-failed', `The login to ${name} failed.`);
  }
}
