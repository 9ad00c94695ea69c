import { ShowrunError } from '../../core/errors.ts';
import { whereToSet } from '../whereToSet.ts';
import type { Authenticator } from './authenticator.ts';
import { networkError } from './connectSocket.ts';
import type { Endpoint } from './connectSocket.ts';
import { findMismatch, mismatchError } from './mismatch.ts';
import type { AlgorithmLists, ServerHello } from './serverHello.ts';
import { printable } from './sshErrors.ts';

/** How far a connection has come: nothing heard, key exchange, authentication. */
export type LoginPhase = 'identification' | 'handshake' | 'login';

export interface FailureFacts {
  readonly endpoint: Endpoint;
  readonly phase: LoginPhase;
  readonly hello: ServerHello;
  readonly offered: AlgorithmLists;
  readonly authenticator: Authenticator;
  /** Nothing where the connection just ended. */
  readonly error: (Error & { level?: string; code?: unknown }) | undefined;
}

/** The coded error for whatever ended a connection before the login was complete. */
export function explainFailure(facts: FailureFacts): ShowrunError {
  const { endpoint, error, phase, authenticator } = facts;
  // Once the login has begun, a reset may be the answer to it: then it must not count as one that may pass.
  if (error?.level === 'client-socket' && phase !== 'login') return networkError(endpoint, error);
  if (phase === 'identification') return explainSilence(facts);
  if (phase === 'handshake') return explainHandshake(facts);
  if (authenticator.waiting) {
    return new ShowrunError(
      'session.login-timeout',
      `${endpoint.label}: it hung up while it waited for an answer.`,
      { hint: 'Hosts wait a minute or two for a login. Run again, and answer sooner.' },
    );
  }
  // Without words the reason is open, but the password may have been judged: it counts as a rejection.
  const reason = reasonOf(error);
  return authenticator.rejection(reason);
}

function reasonOf(error: FailureFacts['error']): string {
  if (error === undefined) return 'nothing; it closed the connection';
  return error.level === 'client-socket' ? 'nothing; it dropped the connection' : printable(error.message);
}

/** `session.handshake-timeout` before the login began (safe to try again), else `session.login-timeout`. */
export function timeoutError(endpoint: Endpoint, phase: LoginPhase, ms: number): ShowrunError {
  const { label, host, port } = endpoint;
  const seconds = `${ms / 1000} s`;
  if (phase === 'identification') {
    return new ShowrunError(
      'session.handshake-timeout',
      `${label}: ${host}:${port} took the connection, but said nothing for ${seconds}.`,
      {
        hint: `Is it an SSH port? An overloaded device may need a longer login time-out (${whereToSet.loginTimeout}).`,
      },
    );
  }
  if (phase === 'handshake') {
    return new ShowrunError(
      'session.handshake-timeout',
      `${label}: ${host}:${port} did not finish the key exchange within ${seconds}.`,
      {
        hint: `Old devices need seconds for it: give it a longer login time-out (${whereToSet.loginTimeout}). A path that drops large packets (MTU) looks the same.`,
      },
    );
  }
  return new ShowrunError(
    'session.login-timeout',
    `${label}: the login was not answered within ${seconds}.`,
    {
      hint: `Its AAA server may be slow or down. Not tried again by itself, since it may count as a failed login; a longer login time-out may help (${whereToSet.loginTimeout}).`,
    },
  );
}

/** It never said that it is SSH 2. */
function explainSilence({ endpoint, hello, error }: FailureFacts): ShowrunError {
  const { label, host, port } = endpoint;
  const place = `${host}:${port}`;
  const said = printable(hello.greeting);
  if (
    /maxstartups|not allowed at this time|too many|connection limit/i.test(said) ||
    (said === '' && !isParseError(error))
  ) {
    return new ShowrunError(
      'session.reset',
      `${label}: ${place} closed the connection before anything was said${said === '' ? '' : ` (${JSON.stringify(said)})`}.`,
      { hint: 'It may have too many connections open already, or an access list refuses this address.' },
    );
  }
  const detail = said === '' ? printable(error?.message ?? '') : JSON.stringify(said);
  return new ShowrunError('session.handshake-failed', `${label}: ${place} does not speak SSH: ${detail}.`, {
    hint: 'Check the port; a device with telnet only needs the transport telnet.',
  });
}

function isParseError(error: FailureFacts['error']): boolean {
  return error !== undefined && error.level === undefined;
}

function explainHandshake({ endpoint, hello, offered, error }: FailureFacts): ShowrunError {
  const { label } = endpoint;
  const identification = hello.identification ?? '';
  if (/^SSH-1\.(?!99)/.test(identification)) {
    return new ShowrunError(
      'session.handshake-failed',
      `${label}: it speaks only SSH version 1 (${printable(identification)}), which is broken and not supported.`,
      { hint: 'Switch the device to SSH 2 (Cisco: "ip ssh version 2"), or use the transport telnet.' },
    );
  }
  const mismatches = hello.offer === undefined ? [] : findMismatch(offered, hello.offer);
  if (mismatches.length > 0) return mismatchError(label, identification, mismatches);
  if (error === undefined || error.level === 'client-socket' || error.level === 'protocol') {
    return new ShowrunError('session.reset', `${label}: it dropped the connection during the key exchange.`, {
      hint: 'It may have too many connections open already; try again, or lower the concurrency.',
    });
  }
  return new ShowrunError(
    'session.handshake-failed',
    `${label}: the key exchange with ${printable(identification)} failed: ${printable(error.message)}.`,
    { hint: 'Its SSH server broke the protocol or made something this program cannot do.', cause: error },
  );
}
