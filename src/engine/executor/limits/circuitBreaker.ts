import type { ErrorInfo } from '../../../api/diagnostic.ts';
import type { BreakerState } from '../../../api/run.ts';

/** The longest pause, in milliseconds, however often a try has failed. */
const longestPauseMs = 300_000;

/** When a breaker opens, and for how long. */
export interface BreakerSettings {
  /** Devices in a row that cannot be reached; 0: never opens. */
  readonly failures: number;
  /** In milliseconds; doubles with each try that fails. */
  readonly pauseMs: number;
}

/** One attempt to reach a device, from its start to its outcome. */
export interface Attempt {
  readonly device: string;
  /** How often something had been reached when it began. */
  readonly reachedBefore: number;
  /** It is the one that tries for all others. */
  readonly isProbe: boolean;
}

/**
 * Notices that nothing behind a jump host, or at a site, can be reached any more. A failure counts only where nothing else
 * was reached since that attempt began: one dead device, or a few that time out together while their neighbours answer,
 * say nothing about the site. Counted are devices, not attempts. Pure: it has no clock and starts no timer.
 */
export class CircuitBreaker {
  #state: BreakerState = 'closed';
  #reached = 0;
  #failed = new Set<string>();
  #failedProbes = 0;
  #error: ErrorInfo | undefined;
  #probe: string | undefined;
  #pauseMs = 0;

  get state(): BreakerState {
    return this.#state;
  }

  /** Devices in a row that could not be reached. */
  get failed(): readonly string[] {
    return [...this.#failed];
  }

  /** What the last of them failed with. */
  get error(): ErrorInfo | undefined {
    return this.#error;
  }

  /** The device that tries, while it does. */
  get probe(): string | undefined {
    return this.#probe;
  }

  /** How long the pause lasts that the last failure has begun, in milliseconds. */
  get pauseMs(): number {
    return this.#pauseMs;
  }

  /** Tries that failed since it opened. */
  get failedProbes(): number {
    return this.#failedProbes;
  }

  /** An attempt begins. */
  begin(device: string): Attempt {
    const isProbe = this.#state === 'half-open' && this.#probe === undefined;
    if (isProbe) this.#probe = device;
    return { device, reachedBefore: this.#reached, isProbe };
  }

  /** Something answered, whatever it said. True where that changed the state. */
  reached(): boolean {
    this.#reached += 1;
    this.#failed.clear();
    this.#failedProbes = 0;
    this.#error = undefined;
    this.#probe = undefined;
    this.#pauseMs = 0;
    const changed = this.#state !== 'closed';
    this.#state = 'closed';
    return changed;
  }

  /** A device could not be reached. True where that changed the state. */
  unreachable(attempt: Attempt, error: ErrorInfo, settings: BreakerSettings): boolean {
    if (attempt.reachedBefore !== this.#reached || settings.failures === 0) return false;
    this.#failed.add(attempt.device);
    this.#error = error;
    if (attempt.isProbe) this.#failedProbes += 1;
    else if (this.#state !== 'closed' || this.#failed.size < settings.failures) return false;
    this.#probe = undefined;
    this.#pauseMs = Math.min(longestPauseMs, settings.pauseMs * 2 ** this.#failedProbes);
    this.#state = 'open';
    return true;
  }

  /** The attempt was given up before it came to anything. True where another one has to try in its place. */
  abandoned(attempt: Attempt): boolean {
    if (!attempt.isProbe || this.#state !== 'half-open') return false;
    this.#probe = undefined;
    return true;
  }

  /** The pause is over: one may try. */
  pauseOver(): void {
    if (this.#state === 'open') this.#state = 'half-open';
  }
}
