import type { Clock } from '../api/ports.ts';
import type { LabFault } from './labFault.ts';

/** The network before or after the change that the lab simulates. */
export type LabState = 'before' | 'after';

/** Platforms the lab can play; netmiko's keys. */
export type LabPlatform = 'cisco_ios' | 'cisco_nxos' | 'arista_eos' | 'juniper_junos' | 'linux';

/** Every platform of the lab, in the order of the documentation. */
export const labPlatforms: readonly LabPlatform[] = [
  'cisco_ios',
  'cisco_nxos',
  'arista_eos',
  'juniper_junos',
  'linux',
];

/** How a device is reached. */
export type LabTransport = 'ssh' | 'telnet';

/** What a device is in the simulated network; decides its model, its links and its configuration. */
export type LabRole = 'core' | 'edge' | 'access' | 'spine' | 'leaf' | 'router' | 'server';

/** A device asked for by name instead of by count. */
export interface LabDeviceSpec {
  readonly name: string;
  readonly platform: LabPlatform;
  readonly site?: string;
  readonly role?: LabRole;
  /** TCP port; the next free one where it is absent. */
  readonly port?: number;
  /** The lab's where it is absent. */
  readonly transport?: LabTransport;
  readonly faults?: readonly LabFault[];
}

/** A device that plays what was recorded on a real one, instead of being simulated. */
export interface LabRecordedDevice {
  readonly name: string;
  readonly recording: LabRecording;
  readonly port?: number;
  readonly transport?: LabTransport;
  readonly faults?: readonly LabFault[];
}

/** A recorded command line, byte for byte. */
export interface LabRecording {
  /** Any platform id; stands in the inventory. */
  readonly platform: string;
  /** What comes after the login, up to the first prompt or question. */
  readonly greeting: string;
  /** What was typed, and what came back: echo, output and prompt. A step without `reply` stays unanswered. */
  readonly steps: readonly { readonly send: string; readonly reply?: string }[];
}

/** How the simulated devices behave beyond the faults; everything has a default. */
export interface LabTuning {
  /** Size of `show tech-support` with the fault `big-output`, in bytes. */
  readonly bigOutputBytes?: number;
  /** Length of the line that the fault `long-line` gives, in bytes. */
  readonly longLineBytes?: number;
  /** Milliseconds between the pieces that the fault `slow` sends. */
  readonly slowDelayMs?: number;
  /** Milliseconds that the fault `slow-login` takes to judge a login. */
  readonly slowLoginMs?: number;
  /** Connections at a time with the fault `max-sessions`. */
  readonly maxSessions?: number;
  /** Rejected logins, on all devices together, after which the fault `lockout` locks the account. */
  readonly lockoutAfter?: number;
  /** The code that the fault `one-time-code` wants. */
  readonly oneTimeCode?: string;
  /** Public keys accepted as logins, one OpenSSH line each. With none, any key that signs correctly is. */
  readonly authorizedKeys?: readonly string[];
  /** Milliseconds without input after which a device logs out; 0 is never. */
  readonly idleLogoutMs?: number;
  /** Text sent before authentication. */
  readonly banner?: string;
  /** Text printed after login, before the first prompt. */
  readonly motd?: string;
  /** Frames each show output in lines that name device and command, so that a test can check whose output it is. */
  readonly tokens?: boolean;
  /**
   * One host key for all devices, the same for every lab; true where it is absent. Labs get other ports each time: with a key
   * for each device, a port that was accepted once would belong to another device later, and count as a changed key.
   */
  readonly sharedHostKey?: boolean;
}

/** What `startLab` takes. */
export interface LabOptions {
  /** How many devices of the standard network to start; 12 unless `devices` is given. */
  readonly count?: number;
  /** The devices to start, instead of the standard network. */
  readonly devices?: readonly LabDeviceSpec[];
  /** Devices that play recordings, after the others; without `count` and `devices` there are no others. */
  readonly recordings?: readonly LabRecordedDevice[];
  /** How devices are reached that do not say; ssh unless given. */
  readonly transport?: LabTransport;
  readonly state: LabState;
  /** Address to listen on. The lab is never offered to a network. */
  readonly host?: '127.0.0.1';
  /** Port of the first device, the others follow; 0 lets the system choose each. */
  readonly basePort?: number;
  readonly username: string;
  readonly password: string;
  readonly enableSecret: string;
  /** Round-trip time to add between client and device, in milliseconds. */
  readonly latencyMs?: number;
  /** Faults by device name; `*` stands for all devices. */
  readonly faults?: Readonly<Record<string, LabFault | readonly LabFault[]>>;
  /** The same seed gives the same network, host keys included. */
  readonly seed?: number;
  readonly clock?: Clock;
  readonly tuning?: LabTuning;
}

/** A running device. */
export interface LabDevice {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: LabTransport;
  /** A `LabPlatform`, or that of a recording. */
  readonly platform: string;
  readonly site: string;
  readonly role: LabRole;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  /** The further inventory columns: `uplink`, `vlans` and `loopback`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly faults: readonly LabFault[];
}

/** What a device has seen since the lab was started. */
export interface LabDeviceStats {
  /** TCP connections accepted. */
  connections: number;
  /** Connections open now. */
  open: number;
  loginsAccepted: number;
  /** Attempts with a password, key or answer that were rejected. */
  loginsRejected: number;
  /** Every line received after login, as it was typed; hidden answers are left out. */
  readonly commands: string[];
}

/** A running lab. */
export interface Lab {
  readonly devices: readonly LabDevice[];
  /** Switches the whole network; sessions stay up and see the new state. */
  setState(state: LabState): void;
  /** Gives a device (or `*`, all) exactly this fault; `undefined` heals it. Throws `lab.unknown-device`. */
  setFault(device: string, fault: LabFault | readonly LabFault[] | undefined): Promise<void>;
  /** Live counters by device name. */
  stats(): ReadonlyMap<string, LabDeviceStats>;
  /** The inventory file of what runs, without passwords. */
  inventoryCsv(): string;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}
