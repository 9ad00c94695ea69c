/** Failures before a login that say that a device, its site or its jump host cannot be reached. */
const unreachable: ReadonlySet<string> = new Set([
  'session.refused',
  'session.reset',
  'session.unreachable',
  'session.connect-timeout',
  'session.handshake-timeout',
  'session.jump-host-lost',
]);

/** Failures of a device that has answered. */
const answered: ReadonlySet<string> = new Set([
  'session.auth-rejected',
  'session.enable-refused',
  'session.handshake-failed',
  'session.old-algorithms',
  'session.host-key-changed',
  'session.host-key-revoked',
  'session.host-key-unknown',
  'session.login-failed',
  'session.login-question',
  'session.login-timeout',
  'session.password-expired',
  'session.shell-refused',
]);

/**
 * What a failure to open a session says about the way to the device. Everything else says nothing: names that cannot be
 * resolved, credentials that were not given, mistakes in the inventory.
 */
export function reachabilityOf(code: string): 'unreachable' | 'answered' | 'unknown' {
  if (unreachable.has(code)) return 'unreachable';
  return answered.has(code) ? 'answered' : 'unknown';
}
