import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../api/ports.ts';

/** Spaces out the opening of connections. Goes by the monotonic clock: setting the time neither stalls nor floods. */
export class StartPacer {
  readonly #clock: Clock;
  #next = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for the next free place at `perSecond` starts a second. Rejects when `signal` is aborted. */
  async wait(perSecond: number | undefined, signal: AbortSignal): Promise<void> {
    if (perSecond === undefined || perSecond <= 0) return;
    const now = this.#clock.monotonic();
    const place = Math.max(now, this.#next);
    this.#next = place + 1000 / perSecond;
    if (place > now) await delay(place - now, undefined, { signal });
  }
}
