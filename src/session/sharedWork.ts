interface Job<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
  done: boolean;
}

/**
 * Does a piece of work once for everyone who asks for the same key, and keeps its result. One who stops waiting leaves
 * the others alone; the work itself is aborted when nobody waits any more. Failed work is forgotten.
 */
export class SharedWork<T> {
  readonly #jobs = new Map<string, Job<T>>();

  /** Rejects with the reason of `signal` when that is aborted first. */
  async get(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const job = this.#jobs.get(key);
    if (job?.done === true) return job.result;
    return this.#wait(job ?? this.#start(key, work), signal);
  }

  /** Drops a kept result, so that the next one asks anew. */
  forget(key: string): void {
    this.#jobs.delete(key);
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Job<T> {
    const abort = new AbortController();
    const job: Job<T> = { result: work(abort.signal), abort, waiting: 0, done: false };
    this.#jobs.set(key, job);
    const forget = (): void => {
      if (this.#jobs.get(key) === job) this.#jobs.delete(key);
    };
    job.result.then(() => {
      job.done = true;
    }, forget);
    abort.signal.addEventListener('abort', forget);
    return job;
  }

  async #wait(job: Job<T>, signal: AbortSignal): Promise<T> {
    job.waiting++;
    let stop = (): void => undefined;
    const aborted = new Promise<never>((_resolve, reject) => {
      stop = () => {
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([job.result, aborted]);
    } finally {
      signal.removeEventListener('abort', stop);
      job.waiting--;
      if (job.waiting === 0 && !job.done && signal.aborted) job.abort.abort(signal.reason);
    }
  }
}
