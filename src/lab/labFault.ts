import { ShowrunError } from '../core/errors.ts';

/** What can be wrong with a simulated device, with what the user of the lab will see. Source of docs/lab.md's table. */
export const labFaults = {
  refuse: 'nothing listens on the port: connection refused',
  reset: 'the connection is accepted and reset',
  'hang-before-login': 'the connection is accepted, then silence',
  'hang-in-banner': 'the SSH identification is sent, then silence',
  'hang-in-login': 'the key exchange works, authentication is never answered',
  'kex-failure': 'the key exchange fails',
  'old-key-exchange': 'nothing is offered but a group exchange, with a group of 8,192 bits',
  'changed-host-key': 'another host key than before',
  'wrong-password': 'every login is rejected',
  lockout: 'three rejected logins lock the account for good',
  'too-many-failures': 'the first login ends the connection with “Too many authentication failures”',
  'slow-login': 'a login takes seconds to be judged, as with a distant AAA server',
  'max-sessions': 'one connection at a time, further ones are closed at once',
  'publickey-only': 'only keys are accepted',
  'keyboard-interactive': 'the password is asked for by keyboard-interactive only',
  'one-time-code': 'the password is asked for, then a one-time code (SSH: by keyboard-interactive)',
  console: 'telnet: nothing is said before Return is pressed, as on a console server',
  'logged-in': 'telnet: no login is asked for, as on a console that somebody left',
  'echo-password': 'telnet: the password is shown while it is typed',
  'drop-after-login': 'the connection is cut after the first prompt',
  'no-prompt': 'nothing comes after the login, not even a prompt',
  'hang-in-output': 'the output of a show command stops half-way',
  'drop-in-output': 'the connection is cut half-way through the output of a show command',
  'endless-output': 'the output of a show command never ends',
  'endless-pager': 'show commands are paged whatever was asked for, and the pager comes again without end',
  'empty-pager': 'the pager comes again without end, and no text but the first line',
  'close-after-command': 'the connection is closed behind the prompt that ends a show command',
  'half-open': 'behind a show command the connection stays open but dead, as after a sleep',
  slow: 'output trickles, a few bytes at a time',
  'big-output': '`show tech-support` and its likes give 10 MB',
  'long-line': 'the output of a show command has a line of 100 MB',
  'binary-output': 'the output of a show command has 256 kB of random bytes in it',
  'escape-bomb': 'the output of a show command has terminal sequences in it that are made to do harm',
  'syslog-burst': 'log messages break into the output of a show command, and stand behind its prompt',
  garbage: 'output is mixed with control bytes, escape sequences and invalid UTF-8',
} as const;

/** Name of a fault. */
export type LabFault = keyof typeof labFaults;

/** Checks a fault name that a person typed. Throws `lab.unknown-fault`. */
export function parseLabFault(name: string): LabFault {
  if (Object.hasOwn(labFaults, name)) return name as LabFault;
  throw new ShowrunError('lab.unknown-fault', `The lab knows no fault "${name}".`, {
    hint: `Known faults: ${Object.keys(labFaults).join(', ')}.`,
  });
}
