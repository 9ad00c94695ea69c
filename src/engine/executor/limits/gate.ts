/** What waits for room. */
interface Parked {
  /** Something has changed: it may look again. */
  unpark(): void;
}

/** What everything of one site, or behind one jump host, has to go through, whichever run it belongs to. */
export class Gate {
  readonly #parked = new Set<Parked>();
  #busy = 0;
  /** Turns that are still given while the gate is shut; undefined where it is open. */
  #permits: number | undefined;

  /** Whether one more may go through for somebody who bears `limit` of them. */
  hasRoom(limit: number, ignoresShut: boolean): boolean {
    return this.#busy < limit && (this.#permits === undefined || this.#permits > 0 || ignoresShut);
  }

  /** Gives no more turns than `permits` until it is opened. */
  shut(permits: number): void {
    this.#permits = permits;
    this.wake();
  }

  open(): void {
    this.#permits = undefined;
    this.wake();
  }

  /** What finds no room waits here until something changes. */
  park(parked: Parked): void {
    this.#parked.add(parked);
  }

  /** Has everything that is parked here looked at again. */
  wake(): void {
    const parked = [...this.#parked];
    this.#parked.clear();
    for (const each of parked) each.unpark();
  }

  /** True where it took one of the turns of a gate that is shut. */
  enter(ignoresShut: boolean): boolean {
    this.#busy += 1;
    if (this.#permits === undefined || ignoresShut) return false;
    this.#permits -= 1;
    return true;
  }

  leave(): void {
    this.#busy -= 1;
    this.wake();
  }
}
