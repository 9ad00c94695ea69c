import { ShowrunError } from '../../core/errors.ts';
import { printable } from '../ssh/sshErrors.ts';

/**
 * The coded form of an error of a connection that was open: `session.reset` (may be tried again) where the device had not
 * said anything yet, so that nothing of a login was sent; else `session.lost`.
 */
export function lostError(label: string, error: Error, heard: boolean): ShowrunError {
  const code = (error as NodeJS.ErrnoException).code;
  if (!heard && (code === 'ECONNRESET' || code === 'EPIPE')) return endedEarly(label, error);
  const message =
    code === 'ETIMEDOUT'
      ? 'the connection is dead: keepalives were not answered.'
      : `the connection was lost: ${printable(error.message)}.`;
  return new ShowrunError('session.lost', `${label}: ${message}`, {
    hint: 'The device or the path to it went down. What was complete is kept.',
    cause: error,
  });
}

/** `session.reset`: the device took the connection and closed it. */
export function endedEarly(label: string, cause?: Error): ShowrunError {
  return new ShowrunError('session.reset', `${label}: it closed the connection before anything was said.`, {
    hint: 'Its telnet lines may all be in use, or an access list refuses this address.',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** `session.telnet-protocol`: it never reads what it asks for. */
export function unreadError(label: string): ShowrunError {
  return new ShowrunError(
    'session.telnet-protocol',
    `${label}: the other end keeps negotiating options and reads none of the answers.`,
    { hint: 'Check that the port is one of telnet.' },
  );
}

/** `session.telnet-protocol`: SSH answers. */
export function sshError(label: string): ShowrunError {
  return new ShowrunError('session.telnet-protocol', `${label}: SSH answers on that port, not telnet.`, {
    hint: 'Use the transport ssh, which is the better choice in any case, or correct the port.',
  });
}
