import { isErrorInfo, type ErrorInfo } from '../api/diagnostic.ts';
import type { FailureKind } from '../api/platform.ts';
import { toErrorInfo } from '../core/errors.ts';
import type { ExchangeEnd } from './channel/channel.ts';
import { whereToSet } from './whereToSet.ts';

/** Codes of a command that the device itself turned down, by how it said so. */
const failureCodes: Readonly<Record<FailureKind, string>> = {
  rejected: 'session.command-rejected',
  ambiguous: 'session.command-ambiguous',
  incomplete: 'session.command-incomplete',
  authorisation: 'session.command-not-authorised',
  error: 'session.command-error',
};

/** The error of a command that the device turned down. */
export function refusedCommand(device: string, command: string, kind: FailureKind, text: string): ErrorInfo {
  return { code: failureCodes[kind], message: `${device} answered "${command}" with: ${text}` };
}

/** The error of a commit that did not go through; `words` is what the device said about it, maybe in several lines. */
export function failedCommit(
  device: string,
  command: string,
  words: string,
  hint: string | undefined,
): ErrorInfo {
  const said = words === '' ? 'but did not say that it worked' : `with: ${words}`;
  return {
    code: 'session.commit-failed',
    message: `${device} answered "${command}" ${said}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The error of an exchange that did not end at a prompt; undefined for one that did. */
export function endedBadly(device: string, doing: string, end: ExchangeEnd): ErrorInfo | undefined {
  switch (end.kind) {
    case 'prompt':
      return undefined;
    case 'question':
      return {
        code: 'session.unexpected-question',
        message: `${device} asked something in answer to ${doing}: ${quoted(end.text)} It was not answered.`,
        hint: 'Put "# @expect /pattern/ -> "answer"" in front of the command if it should be answered.',
      };
    case 'asked-again':
      return {
        code: 'session.answer-refused',
        message: `${device} did not take the answer to ${quoted(end.text)} It was given once only.`,
        hint: 'Check the credential of this device.',
      };
    case 'declined':
      return {
        code: 'session.secret-missing',
        message: `${device} asked ${quoted(end.text)} There is no secret to answer with.`,
        hint: 'Set the enable secret or password of the credential this device uses (SHOWRUN_ENABLE_SECRET or SHOWRUN_PASSWORD on the command line).',
      };
    case 'silence':
    case 'deadline':
      return {
        code: 'session.command-timeout',
        message: `${device} fell silent during ${doing}. ${lastLine(end.text)}`,
        hint: `The session was closed. If the command needs longer, raise its time-out (${whereToSet.commandTimeout}).`,
      };
    case 'stuck':
      return {
        code: 'session.pager-stuck',
        message: `${device} shows page after page of ${doing} with nothing new on them. ${lastLine(end.text)}`,
        hint: 'What had come is kept, the session was closed. Check the pager of the platform file.',
      };
    case 'closed':
      return connectionEnded(device, `during ${doing}`, end.error);
    case 'cancelled':
      return { code: 'session.cancelled', message: `Cancelled on ${device} during ${doing}.` };
    case 'sink-failed': {
      const reason = end.error instanceof Error ? end.error.message : String(end.error);
      return {
        code: 'session.output-failed',
        message: `The output of ${doing} on ${device} could not be stored: ${reason}`,
      };
    }
  }
}

/** Why a stream ended: in the words of the transport where it has any. */
export function connectionEnded(device: string, when: string, error: Error | undefined): ErrorInfo {
  if (error !== undefined && isErrorInfo(error)) return toErrorInfo(error);
  return error === undefined
    ? { code: 'session.closed', message: `${device} ended the connection ${when}.` }
    : { code: 'session.lost', message: `The connection to ${device} broke ${when}: ${error.message}` };
}

/** The last that a device said, for messages about silence. */
export function lastLine(text: string): string {
  return text === '' ? 'It had said nothing.' : `Its last line: ${quoted(text)}`;
}

/** A device's words in quotes, short enough for a message. */
export function quoted(text: string): string {
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return `"${short}".`;
}
