import { systemTime } from '../time/systemTime.ts';

/** The reason of a signal that was aborted because time was up. */
export class DeadlineExpired extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`time was up after ${ms} ms`);
    this.ms = ms;
  }
}

/**
 * A time-out that runs from `start` to `clear` and stands still while a person is being asked, and while the machine sleeps. Its timer
 * is left as it is meanwhile, and looks at its end how much is left: most work that could have to ask somebody asks nobody.
 */
export class Deadline {
  readonly #expire: (reason: DeadlineExpired) => void;
  readonly #totalMs: number;
  /** When time is up, held time of the past included; undefined while it does not run. */
  #dueAt: number | undefined;
  #heldSince = 0;
  #holds = 0;
  #takeBack: (() => void) | undefined;

  constructor(ms: number, expire: (reason: DeadlineExpired) => void) {
    this.#totalMs = ms;
    this.#expire = expire;
  }

  start(): this {
    const now = systemTime.monotonic();
    this.#dueAt = now + this.#totalMs;
    this.#heldSince = now;
    this.#arm(this.#totalMs);
    return this;
  }

  /** Runs `work` with the clock stopped. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.#holds === 0) this.#heldSince = systemTime.monotonic();
    this.#holds++;
    try {
      return await work();
    } finally {
      this.#holds--;
      if (this.#holds === 0) this.#release();
    }
  }

  /** Ends it for good. */
  clear(): void {
    this.#dueAt = undefined;
    this.#takeBack?.();
    this.#takeBack = undefined;
  }

  #release(): void {
    if (this.#dueAt === undefined) return;
    const now = systemTime.monotonic();
    this.#dueAt += now - this.#heldSince;
    if (this.#takeBack === undefined) this.#arm(this.#dueAt - now);
  }

  #arm(ms: number): void {
    this.#takeBack = systemTime.after(ms, () => {
      this.#takeBack = undefined;
      // a release arms it again
      if (this.#dueAt === undefined || this.#holds > 0) return;
      const left = this.#dueAt - systemTime.monotonic();
      if (left > 0) this.#arm(left);
      else this.#expire(new DeadlineExpired(this.#totalMs));
    });
  }
}
