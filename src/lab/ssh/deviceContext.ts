import type { LabDeviceStats, LabOptions, LabTuning } from '../labOptions.ts';
import type { LabFault } from '../labFault.ts';
import type { Network } from '../network/network.ts';
import type { RosterEntry } from '../network/roster.ts';

/** `LabTuning` with every default filled in. */
export interface Tuning extends Required<Omit<LabTuning, 'banner' | 'motd'>> {
  readonly banner?: string;
  readonly motd?: string;
}

/** The defaults of `LabTuning`. */
export const defaultTuning: Tuning = {
  bigOutputBytes: 10_000_000,
  slowDelayMs: 20,
  slowLoginMs: 4000,
  maxSessions: 1,
  lockoutAfter: 3,
  oneTimeCode: '123456',
  authorizedKeys: [],
  idleLogoutMs: 0,
  tokens: false,
  sharedHostKey: true,
};

/** Everything the SSH side of one device needs. */
export interface DeviceContext {
  readonly entry: RosterEntry;
  readonly network: Network;
  readonly login: Pick<LabOptions, 'username' | 'password' | 'enableSecret'>;
  readonly tuning: Tuning;
  readonly latencyMs: number;
  readonly seed: number;
  readonly stats: LabDeviceStats;
  /** The faults of the moment; replaced as a whole. */
  faults: ReadonlySet<LabFault>;
  /** Rejected logins since the last accepted one, for the fault `lockout`. */
  rejectedInARow: number;
}
