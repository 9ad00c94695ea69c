/** Does something once when the last of those who hold on lets go. */
export class UseCount {
  readonly #atEnd: () => void;
  #count = 0;

  constructor(atEnd: () => void) {
    this.#atEnd = atEnd;
  }

  /** Returns a function that lets go; calling it again changes nothing. */
  hold(): () => void {
    this.#count += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#count -= 1;
      if (this.#count === 0) this.#atEnd();
    };
  }
}
