import type { Clock, Timers } from '../../api/ports.ts';

/** Lets one waiter sleep until something happens or a time has come. */
export class WakeUp {
  readonly #clock: Clock;
  readonly #timers: Timers;
  #wake: (() => void) | undefined;
  /** Something happened while nobody waited. */
  #missed = false;
  #timer: { readonly dueAt: number; readonly cancel: () => void } | undefined;

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Ends the current wait, or the next one at once. */
  notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake === undefined) this.#missed = true;
    else wake();
  }

  /**
   * Waits until `notify` or about `until` (monotonic milliseconds), whichever is first; it may also wake earlier. A timer that is
   * already running and not too late is left as it is: arming one for every packet would cost more than the packet.
   */
  async wait(until: number): Promise<void> {
    if (this.#missed) {
      this.#missed = false;
      return;
    }
    this.by(until);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends the current wait no later than about `until`. */
  by(until: number): void {
    if (this.#timer === undefined || this.#timer.dueAt > until) this.#arm(until);
  }

  /** Takes the timer back. */
  rest(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(until: number): void {
    this.#timer?.cancel();
    const cancel = this.#timers.after(Math.max(0, until - this.#clock.monotonic()), () => {
      this.#timer = undefined;
      this.notify();
    });
    this.#timer = { dueAt: until, cancel };
  }
}
