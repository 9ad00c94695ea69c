import { untilAborted } from './untilAborted.ts';

/** A connection that several share. */
export interface SharedJump {
  /** The same for all connections that can stand for each other. */
  readonly key: string;
  state: 'opening' | 'open' | 'failed';
  /** How many share it now. */
  leases: number;
}

/** Connections to one jump host at the most; whoever finds all of them full waits for a share to come free. */
const maxConnections = 10;

interface Group<E> {
  readonly entries: E[];
  /** Channels that one connection bears, as far as that has shown. */
  limit: number;
  /** Those who wait for a share. */
  readonly waiting: Set<() => void>;
}

/** Who shares which connection: bookkeeping without any input or output. */
export class JumpShares<E extends SharedJump> {
  readonly #groups = new Map<string, Group<E>>();

  /** Takes a share in a connection that has room, in a new one from `open`, or waits. Rejects with the reason of `signal`. */
  async take(key: string, signal: AbortSignal, open: () => E): Promise<E> {
    const group = this.#group(key);
    for (;;) {
      const entry = roomIn(group) ?? this.#add(group, open);
      if (entry !== undefined) {
        entry.leases++;
        return entry;
      }
      await changeOf(group, signal);
    }
  }

  /** A new connection, where one more is allowed and the last attempt has not failed. */
  #add(group: Group<E>, open: () => E): E | undefined {
    if (group.entries.length >= maxConnections || group.entries.some(hasFailed)) return undefined;
    const entry = open();
    group.entries.push(entry);
    return entry;
  }

  /** Gives a share back; returns how many are left in that connection. */
  give(entry: E): number {
    entry.leases--;
    this.#wake(entry.key);
    return entry.leases;
  }

  /**
   * One who has a share got no channel. Returns whether that is because of the others who have theirs, so that another connection
   * may help.
   */
  noteFull(entry: E): boolean {
    if (entry.leases < 2) return false;
    const group = this.#group(entry.key);
    group.limit = Math.min(group.limit, entry.leases - 1);
    return true;
  }

  /** Nobody gets a share in it any more. */
  remove(entry: E): void {
    const group = this.#group(entry.key);
    const index = group.entries.indexOf(entry);
    if (index >= 0) group.entries.splice(index, 1);
    this.#wake(entry.key);
  }

  all(): E[] {
    return [...this.#groups.values()].flatMap(({ entries }) => [...entries]);
  }

  #group(key: string): Group<E> {
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { entries: [], limit: Number.POSITIVE_INFINITY, waiting: new Set() };
      this.#groups.set(key, group);
    }
    return group;
  }

  #wake(key: string): void {
    const { waiting } = this.#group(key);
    for (const wake of [...waiting]) wake();
  }
}

/** A connection with room; one that failed only where there is no other: then everyone gets its error. */
function roomIn<E extends SharedJump>({ entries, limit }: Group<E>): E | undefined {
  const healthy = entries.filter((entry) => !hasFailed(entry));
  return healthy.length === 0 ? entries[0] : healthy.find((entry) => entry.leases < limit);
}

function hasFailed({ state }: SharedJump): boolean {
  return state === 'failed';
}

async function changeOf(group: Group<unknown>, signal: AbortSignal): Promise<void> {
  let wake = (): void => undefined;
  const change = new Promise<void>((resolve) => {
    wake = resolve;
  });
  group.waiting.add(wake);
  try {
    await untilAborted(change, signal);
  } finally {
    group.waiting.delete(wake);
  }
}
