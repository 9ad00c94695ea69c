import { systemTime } from '../time/systemTime.ts';

/** The reason of a signal that was aborted because time was up. */
export class DeadlineExpired extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`time was up after ${ms} ms`);
    this.ms = ms;
  }
}

/** A time-out that runs from `start` to `clear` and stands still while a person is being asked, and while the machine sleeps. */
export class Deadline {
  readonly #expire: (reason: DeadlineExpired) => void;
  readonly #totalMs: number;
  #leftMs: number;
  #continuedAt = 0;
  #takeBack: (() => void) | undefined;
  #running = false;
  #holds = 0;

  constructor(ms: number, expire: (reason: DeadlineExpired) => void) {
    this.#totalMs = ms;
    this.#leftMs = ms;
    this.#expire = expire;
  }

  start(): this {
    this.#running = true;
    this.#continue();
    return this;
  }

  /** Runs `work` with the clock stopped. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#holds++;
    this.#pause();
    try {
      return await work();
    } finally {
      this.#holds--;
      this.#continue();
    }
  }

  /** Ends it for good. */
  clear(): void {
    this.#running = false;
    this.#pause();
  }

  #continue(): void {
    if (!this.#running || this.#holds > 0 || this.#takeBack !== undefined) return;
    this.#continuedAt = systemTime.monotonic();
    this.#takeBack = systemTime.after(this.#leftMs, () => {
      this.#expire(new DeadlineExpired(this.#totalMs));
    });
  }

  #pause(): void {
    if (this.#takeBack === undefined) return;
    this.#takeBack();
    this.#takeBack = undefined;
    this.#leftMs = Math.max(0, this.#leftMs - (systemTime.monotonic() - this.#continuedAt));
  }
}
