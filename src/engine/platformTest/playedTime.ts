import type { Clock, Timers } from '../../api/ports.ts';

/** A clock and timers that move only when told to. */
export class PlayedTime implements Clock, Timers {
  #now = 0;
  #timers: { readonly dueAt: number; readonly action: () => void }[] = [];

  now(): number {
    return Date.UTC(2026, 10, 20) + this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { dueAt: this.#now + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves time from timer to timer until the promise has settled; fails after `limitMs` of this clock. */
  async until<T>(promise: Promise<T>, limitMs = 3_600_000): Promise<T> {
    const state = { settled: false };
    const finish = (): void => {
      state.settled = true;
    };
    promise.then(finish, finish);
    const limit = this.#now + limitMs;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.settled) return promise;
      const next = this.#timers.reduce<{ dueAt: number; action: () => void } | undefined>(
        (first, timer) => (first === undefined || timer.dueAt < first.dueAt ? timer : first),
        undefined,
      );
      if (next === undefined) throw new Error('nothing will ever happen: no timer is set');
      if (next.dueAt > limit) throw new Error(`not settled after ${limitMs} ms`);
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.dueAt);
      next.action();
    }
  }
}
