import type { LabDeviceStats, LabOptions, LabRecording, LabTransport, LabTuning } from '../labOptions.ts';
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
  longLineBytes: 100_000_000,
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

/** The account that all devices of a lab ask the same server for. */
export interface LabAccount {
  /** Rejected logins since the last accepted one, for the fault `lockout`. */
  rejectedInARow: number;
}

/** Everything the side of one device needs that talks to its clients. */
interface AnyContext {
  readonly name: string;
  readonly transport: LabTransport;
  readonly account: LabAccount;
  readonly login: Pick<LabOptions, 'username' | 'password' | 'enableSecret'>;
  readonly tuning: Tuning;
  readonly latencyMs: number;
  readonly seed: number;
  readonly stats: LabDeviceStats;
  /** The faults of the moment; replaced as a whole. */
  faults: ReadonlySet<LabFault>;
}

/** A device of the simulated network. */
export interface SimulatedDevice extends AnyContext {
  readonly entry: RosterEntry;
  readonly network: Network;
}

/** A device that plays a recording. */
export interface RecordedDevice extends AnyContext {
  readonly recording: LabRecording;
}

export type DeviceContext = SimulatedDevice | RecordedDevice;

/** Any platform id. */
export function platformOf(device: DeviceContext): string {
  return 'recording' in device ? device.recording.platform : device.entry.platform;
}
