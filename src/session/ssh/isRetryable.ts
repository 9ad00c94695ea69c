/** Failures that happen before anything of a login was sent, and that may pass by themselves. */
const retryableCodes: ReadonlySet<string> = new Set([
  'session.refused',
  'session.reset',
  'session.unreachable',
  'session.dns-unavailable',
  'session.connect-timeout',
  'session.handshake-timeout',
]);

/**
 * Whether opening a session may be tried again after an error with this code. Never for a login that was rejected or timed
 * out (it may count towards a lock-out), nor for host keys, nor for what only a person can change.
 */
export function isRetryable(code: string): boolean {
  return retryableCodes.has(code);
}
