import type { HostKeyPolicy } from './device.ts';
import type { ErrorInfo } from './diagnostic.ts';
import type { Plan } from './plan.ts';

/**
 * - `rejected`: the device answered, but with one of the platform's failure patterns
 * - `timeout`: the device fell silent
 * - `failed`: the session was lost while the command ran
 * - `skipped`: never sent (an earlier command or the session failed)
 * - `cancelled`: stopped by the user
 */
export type CommandStatus = 'ok' | 'rejected' | 'timeout' | 'failed' | 'skipped' | 'cancelled';

/** `failed` covers a device with any command that is not `ok`, and one that could not be reached at all. */
export type DeviceStatus =
  'queued' | 'connecting' | 'running' | 'ok' | 'failed' | 'cancelled' | 'refused' | 'interrupted';

/** `interrupted`: the executor or the editor went away while the run was going on. */
export type RunStatus = 'running' | 'ok' | 'failed' | 'cancelled' | 'interrupted';

/** Lines that came with an output and are none of it: messages of the device's logging, or the late rest of something earlier. */
export interface CommandMessages {
  /** Relative to the run folder, `/`-separated. */
  readonly file: string;
  readonly bytes: number;
  /** Lines. */
  readonly count: number;
}

/** What one command gave on one device. */
export interface CommandResult {
  /** Position in the device's plan, from 0. */
  readonly index: number;
  readonly command: string;
  readonly status: CommandStatus;
  /** False for a cancelled command that the device never got; absent otherwise. */
  readonly sent?: false;
  /** Output file relative to the run folder, `/`-separated; absent where nothing was received. */
  readonly file?: string;
  /** Size of the output file in bytes. */
  readonly bytes: number;
  /** What was kept apart from the output; absent where nothing was. */
  readonly messages?: CommandMessages;
  readonly durationMs: number;
  readonly error?: ErrorInfo;
}

/** What happened on one device. */
export interface DeviceResult {
  readonly device: string;
  /** Folder below the run folder; a safe form of the name. */
  readonly folder: string;
  /** The platform that the device turned out to have, where the plan says `auto`. */
  readonly platform?: string;
  readonly status: DeviceStatus;
  readonly attempts: number;
  readonly durationMs: number;
  /** Why the device as a whole failed (connection, login); a failed command's error stands with the command. */
  readonly error?: ErrorInfo;
  /** What the user should know besides, for example uncommitted changes that the session left behind. */
  readonly notes?: readonly ErrorInfo[];
  readonly commands: readonly CommandResult[];
}

export interface RunTotals {
  readonly devices: number;
  readonly ok: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly refused: number;
  readonly commands: number;
  readonly bytes: number;
}

/** How a run was to go, as it was told at the beginning. Times in milliseconds. */
export interface RunSettings extends RunLimits {
  readonly breakerFailures: number;
  readonly connectTimeoutMs: number;
  readonly loginTimeoutMs: number;
  readonly commandTimeoutMs: number;
  readonly maxOutputBytes: number;
  readonly retries: number;
  readonly hostKeys: HostKeyPolicy;
  readonly defaultUsername?: string;
}

/** run.json: written before the first connection, completed at the end. */
export interface RunRecord {
  readonly version: 1;
  /** Sorts by time: `2026-11-20T180321Z-7f3a`. */
  readonly id: string;
  readonly showrun: string;
  readonly status: RunStatus;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly plan: Plan;
  /** How it was to go; absent in records of before that was written down. */
  readonly settings?: RunSettings;
  readonly totals: RunTotals;
  /** What the user should know of the run as a whole, for example that the machine slept. */
  readonly notes?: readonly ErrorInfo[];
  readonly results: readonly DeviceResult[];
}

/** What a circuit breaker stands before. */
export type BreakerScope = 'site' | 'jump-host';

/**
 * - `closed`: devices are contacted
 * - `open`: too many in a row could not be reached; none is contacted for a time
 * - `half-open`: one device tries whether the others may follow
 */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** How many devices a run works on at once, and how fast connections are opened. May change while it goes on. */
export interface RunLimits {
  /** In total. */
  readonly concurrency: number;
  readonly concurrencyPerSite: number;
  readonly concurrencyPerJumpHost: number;
  /** No limit where it is absent. */
  readonly connectionsPerSecond?: number;
}

/** One line of journal.ndjson, and what the executor streams to its host. `at` is ISO 8601, UTC. */
export type RunEvent = { readonly at: string; readonly run: string } & (
  | { readonly type: 'run-started'; readonly devices: number }
  | { readonly type: 'device-started'; readonly device: string; readonly attempt: number }
  | {
      readonly type: 'device-connected';
      readonly device: string;
      readonly prompt: string;
      /** Where it was found out. */
      readonly platform?: string;
    }
  | {
      readonly type: 'device-retry';
      readonly device: string;
      readonly delayMs: number;
      readonly error: ErrorInfo;
    }
  | { readonly type: 'command-started'; readonly device: string; readonly index: number }
  | {
      readonly type: 'command-finished';
      readonly device: string;
      readonly result: CommandResult;
      /** The last lines of the output, at most 2,000 characters, for a preview. Not in the journal. */
      readonly tail?: string;
    }
  | { readonly type: 'device-finished'; readonly device: string; readonly result: DeviceResult }
  /** A breaker that stands before devices of this run has changed. */
  | {
      readonly type: 'breaker';
      readonly scope: BreakerScope;
      /** The site's name, or the jump host as the inventory or the ssh_config writes it. */
      readonly name: string;
      readonly state: BreakerState;
      /** Devices of this run that are not contacted before it closes. */
      readonly waiting: number;
      /** `open`: devices that could not be reached, the first ten of them. */
      readonly failed?: readonly string[];
      /** `open`: what the last of them failed with. */
      readonly error?: ErrorInfo;
      /** `open`: milliseconds until one device may try. */
      readonly retryInMs?: number;
      /** `half-open`: the device that tries; it may be one of another run. */
      readonly probe?: string;
    }
  /** The limits were changed while the run went on; what they are now. */
  | { readonly type: 'limits-changed'; readonly limits: RunLimits }
  /**
   * The machine slept, or the program was stopped, while the run went on. What it waited for devices then does not count; open
   * connections were asked at once whether they are still there.
   */
  | { readonly type: 'slept'; readonly sleptMs: number }
  /** A person cancelled a part of the run, or all of it where nothing is named. What it came to is in the results. */
  | { readonly type: 'cancel-requested'; readonly devices?: readonly string[]; readonly block?: string }
  | {
      readonly type: 'run-finished';
      readonly status: RunStatus;
      readonly totals: RunTotals;
      readonly error?: ErrorInfo;
    }
);
