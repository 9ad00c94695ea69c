import type { Clock, Timers } from '../../api/ports.ts';
import { logOut } from '../logOut.ts';
import type { ParkedChannel } from './parkedChannel.ts';

/** A channel in the pool. */
export interface PoolEntry {
  readonly parked: ParkedChannel;
  /** Which device it is, by address: the same for all keys of a device. */
  readonly place: string;
  /** When its login began, on the monotonic clock. */
  readonly openedAt: number;
  /** Told once, when the pool has logged it out; not when it is taken. */
  readonly onGone: () => void;
}

interface Waiting<E> {
  readonly key: string;
  readonly entry: E;
  readonly parkedAt: number;
  /** How often the machine had slept by then. */
  readonly sleeps: number | undefined;
  readonly stopTimer: () => void;
}

/** What a pool needs. */
export interface SessionPoolParts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Age at which a channel is not kept any more, in milliseconds: devices get their lines back now and then. */
  readonly lifetimeMs: number;
}

/** How long a channel is kept, and beside how many others. */
export interface KeepLimits {
  readonly keepMs: number;
  /** Channels that are kept at most, this one included; the one that has waited longest makes room. */
  readonly atMost: number;
}

/** Keeps logged-in channels for a while. One channel has one key: who it is and how it was logged in to. */
export class SessionPool<E extends PoolEntry = PoolEntry> {
  readonly #parts: SessionPoolParts;
  /** In the order in which they were parked. */
  readonly #waiting = new Set<Waiting<E>>();

  constructor(parts: SessionPoolParts) {
    this.#parts = parts;
  }

  /** How many channels wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Keeps a channel, as long as it does not become too old. Logs it out where it cannot be kept. */
  park(key: string, entry: E, limits: KeepLimits): void {
    const { clock, timers, lifetimeMs } = this.#parts;
    const left = Math.min(limits.keepMs, entry.openedAt + lifetimeMs - clock.monotonic());
    if (left <= 0 || limits.atMost <= 0 || entry.parked.channel.closed) {
      end(entry);
      return;
    }
    const waiting: Waiting<E> = {
      key,
      entry,
      parkedAt: clock.monotonic(),
      sleeps: clock.sleeps,
      stopTimer: timers.after(left, () => {
        this.#drop(waiting);
      }),
    };
    this.#waiting.add(waiting);
    for (const oldest of this.#waiting) {
      if (this.#waiting.size <= limits.atMost) break;
      this.#drop(oldest);
    }
  }

  /**
   * Hands a channel over, the one parked last; with how long it has waited, in milliseconds: for ever where the machine has slept since.
   */
  take(key: string): { readonly entry: E; readonly waitedMs: number } | undefined {
    let found: Waiting<E> | undefined;
    for (const waiting of [...this.#waiting]) {
      if (waiting.key !== key) continue;
      if (waiting.entry.parked.channel.closed) this.#drop(waiting);
      else found = waiting;
    }
    if (found === undefined) return undefined;
    this.#waiting.delete(found);
    found.stopTimer();
    const { clock } = this.#parts;
    const waitedMs = clock.sleeps === found.sleeps ? clock.monotonic() - found.parkedAt : Infinity;
    return { entry: found.entry, waitedMs };
  }

  /** Logs out what waits for a device under whatever key: it may have a single line, which is wanted now. */
  clearPlace(place: string): void {
    for (const waiting of [...this.#waiting]) if (waiting.entry.place === place) this.#drop(waiting);
  }

  /** Logs all of them out. */
  clear(): void {
    for (const waiting of [...this.#waiting]) this.#drop(waiting);
  }

  #drop(waiting: Waiting<E>): void {
    this.#waiting.delete(waiting);
    waiting.stopTimer();
    end(waiting.entry);
  }
}

function end({ parked, onGone }: PoolEntry): void {
  logOut(parked.channel, parked.platform);
  onGone();
}
