import { isErrorInfo } from '../../../api/diagnostic.ts';
import { ShowrunError } from '../../../core/errors.ts';

/**
 * `session.jump-host-lost`: what went through a jump host ended with it. Why it did is in the log, once: a hundred devices behind it
 * need not repeat it.
 */
export function jumpLostError(label: string, hop: string, reason: ShowrunError): ShowrunError {
  return new ShowrunError('session.jump-host-lost', `${label}: the connection to ${hop} was lost.`, {
    hint: 'Everything behind that jump host ended with it; the log says why. What was complete is kept.',
    cause: reason,
  });
}

/** `session.jump-host-full`: it makes no further connections over this one. */
export function jumpFullError(label: string, hop: string, said: string): ShowrunError {
  return new ShowrunError(
    'session.jump-host-full',
    `${label}: the ${hop} makes no further connections; it ${said}.`,
    { hint: 'Lower the concurrency per jump host, or raise the limit of its SSH server.' },
  );
}

export function isJumpFull(error: unknown): boolean {
  return isErrorInfo(error) && error.code === 'session.jump-host-full';
}
