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
}

const stopped = ['session.auth-rejected', 'session.credential-stopped'];

/** The faults of the soak: those that can happen on any day, and none that takes longer than a few seconds to be sure of. */
export const soakFaults: Partial<Record<LabFault, SoakFault>> = {
  refuse: { weight: 12, codes: ['session.refused'] },
  reset: { weight: 12, codes: ['session.reset'], atLogin: true },
  'max-sessions': { weight: 6, codes: ['session.reset', 'session.closed'], atLogin: true },
  'kex-failure': { weight: 6, codes: ['session.handshake-failed'], atLogin: true },
  'wrong-password': { weight: 12, codes: stopped, atLogin: true },
  'too-many-failures': { weight: 6, codes: stopped, atLogin: true },
  'hang-before-login': { weight: 1, codes: ['session.handshake-timeout'], atLogin: true },
  'no-prompt': { weight: 1, codes: ['session.login-timeout'], atLogin: true },
  'drop-after-login': { weight: 12, codes: ['session.closed'], atLogin: true },
  'drop-in-output': { weight: 12, codes: ['session.closed'] },
  'hang-in-output': { weight: 2, codes: ['session.command-timeout'] },
  'half-open': { weight: 2, codes: ['session.command-timeout'], late: true },
  'close-after-command': { weight: 12, codes: ['session.closed'], late: true },
  'endless-output': { weight: 2, codes: ['engine.output-limit'] },
  'empty-pager': { weight: 1, codes: ['session.pager-stuck', 'engine.output-limit'] },
  'escape-bomb': { weight: 1, codes: [] },
  garbage: { weight: 12, codes: [] },
  slow: { weight: 6, codes: [] },
};

/** Every fault as often as its weight. */
export const soakFaultNames: readonly LabFault[] = (
  Object.entries(soakFaults) as [LabFault, SoakFault][]
).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name));
