/** Ends an executor without warning in the middle of its work. */
export class ExecutorKiller {
  readonly #pid: () => number;
  readonly #after: number;
  #events = 0;
  #kills = 0;

  /** @param after events of all runs together after which it is done, once */
  constructor(pid: () => number, after: number) {
    this.#pid = pid;
    this.#after = after;
  }

  get kills(): number {
    return this.#kills;
  }

  /** To be called with every event. */
  watch(): void {
    this.#events += 1;
    if (this.#events !== this.#after) return;
    this.#kills += 1;
    process.kill(this.#pid(), 'SIGKILL');
  }
}
