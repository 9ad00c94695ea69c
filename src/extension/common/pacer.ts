/** Lets so many things happen in one turn of the event loop; the rest waits for later turns, in its order. */
export class Pacer {
  readonly #perTurn: number;
  readonly #waiting: (() => void)[] = [];
  #used = 0;
  #scheduled = false;

  constructor(perTurn: number) {
    this.#perTurn = perTurn;
  }

  /** Undefined where there is room in this turn; otherwise settled when there is. */
  next(): Promise<void> | undefined {
    this.#schedule();
    if (this.#used < this.#perTurn) {
      this.#used += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const admitted = this.#waiting.splice(0, this.#perTurn);
      this.#used = admitted.length;
      for (const resolve of admitted) resolve();
      if (this.#used > 0) this.#schedule();
    });
  }
}
