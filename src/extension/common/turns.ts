/** Lets people be asked one thing at a time: each task starts when the one before it has ended, well or not. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs a task when it is its turn; the result, or what it threw, goes to the caller alone. */
  async next<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(task, task);
    this.#last = mine.catch(() => undefined);
    return await mine;
  }
}
