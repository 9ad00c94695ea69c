import type { Clock, Timers } from '../../api/ports.ts';

/** Where time is read. */
export interface TimeSources extends Clock {
  /** Milliseconds since the machine was started, those included that it slept. Setting the clock does not change it. */
  uptime(): number;
  /** Milliseconds that this process has computed so far. */
  computed(): number;
  /** A timer of the system, which knows nothing of a sleep. */
  readonly timers: Timers;
  /** Calls `action` again and again. Returns a function that ends that. */
  every(ms: number, action: () => void): () => void;
}

/** When time is looked after, in milliseconds. */
export interface SleepLimits {
  /** How often. */
  readonly beatMs: number;
  /** Standing still for longer than this is a sleep. */
  readonly limitMs: number;
  /** How long a connection may take to show that it has lived through a sleep. */
  readonly probeMs: number;
}

/**
 * Far longer than the event loop is ever held up. A connection gets as long as a network needs to be there again (wireless ones take
 * ten seconds), and a lost packet to be sent once more.
 */
const defaultLimits: SleepLimits = { beatMs: 1_000, limitMs: 4_000, probeMs: 15_000 };

/**
 * A timer that comes so late, in milliseconds, comes behind other work of this thread. The system may have what a device said in that time:
 * it is read before the timer's silence means anything.
 */
const lateMs = 1;

/**
 * Time that stands still while this process does: while the machine sleeps, or somebody has stopped the process. Whether that time is
 * counted by the monotonic clock differs (Linux leaves a sleep out, Windows does not), and wall clocks may be set; so that
 * the time since the start of the machine is asked as well, which counts all of it. No device is to be given up for time in which
 * nobody could have heard it. Without `start` nothing of this is noticed, and time is the system's.
 */
export class SteadyTime implements Clock, Timers {
  readonly #sources: TimeSources;
  readonly #listeners = new Set<(sleptMs: number) => void>();
  #limits = defaultLimits;
  #stopBeat: (() => void) | undefined;
  #beatAt = 0;
  #beatUptime = 0;
  #beatComputed = 0;
  #missedMs = 0;
  #sleeps = 0;

  constructor(sources: TimeSources) {
    this.#sources = sources;
  }

  /** How long a connection may take to show that it has lived through a sleep, in milliseconds. */
  get probeMs(): number {
    return this.#limits.probeMs;
  }

  /** How often the machine has slept so far, or this process stood still. */
  get sleeps(): number {
    return this.#sleeps;
  }

  /** Looks after time from now on. The process may end all the same. */
  start(limits: SleepLimits = defaultLimits): void {
    this.#limits = limits;
    this.stop();
    this.#note(this.#sources.monotonic());
    this.#stopBeat = this.#sources.every(limits.beatMs, () => {
      this.#beat(this.#sources.monotonic());
    });
  }

  stop(): void {
    this.#stopBeat?.();
    this.#stopBeat = undefined;
  }

  now(): number {
    return this.#sources.now();
  }

  /** Milliseconds that never go back, without those that this process stood still. */
  monotonic(): number {
    const now = this.#sources.monotonic();
    this.#look(now);
    return now - this.#missedMs;
  }

  after(ms: number, action: () => void): () => void {
    const { timers } = this.#sources;
    const dueAt = this.monotonic() + ms;
    let missed = this.#missedMs;
    let isLastLook = false;
    const fire = (): void => {
      const left = dueAt - this.monotonic();
      const hasSlept = this.#missedMs !== missed;
      missed = this.#missedMs;
      if (hasSlept && left > 0) takeBack = timers.after(left, fire);
      else if (left < -lateMs && !isLastLook) {
        isLastLook = true;
        takeBack = timers.after(0, fire);
      } else action();
    };
    let takeBack = timers.after(ms, fire);
    return () => {
      takeBack();
    };
  }

  /** Finds out now, and not within a moment, whether the machine has slept: for what is to be used and may have died in it. */
  check(): void {
    if (this.#stopBeat !== undefined) this.#beat(this.#sources.monotonic());
  }

  /**
   * Calls `listener` after a sleep, soon, with its milliseconds. What had come before the sleep has been read then. Returns a function
   * that takes the listener off.
   */
  onSleep(listener: (sleptMs: number) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Timers that are due come before the beat when a process is let go on: whoever asks for the time first notices it. */
  #look(now: number): void {
    const { beatMs, limitMs } = this.#limits;
    if (this.#stopBeat !== undefined && now - this.#beatAt >= beatMs + limitMs) this.#beat(now);
  }

  #beat(now: number): void {
    const { beatMs, limitMs } = this.#limits;
    const gap = now - this.#beatAt;
    const computed = this.#sources.computed() - this.#beatComputed;
    const stood = Math.max(gap, this.#sources.uptime() - this.#beatUptime) - beatMs;
    this.#note(now);
    if (stood < limitMs) return;
    this.#missedMs += Math.max(0, gap - beatMs);
    // a process that computed for so long did not sleep; it could not listen either
    if (computed >= stood / 2) return;
    this.#sleeps += 1;
    setImmediate(() => {
      for (const listener of [...this.#listeners]) listener(stood);
    });
  }

  #note(now: number): void {
    this.#beatAt = now;
    this.#beatUptime = this.#sources.uptime();
    this.#beatComputed = this.#sources.computed();
  }
}
