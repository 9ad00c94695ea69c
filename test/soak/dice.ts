import { pick } from '../../src/lab/network/random.ts';

/** Throws that depend on a key alone: the same seed plays the same soak, as far as what goes on at the same time allows. */
export class Dice {
  readonly #key: string;
  #throws = 0;

  constructor(key: string) {
    this.#key = key;
  }

  /** A whole number in `[from, to]`. */
  number(from: number, to: number): number {
    return pick(`${this.#key}/${String((this.#throws += 1))}`, from, to);
  }

  /** True so many times in a hundred. */
  chance(percent: number): boolean {
    return this.number(1, 100) <= percent;
  }

  one<T>(values: readonly T[]): T {
    return values[this.number(0, values.length - 1)] as T;
  }

  /** So many different ones, in any order. */
  some<T>(values: readonly T[], count: number): T[] {
    const left = [...values];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(this.number(0, left.length - 1), 1),
    ).flat();
  }
}
