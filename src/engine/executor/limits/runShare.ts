import type { RunLimits } from '../../../api/run.ts';
import type { Waiting } from './fairQueue.ts';
import type { Gate } from './gate.ts';

/** What waits at one site (and behind one jump host) for one run, in the order of coming. */
export interface Lane<T> {
  readonly run: RunShare<T>;
  readonly site: Gate<T> | undefined;
  /** All that it goes through. */
  readonly gates: readonly Gate<T>[];
  readonly waiting: Set<Waiting<T>>;
  /** Back into the ring, once the gate it was parked at has changed. */
  unpark(): void;
}

/** The lanes behind one jump host, or behind none: what is blocked by the jump host is blocked as a whole. */
interface Group<T> {
  readonly jumpHost: Gate<T> | undefined;
  readonly lanes: Map<Gate<T> | undefined, Lane<T>>;
  /** Lanes that are not parked, the one that was served longest ago first. */
  readonly ring: Set<Lane<T>>;
  /** Number of the last turn of each lane; the group whose first lane had its turn longest ago comes first. */
  readonly served: Map<Lane<T>, number>;
}

/** One run's part of the queue. */
export class RunShare<T> {
  limits: RunLimits;
  /** Has a turn at the moment. */
  busy = 0;
  /** Whether it goes through gates that are shut. */
  readonly ignoresShut: boolean;
  readonly #groups = new Map<Gate<T> | undefined, Group<T>>();
  #size = 0;

  constructor(limits: RunLimits, ignoresShutGates: boolean) {
    this.limits = limits;
    this.ignoresShut = ignoresShutGates;
  }

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Whether devices of this run go through a gate. */
  uses(gate: Gate<T>): boolean {
    return this.#lanes().some((lane) => lane.gates.includes(gate));
  }

  /** How many wait before one gate. */
  waitingAt(gate: Gate<T>): number {
    return this.#lanes().reduce((sum, lane) => sum + (lane.gates.includes(gate) ? lane.waiting.size : 0), 0);
  }

  /** What waits before any of these gates. */
  behind(gates: ReadonlySet<Gate<T>>): Waiting<T>[] {
    const lanes = this.#lanes().filter((lane) => lane.gates.some((gate) => gates.has(gate)));
    return lanes.flatMap((lane) => [...lane.waiting]);
  }

  /** The lane of a place; made where there is none yet. */
  lane(jumpHost: Gate<T> | undefined, site: Gate<T> | undefined): Lane<T> {
    const group = this.#groups.get(jumpHost) ?? {
      jumpHost,
      lanes: new Map<Gate<T> | undefined, Lane<T>>(),
      ring: new Set<Lane<T>>(),
      served: new Map<Lane<T>, number>(),
    };
    this.#groups.set(jumpHost, group);
    const known = group.lanes.get(site);
    if (known !== undefined) return known;
    const lane: Lane<T> = {
      run: this,
      site,
      gates: [site, jumpHost].filter((gate) => gate !== undefined),
      waiting: new Set(),
      unpark: () => {
        if (lane.waiting.size > 0) group.ring.add(lane);
      },
    };
    group.lanes.set(site, lane);
    return lane;
  }

  add(waiting: Waiting<T>): void {
    waiting.lane.waiting.add(waiting);
    this.#size += 1;
    waiting.lane.unpark();
  }

  remove(waiting: Waiting<T>): boolean {
    if (!waiting.lane.waiting.delete(waiting)) return false;
    this.#size -= 1;
    return true;
  }

  /** The next one of this run that has room; `turn` is a number that grows. */
  take(turn: number): Waiting<T> | undefined {
    const groups = [...this.#groups.values()].filter(
      ({ ring, jumpHost }) => ring.size > 0 && this.#fits(jumpHost, this.limits.concurrencyPerJumpHost),
    );
    groups.sort((left, right) => lastTurn(left) - lastTurn(right));
    for (const group of groups) {
      const waiting = this.#takeFrom(group, turn);
      if (waiting !== undefined) return waiting;
    }
    return undefined;
  }

  #takeFrom(group: Group<T>, turn: number): Waiting<T> | undefined {
    for (const lane of group.ring) {
      group.ring.delete(lane);
      const [first] = lane.waiting;
      if (first === undefined) continue;
      if (!this.#fits(lane.site, this.limits.concurrencyPerSite)) {
        lane.site?.park(lane);
        continue;
      }
      this.remove(first);
      group.served.set(lane, turn);
      lane.unpark();
      return first;
    }
    return undefined;
  }

  #fits(gate: Gate<T> | undefined, limit: number): boolean {
    return gate === undefined || gate.hasRoom(limit, this.ignoresShut);
  }

  #lanes(): Lane<T>[] {
    return [...this.#groups.values()].flatMap((group) => [...group.lanes.values()]);
  }
}

function lastTurn<T>({ ring, served }: Group<T>): number {
  const [first] = ring;
  return first === undefined ? 0 : (served.get(first) ?? 0);
}
