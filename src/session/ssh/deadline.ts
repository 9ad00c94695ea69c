/** The reason of a signal that was aborted because time was up. */
export class DeadlineExpired extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`time was up after ${ms} ms`);
    this.ms = ms;
  }
}

/** A time-out that stands still while a person is being asked. */
export class Deadline {
  readonly #expire: (reason: DeadlineExpired) => void;
  readonly #totalMs: number;
  #leftMs: number;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #holds = 0;

  constructor(ms: number, expire: (reason: DeadlineExpired) => void) {
    this.#totalMs = ms;
    this.#leftMs = ms;
    this.#expire = expire;
    this.#start();
  }

  /** Runs `work` with the clock stopped. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.#holds++ === 0) this.#stop();
    try {
      return await work();
    } finally {
      if (--this.#holds === 0) this.#start();
    }
  }

  /** Ends it for good. */
  clear(): void {
    this.#stop();
    this.#leftMs = Number.NaN;
  }

  #start(): void {
    if (Number.isNaN(this.#leftMs)) return;
    this.#startedAt = performance.now();
    this.#timer = setTimeout(() => {
      this.#expire(new DeadlineExpired(this.#totalMs));
    }, this.#leftMs);
  }

  #stop(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#leftMs = Math.max(0, this.#leftMs - (performance.now() - this.#startedAt));
  }
}
