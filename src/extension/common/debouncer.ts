/** Calls an action once things have been quiet for a while; repeated triggers start the wait again. */
export class Debouncer {
  readonly #action: () => void;
  readonly #quietMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(quietMs: number, action: () => void) {
    this.#quietMs = quietMs;
    this.#action = action;
  }

  trigger(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#action();
    }, this.#quietMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
