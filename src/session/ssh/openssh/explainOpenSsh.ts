import { ShowrunError } from '../../../core/errors.ts';
import { printable } from '../sshErrors.ts';
import { whereToSet } from '../../whereToSet.ts';

/** Lines that tell nothing about a failure. */
const chatter =
  /^(?:debug\d|Authenticated to |Transferred: |Bytes per second: |Warning: Permanently added |Connection to \S+ closed\.$|Pseudo-terminal )/;

interface Rule {
  readonly pattern: RegExp;
  readonly code: string;
  readonly hint: string;
}

/*
 * Messages of OpenSSH's client (sshconnect.c, sshconnect2.c, misc.c, packet.c; 7.4 to 9.9). What must never be tried again
 * stands first: the banner of a device comes through the same pipe, and could say "Connection refused" as well.
 */
const rules: readonly Rule[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED|Host key for .* has changed/i,
    code: 'session.host-key-changed',
    hint: 'Someone may be in between, or the device was replaced: compare the fingerprint on its console. If it is right, remove the old line, whose place is in the message.',
  },
  {
    pattern: /REVOKED HOST KEY|host key .* (?:was|is) revoked|marked as revoked/i,
    code: 'session.host-key-revoked',
    hint: 'Give the device a new host key, or ask whoever revoked this one.',
  },
  {
    pattern: /Host key verification failed|No \S+ host key is known|authenticity of host/i,
    code: 'session.host-key-unknown',
    hint: 'Check the key and add it to a known_hosts file (ssh to the device once by hand), use a host certificate, or another policy. Of a host behind others the transport openssh cannot ask.',
  },
  {
    pattern:
      /Permission denied|Too many authentication failures|Authentication failed|No supported authentication methods/i,
    code: 'session.auth-rejected',
    hint: 'This transport logs in with keys, certificates, FIDO keys and Kerberos only, and cannot ask for anything: a key with a passphrase has to be in an agent, a ticket has to be there (kinit). For passwords use the transport ssh.',
  },
  {
    pattern: /no matching (?:key exchange method|cipher|MAC|host key type|compression)/i,
    code: 'session.handshake-failed',
    hint: 'Allow the algorithm it offers in your ssh_config, or use the transport ssh with ssh_legacy.',
  },
  {
    pattern:
      /Bad owner or permissions|Bad configuration option|terminating, \d+ bad configuration|Can't open user config/i,
    code: 'session.ssh-config-unreadable',
    hint: 'OpenSSH does not take this ssh_config; correct it.',
  },
  {
    pattern:
      /PTY allocation request failed|shell request failed|open failed: (?:administratively|resource|connect)/i,
    code: 'session.shell-refused',
    hint: 'All its lines may be in use, the account may not open a terminal, or a jump host may not forward.',
  },
  {
    pattern: /Temporary failure in name resolution|Try again/i,
    code: 'session.dns-unavailable',
    hint: 'Check the network connection and the name servers, or use the address.',
  },
  {
    pattern: /Could not resolve hostname/i,
    code: 'session.dns',
    hint: 'Check the spelling in the inventory, or use the address.',
  },
  {
    pattern: /Connection refused/i,
    code: 'session.refused',
    hint: 'Check that SSH is enabled there and that the port is right.',
  },
  {
    pattern: /timed out/i,
    code: 'session.connect-timeout',
    hint: `Check the address, the route and firewalls, or give it more time (${whereToSet.connectTimeout}).`,
  },
  {
    pattern: /No route to host|Network is unreachable|Host is down/i,
    code: 'session.unreachable',
    hint: 'Check the route: is the VPN up, is a jump host needed?',
  },
  {
    pattern:
      /kex_exchange_identification|banner exchange|Connection (?:reset|closed)|Broken pipe|client_loop/i,
    code: 'session.reset',
    hint: 'It may have too many connections open already, or an access list refuses this address.',
  },
];

/** The coded error for an `ssh` that ended before it had logged in; `ended` says how (`code 255`, `SIGTERM`). */
export function explainOpenSsh(label: string, stderr: string, ended: string): ShowrunError {
  const lines = tellingLines(stderr);
  const rule = rules.find(({ pattern }) => lines.some((line) => pattern.test(line)));
  // All that is said of a host key helps (which file, which line); otherwise there may be a banner among the lines.
  const isAboutKey = rule === undefined || rule.code.startsWith('session.host-key');
  const words = lines
    .filter((line) => isAboutKey || rule.pattern.test(line))
    .join(' / ')
    .replace(/\.$/, '');
  if (rule === undefined) {
    return new ShowrunError(
      'session.openssh-failed',
      `${label}: ssh ended with ${ended}${words === '' ? ' and said nothing' : `: ${words}`}.`,
      { hint: 'Try it by hand: ssh -tt with the same host.' },
    );
  }
  return new ShowrunError(rule.code, `${label}: ssh said: ${words}.`, { hint: rule.hint });
}

/** Why an established connection ended; nothing where the device ended it in order. */
export function explainOpenSshEnd(label: string, stderr: string): ShowrunError {
  const lines = tellingLines(stderr).filter((line) =>
    /Timeout, server|Broken pipe|Connection (?:reset|timed out)|by remote host|Disconnect|client_loop|disconnected/i.test(
      line,
    ),
  );
  if (lines.length === 0) {
    return new ShowrunError('session.closed', `${label}: it closed the connection.`, {
      hint: 'An idle time-out, a restart, or somebody cleared the line. What was complete is kept.',
    });
  }
  return new ShowrunError('session.lost', `${label}: the connection was lost: ${lines.join(' / ')}`, {
    hint: 'What was complete is kept. Run again for this device.',
  });
}

/** The last lines that say something, fit for a message. */
function tellingLines(stderr: string): string[] {
  return stderr
    .split(/\r?\n|\r/)
    .map((line) => printable(line))
    .filter((line) => line !== '' && !/^@+$/.test(line) && !chatter.test(line))
    .slice(-12);
}
