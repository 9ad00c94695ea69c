import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { ShowrunError } from '../../core/errors.ts';
import type { ShowrunErrorOptions } from '../../core/errors.ts';
import { systemTime } from '../time/systemTime.ts';
import { whereToSet } from '../whereToSet.ts';
import { cancelledError } from './sshErrors.ts';

/** Where to connect, and how to name that in messages. */
export interface Endpoint {
  /** Who it is for: a device, or `jump host x`. */
  readonly label: string;
  readonly host: string;
  readonly port: number;
  /** What is expected to listen there, for hints; SSH unless given. */
  readonly service?: string;
}

/**
 * With several addresses, how long each gets before the next is tried. Node's own 250 ms gives up on every device behind a
 * satellite link.
 */
const addressTimeoutMs = 2_000;

/**
 * Opens a TCP connection with no-delay set. Throws `session.refused`, `session.unreachable`, `session.reset`, `session.dns`,
 * `session.dns-unavailable`, `session.connect-timeout`, `session.cancelled`.
 */
export function connectSocket(endpoint: Endpoint, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  if (signal.aborted) return Promise.reject(cancelledError(endpoint.label));
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: endpoint.host,
      port: endpoint.port,
      noDelay: true,
      autoSelectFamilyAttemptTimeout: addressTimeoutMs,
    });
    const fail = (error: ShowrunError): void => {
      settle();
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const stopTimer = systemTime.after(timeoutMs, () => {
      fail(timeoutError(endpoint, timeoutMs));
    });
    const onAbort = (): void => {
      fail(cancelledError(endpoint.label));
    };
    const onError = (error: Error): void => {
      fail(networkError(endpoint, error));
    };
    const settle = (): void => {
      stopTimer();
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}

function timeoutError({ label, host, port }: Endpoint, timeoutMs: number): ShowrunError {
  return new ShowrunError(
    'session.connect-timeout',
    `${label}: no connection to ${host}:${port} within ${timeoutMs / 1000} s.`,
    {
      hint: `Check the address, the route and firewalls, or give it more time (${whereToSet.connectTimeout}).`,
    },
  );
}

/** The coded form of an error of node's sockets and resolver. */
export function networkError({ label, host, port, service = 'SSH' }: Endpoint, error: Error): ShowrunError {
  const systemCode = systemCodeOf(error);
  const make = (code: string, message: string, hint: string): ShowrunError => {
    const options: ShowrunErrorOptions = { hint, cause: error };
    return new ShowrunError(code, `${label}: ${message}`, options);
  };
  const place = `${host}:${port}`;
  switch (systemCode) {
    case 'ECONNREFUSED':
      return make(
        'session.refused',
        `${place} refused the connection.`,
        `Check that ${service} is enabled there and that the port is right.`,
      );
    case 'ENOTFOUND':
    case 'ENODATA':
      return make(
        'session.dns',
        `the name ${host} cannot be resolved.`,
        'Check the spelling in the inventory, or use the address.',
      );
    case 'EAI_AGAIN':
      return make(
        'session.dns-unavailable',
        `the name ${host} could not be looked up: no answer from the name server.`,
        'Check the network connection and the name servers, or use the address.',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return make(
        'session.unreachable',
        `${place} cannot be reached (${systemCode}).`,
        'Check the route: is the VPN up, is a jump host needed?',
      );
    case 'ETIMEDOUT':
      return make(
        'session.connect-timeout',
        `no connection to ${place}: the system gave up waiting.`,
        'Check the address, the route and firewalls.',
      );
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return make(
        'session.reset',
        `${place} dropped the connection (${systemCode}).`,
        'It may have too many connections open already; try again, or lower the concurrency.',
      );
    default:
      return make(
        'session.connect-failed',
        `no connection to ${place}: ${error.message}`,
        'The system gave this reason itself; if it names too many open files, lower the concurrency.',
      );
  }
}

/** What only says that this machine has no way there: for IPv6 that is usual. */
const noWay: ReadonlySet<string | undefined> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'ENETDOWN']);

/** With several addresses node wraps the failures; the first one that was really tried speaks for all. */
function systemCodeOf(error: Error): string | undefined {
  const own = (error as NodeJS.ErrnoException).code;
  if (!(error instanceof AggregateError)) return own;
  const codes = error.errors.map((each: unknown) => (each as NodeJS.ErrnoException | undefined)?.code);
  return codes.find((code) => !noWay.has(code)) ?? codes[0] ?? own;
}
