import type { RunLimits } from '../../../api/run.ts';
import type { Waiting } from './fairQueue.ts';
import type { Gate } from './gate.ts';
import { MinHeap } from './minHeap.ts';

/** What waits at one site (and behind one jump host) for one run, in the order of coming. */
export interface Lane<T> {
  readonly run: RunShare<T>;
  readonly site: Gate | undefined;
  /** All that it goes through. */
  readonly gates: readonly Gate[];
  readonly waiting: Set<Waiting<T>>;
  /** Back into the ring, once the gate it was parked at has changed. */
  unpark(): void;
}

/** The lanes behind one jump host, or behind none: what is blocked by the jump host is blocked as a whole. */
interface Group<T> {
  readonly jumpHost: Gate | undefined;
  readonly lanes: Map<Gate | undefined, Lane<T>>;
  /** Lanes that are not parked, the one that was served longest ago first. */
  readonly ring: Set<Lane<T>>;
  /** Number of the last turn of each lane; the group whose first lane had its turn longest ago comes first. */
  readonly served: Map<Lane<T>, number>;
  /** Whether it stands in the order of the groups. */
  isListed: boolean;
  unpark(): void;
}

/** One run's part of the queue. */
export class RunShare<T> {
  limits: RunLimits;
  /** Has a turn at the moment. */
  busy = 0;
  /** Whether it goes through gates that are shut. */
  readonly ignoresShut: boolean;
  readonly #groups = new Map<Gate | undefined, Group<T>>();
  readonly #order = new MinHeap<Group<T>>();
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
  uses(gate: Gate): boolean {
    return this.#lanes().some((lane) => lane.gates.includes(gate));
  }

  /** How many wait before one gate. */
  waitingAt(gate: Gate): number {
    return this.#lanes().reduce((sum, lane) => sum + (lane.gates.includes(gate) ? lane.waiting.size : 0), 0);
  }

  /** What waits before any of these gates. */
  behind(gates: ReadonlySet<Gate>): Waiting<T>[] {
    const lanes = this.#lanes().filter((lane) => lane.gates.some((gate) => gates.has(gate)));
    return lanes.flatMap((lane) => [...lane.waiting]);
  }

  /** The lane of a place; made where there is none yet. */
  lane(jumpHost: Gate | undefined, site: Gate | undefined): Lane<T> {
    const group = this.#groups.get(jumpHost) ?? this.#makeGroup(jumpHost);
    const known = group.lanes.get(site);
    if (known !== undefined) return known;
    const lane: Lane<T> = {
      run: this,
      site,
      gates: [site, jumpHost].filter((gate) => gate !== undefined),
      waiting: new Set(),
      unpark: () => {
        if (lane.waiting.size === 0) return;
        group.ring.add(lane);
        group.unpark();
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
    for (let next = this.#order.pop(); next !== undefined; next = this.#order.pop()) {
      const { order, value: group } = next;
      group.isListed = false;
      // what stood first in it may have gone meanwhile
      if (lastTurn(group) > order) group.unpark();
      else if (!this.#fits(group.jumpHost, this.limits.concurrencyPerJumpHost)) group.jumpHost?.park(group);
      else {
        const waiting = this.#takeFrom(group, turn);
        group.unpark();
        if (waiting !== undefined) return waiting;
      }
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

  #makeGroup(jumpHost: Gate | undefined): Group<T> {
    const group: Group<T> = {
      jumpHost,
      lanes: new Map(),
      ring: new Set(),
      served: new Map(),
      isListed: false,
      unpark: () => {
        if (group.isListed || group.ring.size === 0) return;
        group.isListed = true;
        this.#order.push(lastTurn(group), group);
      },
    };
    this.#groups.set(jumpHost, group);
    return group;
  }

  #fits(gate: Gate | undefined, limit: number): boolean {
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
