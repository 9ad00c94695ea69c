import type { Clock, Timers } from '../../api/ports.ts';

/** A wait longer than this uses the timer that is left running between exchanges, in milliseconds. */
const farMs = 1_000;

interface Armed {
  readonly dueAt: number;
  readonly cancel: () => void;
}

/** Lets one waiter sleep until something happens or a time has come. */
export class WakeUp {
  readonly #clock: Clock;
  readonly #timers: Timers;
  #wake: (() => void) | undefined;
  /** Something happened while nobody waited. */
  #missed = false;
  #near: Armed | undefined;
  /** Stays when a wait is over: the next exchange has a silence of its own to watch, and a timer for each would cost more than it. */
  #far: Armed | undefined;

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Ends the current wait, or the next one at once. */
  notify(): void {
    if (!this.#end()) this.#missed = true;
  }

  /**
   * Waits until `notify` or about `until` (monotonic milliseconds), whichever is first; it may also wake earlier. A timer that is
   * already running and not too late is left as it is: arming one for every packet would cost more than the packet.
   */
  wait(until: number): Promise<void> {
    if (this.#missed) {
      this.#missed = false;
      return Promise.resolve();
    }
    this.by(until);
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends the current wait no later than about `until`. */
  by(until: number): void {
    if ((this.#far?.dueAt ?? Infinity) <= until || (this.#near?.dueAt ?? Infinity) <= until) return;
    const ms = Math.max(0, until - this.#clock.monotonic());
    if (ms > farMs) {
      this.#far?.cancel();
      this.#far = this.#arm(until, ms, () => (this.#far = undefined));
    } else {
      this.#near?.cancel();
      this.#near = this.#arm(until, ms, () => (this.#near = undefined));
    }
  }

  /** Nobody waits for now. */
  rest(): void {
    this.#near?.cancel();
    this.#near = undefined;
  }

  /** Nobody will wait any more: takes back every timer. */
  close(): void {
    this.rest();
    this.#far?.cancel();
    this.#far = undefined;
  }

  /** Whether somebody waited. */
  #end(): boolean {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
    return wake !== undefined;
  }

  #arm(dueAt: number, ms: number, fired: () => void): Armed {
    const cancel = this.#timers.after(ms, () => {
      fired();
      this.#end();
    });
    return { dueAt, cancel };
  }
}
