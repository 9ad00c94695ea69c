/** Empty pages in a row from which on a pager is stuck. */
const maxEmpty = 50;
/** Pages in a row that are all alike, until then it may still be a very dull table. */
const maxAlike = 1000;
/** Characters at the end of a page that are compared, beside its length. */
const compared = 400;

/** Notices a pager that goes on for ever without anything new: no output limit would ever end it. */
export class PageCounter {
  #alike = 0;
  #last = '';
  #tail = '';
  #before: number | undefined;

  /** Text that a page shows, in any pieces. */
  take(text: string): void {
    if (this.#before !== undefined) this.#tail = (this.#tail + text.slice(-compared)).slice(-compared);
  }

  /**
   * Counts a page whose pager is going to be answered. `painted` is how much the terminal has painted altogether. False where
   * there have been too many like it.
   */
  turn(painted: number): boolean {
    const length = this.#before === undefined ? 0 : painted - this.#before;
    const page = `${String(length)} ${this.#tail}`;
    this.#alike = page === this.#last ? this.#alike + 1 : 0;
    const limit = this.#tail.trim() === '' ? maxEmpty : maxAlike;
    this.#last = page;
    this.#tail = '';
    this.#before = painted;
    return this.#alike < limit;
  }
}
