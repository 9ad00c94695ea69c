import type { Lane } from './runShare.ts';

/** What everything of one site, or behind one jump host, has to go through, whichever run it belongs to. */
export class Gate<T> {
  readonly #parked = new Set<Lane<T>>();
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

  /** A lane that finds no room waits here until something changes. */
  park(lane: Lane<T>): void {
    this.#parked.add(lane);
  }

  /** Has everything that is parked here looked at again. */
  wake(): void {
    for (const lane of this.#parked) lane.unpark();
    this.#parked.clear();
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
