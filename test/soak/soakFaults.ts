import type { LabFault } from '../../src/lab/labFault.ts';

/** What a fault may come to. */
export interface SoakFault {
  /** How often it is taken, against the others. */
  readonly weight: number;
  /** Codes that the device or its first failed command may have; with none, everything must be `ok`. */
  readonly codes: readonly string[];
  /** A device that was asked one line only can be done before the fault shows. */
  readonly late?: true;
  /** It shows at the login only: a session that was kept from before does not see it. */
  readonly atLogin?: true;
  /** Devices over telnet can have it as well. */
  readonly telnet?: true;
}

/** What the jump host of the soak says of a connection that is refused or reset. */
const noWay = 'session.unreachable';
/** A login that was rejected, and what was not tried any more after it. */
export const stopped = ['session.auth-rejected', 'session.credential-stopped'];

/** The faults of the soak: those that can happen on any day, and none that takes longer than a few seconds to be sure of. */
export const soakFaults: Partial<Record<LabFault, SoakFault>> = {
  refuse: { weight: 12, codes: ['session.refused', noWay], telnet: true },
  reset: { weight: 12, codes: ['session.reset', noWay], atLogin: true, telnet: true },
  'max-sessions': { weight: 6, codes: ['session.reset', 'session.closed'], atLogin: true },
  'kex-failure': { weight: 6, codes: ['session.handshake-failed'], atLogin: true },
  'wrong-password': { weight: 12, codes: stopped, atLogin: true, telnet: true },
  'too-many-failures': { weight: 6, codes: stopped, atLogin: true },
  'hang-before-login': {
    weight: 1,
    codes: ['session.handshake-timeout', 'session.login-timeout'],
    atLogin: true,
    telnet: true,
  },
  // over telnet nothing behind the password may be a rejection, and counts as one
  'no-prompt': { weight: 1, codes: ['session.login-timeout', ...stopped], atLogin: true, telnet: true },
  'drop-after-login': { weight: 12, codes: ['session.closed'], atLogin: true, telnet: true },
  'drop-in-output': { weight: 12, codes: ['session.closed'], telnet: true },
  'hang-in-output': { weight: 2, codes: ['session.command-timeout'], telnet: true },
  'half-open': { weight: 2, codes: ['session.command-timeout'], late: true, telnet: true },
  'close-after-command': { weight: 12, codes: ['session.closed'], late: true, telnet: true },
  'endless-output': { weight: 2, codes: ['engine.output-limit'], telnet: true },
  'empty-pager': { weight: 1, codes: ['session.pager-stuck', 'engine.output-limit'] },
  'escape-bomb': { weight: 1, codes: [], telnet: true },
  garbage: { weight: 12, codes: [], telnet: true },
  slow: { weight: 6, codes: [], telnet: true },
};

const all = Object.entries(soakFaults) as [LabFault, SoakFault][];

/** Every fault as often as its weight. */
export const sshFaultNames: readonly LabFault[] = byWeight(all);
/** … of those that devices over telnet can have. */
export const telnetFaultNames: readonly LabFault[] = byWeight(all.filter(([, { telnet }]) => telnet));

function byWeight(faults: readonly [LabFault, SoakFault][]): LabFault[] {
  return faults.flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name));
}
