import PQueue from 'p-queue';
import type { DeviceAddress } from '../../api/device.ts';
import type { Clock, Timers } from '../../api/ports.ts';
import { KeyedLock } from './keyedLock.ts';
import { StartPacer } from './startPacer.ts';

/**
 * What simultaneous runs share: together they work on no more devices at once than the largest of their own limits, no
 * more than one of them is on a device at a time, and connections are opened at the slowest rate asked for.
 */
export class SharedLimits {
  readonly #queue = new PQueue({ concurrency: 1 });
  readonly #devices = new KeyedLock();
  readonly #pacer: StartPacer;
  readonly #runs = new Set<{ readonly concurrency: number }>();

  constructor(clock: Clock, timers: Timers) {
    this.#pacer = new StartPacer(clock, timers);
  }

  /** Counts a run's own limit in for as long as it lasts. Returns a function that takes it out again. */
  join(concurrency: number): () => void {
    const run = { concurrency };
    this.#runs.add(run);
    this.#adjust();
    return () => {
      this.#runs.delete(run);
      this.#adjust();
    };
  }

  /** Does `work` on a device when there is room for it. Rejects when `signal` is aborted while it waits. */
  async run<T>(
    device: DeviceAddress,
    perSecond: number | undefined,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([device.transport, device.host, device.port, device.jumpHost]);
    return this.#devices.hold(key, () =>
      this.#queue.add(async () => {
        signal.throwIfAborted();
        await this.#pacer.wait(perSecond, signal);
        return work();
      }),
    );
  }

  #adjust(): void {
    this.#queue.concurrency = Math.max(1, ...[...this.#runs].map((run) => run.concurrency));
  }
}
