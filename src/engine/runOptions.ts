import type { HostKeyPolicy } from '../api/device.ts';
import type { RunLimits } from '../api/run.ts';

/** How a run is executed. Everything a face can set; plain data that crosses to the executor. */
export interface RunOptions {
  /** Absolute path of the folder that run folders are made in (`<workspace>/.showrun/runs`). */
  readonly runsFolder: string;
  /** Devices worked on at the same time. Simultaneous runs together keep to the largest of theirs. */
  readonly concurrency: number;
  /** … of one site; devices without a site are bound by `concurrency` alone. 50 where it is absent. */
  readonly concurrencyPerSite?: number;
  /** … behind one jump host. 25 where it is absent. */
  readonly concurrencyPerJumpHost?: number;
  /**
   * Devices of a site, or behind a jump host, that cannot be reached in a row before no more of them are contacted for a
   * time; 0 contacts them all. 5 where it is absent.
   */
  readonly breakerFailures?: number;
  /** How long none is contacted then, in milliseconds, before one tries; doubles each time. 15,000 where it is absent. */
  readonly breakerPauseMs?: number;
  readonly connectTimeoutMs: number;
  readonly loginTimeoutMs: number;
  /** Silence after which a command is given up, where the template does not say otherwise. */
  readonly commandTimeoutMs: number;
  /** Size at which the output of one command is cut and the command given up; 200 MB where it is absent. */
  readonly maxOutputBytes?: number;
  /**
   * How long a session is kept after its commands, in milliseconds, so that the next run on the device need not log in; none
   * is kept where it is absent or 0. The executor that keeps them must live on.
   */
  readonly keepWarmMs?: number;
  /** Sessions that are kept at most, of all runs together; 100 where it is absent. */
  readonly keepWarmAtMost?: number;
  /** Further attempts after a failure that may pass (refused, reset, time-out before login). */
  readonly retries: number;
  /** Pause before the first further attempt, in milliseconds; it doubles each time and varies a little. 1,000 if absent. */
  readonly retryDelayMs?: number;
  /** Connections opened per second, all runs together; no limit where it is absent. */
  readonly connectionsPerSecond?: number;
  /** For devices whose inventory entry says nothing. */
  readonly hostKeys: HostKeyPolicy;
  /** OpenSSH known_hosts files to honour, in order. */
  readonly knownHostsFiles: readonly string[];
  /** Where keys accepted here are remembered, in known_hosts format. */
  readonly acceptedKeysFile: string;
  /** Where relative paths of the inventory (key files, ssh_config) start; the workspace folder. */
  readonly baseFolder?: string;
  /** The user's own ssh_config, for devices that name none; none is read where it is absent. */
  readonly sshConfigFile?: string;
  /** Whether old algorithms may be offered to devices that do not say so themselves; false where it is absent. */
  readonly legacy?: boolean;
  /** User name for devices without one. */
  readonly defaultUsername?: string;
  /** Rejected logins with one credential after which the run stops using it, so that nobody is locked out. */
  readonly maxRejectedLogins: number;
  /** True once a person has confirmed `plan.held`; without it the executor refuses a plan with held commands. */
  readonly heldConfirmed: boolean;
}

/** Defaults of both faces. */
export const defaultRunOptions = {
  concurrency: 100,
  concurrencyPerSite: 50,
  concurrencyPerJumpHost: 25,
  breakerFailures: 5,
  breakerPauseMs: 15_000,
  connectTimeoutMs: 10_000,
  loginTimeoutMs: 20_000,
  commandTimeoutMs: 30_000,
  maxOutputBytes: 200_000_000,
  keepWarmMs: 0,
  keepWarmAtMost: 100,
  retries: 2,
  hostKeys: 'ask',
  // Devices that lock an account commonly do it at the third failure.
  maxRejectedLogins: 2,
  heldConfirmed: false,
} as const satisfies Partial<RunOptions>;

/** The limits that the options ask for, with the defaults for what they leave open. */
export function limitsOf({
  concurrency,
  concurrencyPerSite = defaultRunOptions.concurrencyPerSite,
  concurrencyPerJumpHost = defaultRunOptions.concurrencyPerJumpHost,
  connectionsPerSecond = 0,
}: RunOptions): RunLimits {
  return soundLimits({ concurrency, concurrencyPerSite, concurrencyPerJumpHost, connectionsPerSecond });
}

/** Limits that a run can work with: whole numbers from one on; a rate of zero is none. */
export function soundLimits(limits: RunLimits): RunLimits {
  const rate = limits.connectionsPerSecond ?? 0;
  return {
    concurrency: atLeastOne(limits.concurrency),
    concurrencyPerSite: atLeastOne(limits.concurrencyPerSite),
    concurrencyPerJumpHost: atLeastOne(limits.concurrencyPerJumpHost),
    ...(rate > 0 ? { connectionsPerSecond: rate } : {}),
  };
}

function atLeastOne(limit: number): number {
  return Math.max(1, Math.floor(limit) || 1);
}
