/** Lets one holder at a time through for each key, in the order of asking. */
export class KeyedLock {
  readonly #last = new Map<string, Promise<void>>();

  /** Does `work` when nobody else holds `key`. */
  async hold<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    let release = (): void => undefined;
    const mine = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#last.set(key, mine);
    try {
      await before;
      return await work();
    } finally {
      release();
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }
}
