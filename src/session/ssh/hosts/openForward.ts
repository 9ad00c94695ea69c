import type { Duplex } from 'node:stream';
import { ShowrunError } from '../../../core/errors.ts';
import { systemTime } from '../../time/systemTime.ts';
import type { Endpoint } from '../connectSocket.ts';
import { printable } from '../sshErrors.ts';
import { jumpFullError, jumpLostError } from './jumpErrors.ts';
import type { SshConnection } from '../sshConnection.ts';

/** Reasons of SSH_MSG_CHANNEL_OPEN_FAILURE (RFC 4254, section 5.1). */
const connectFailed = 2;
const resourceShortage = 4;

/**
 * Lets a jump host connect to the next one. Throws the code that the same failure would have without a jump host where the
 * jump host says what it was, else `session.jump-host-refused`,
 * `session.jump-host-full` where it has made as many as it makes over one connection, or `session.jump-host-lost`.
 */
export async function openForward(
  via: SshConnection,
  endpoint: Endpoint,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Duplex> {
  const opening = via.forward(endpoint.host, endpoint.port);
  let stop = (): void => undefined;
  let stopTimer = (): void => undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    stopTimer = systemTime.after(timeoutMs, () => {
      reject(
        forwardError(
          endpoint,
          via.label,
          'session.connect-timeout',
          `did not get a connection to it within ${timeoutMs / 1000} s`,
        ),
      );
    });
  });
  try {
    return await Promise.race([opening, interrupted]);
  } catch (error) {
    // If it opens after all, nobody wants it any more.
    opening.then((channel) => channel.destroy()).catch(() => undefined);
    if (signal.aborted || (error instanceof ShowrunError && error.code === 'session.connect-timeout'))
      throw error;
    // it has words of its own only where it is gone
    throw error instanceof ShowrunError
      ? jumpLostError(endpoint.label, via.label, error)
      : explain(endpoint, via.label, error as Error);
  } finally {
    stopTimer();
    signal.removeEventListener('abort', stop);
  }
}

function explain(endpoint: Endpoint, hop: string, error: Error & { reason?: unknown }): ShowrunError {
  const text = error.message;
  const said = `said: ${printable(text)}`;
  if (/refused/i.test(text)) return forwardError(endpoint, hop, 'session.refused', said);
  if (/timed? ?out/i.test(text)) return forwardError(endpoint, hop, 'session.connect-timeout', said);
  if (/unreachable|no route/i.test(text)) return forwardError(endpoint, hop, 'session.unreachable', said);
  if (/resolv|not known|unknown host/i.test(text)) return forwardError(endpoint, hop, 'session.dns', said);
  if (
    error.reason === resourceShortage ||
    /too many|max(?:imum)? (?:sessions|channels)|channel limit/i.test(text)
  )
    return jumpFullError(endpoint.label, hop, said);
  if (error.reason === connectFailed) return forwardError(endpoint, hop, 'session.unreachable', said);
  return new ShowrunError(
    'session.jump-host-refused',
    `${endpoint.label}: the ${hop} does not forward to ${endpoint.host}:${endpoint.port}; it ${said}.`,
    {
      hint: 'Its SSH server or the account there may forbid forwarding (OpenSSH: AllowTcpForwarding, PermitOpen).',
      cause: error,
    },
  );
}

function forwardError(endpoint: Endpoint, hop: string, code: string, what: string): ShowrunError {
  return new ShowrunError(
    code,
    `${endpoint.label}: the ${hop} cannot reach ${endpoint.host}:${endpoint.port}; it ${what}.`,
    {
      hint: 'The name or address is looked up and reached from the jump host, not from here.',
    },
  );
}
