import type { Clock, Timers } from '../../../api/ports.ts';

/** Spaces out the opening of connections. Goes by the monotonic clock: setting the time neither stalls nor floods. */
export class StartPacer {
  readonly #clock: Clock;
  readonly #timers: Timers;
  #next = 0;

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Waits for the next free place at `perSecond` starts a second. Rejects when `signal` is aborted. */
  async wait(perSecond: number | undefined, signal: AbortSignal): Promise<void> {
    if (perSecond === undefined || perSecond <= 0) return;
    const now = this.#clock.monotonic();
    const place = Math.max(now, this.#next);
    this.#next = place + 1000 / perSecond;
    if (place > now) await this.#pause(place - now, signal);
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        takeBack();
        reject(signal.reason as Error);
      };
      const takeBack = this.#timers.after(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}
