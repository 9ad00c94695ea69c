import type { DeviceAddress } from '../../src/api/device.ts';
import type { RunEvent } from '../../src/api/run.ts';

/**
 * Milliseconds by which the work on a device may seem to last too long: the next one begins before it is written down that the
 * one before has ended, and the runtime may collect its garbage in between.
 */
const slackMs = 50;

interface Change {
  readonly at: number;
  readonly by: 1 | -1;
}

/** Finds out from the events of simultaneous runs how many devices were worked on at once, by whatever they are counted by. */
export class LimitGauge {
  readonly #changes = new Map<string, Change[]>();
  readonly #since = new Map<string, number>();

  /** @param keys what the device counts for: its run, its site, its jump host */
  watch(event: RunEvent, keys: (device: string) => readonly string[]): void {
    if (!('device' in event)) return;
    const work = `${event.run} ${event.device}`;
    const now = Date.parse(event.at);
    if (event.type === 'device-started') this.#since.set(work, now);
    if (event.type !== 'device-finished' && event.type !== 'device-retry') return;
    const from = this.#since.get(work);
    if (from === undefined || !this.#since.delete(work)) return;
    const to = now - slackMs;
    if (to <= from) return;
    for (const key of keys(event.device)) {
      const changes = this.#changes.get(key) ?? [];
      changes.push({ at: from, by: 1 }, { at: to, by: -1 });
      this.#changes.set(key, changes);
    }
  }

  /** The most that there ever were at once of this. */
  most(key: string): number {
    const changes = [...(this.#changes.get(key) ?? [])].sort(
      (one, other) => one.at - other.at || one.by - other.by,
    );
    let now = 0;
    let most = 0;
    for (const { by } of changes) most = Math.max(most, (now += by));
    return most;
  }

  /** Everything that something was counted by. */
  get keys(): string[] {
    return [...this.#changes.keys()];
  }
}

/** What a device of a run counts for. */
export function limitKeys(run: string, { site, jumpHost }: DeviceAddress): string[] {
  return [
    `run ${run}`,
    ...(site === undefined ? [] : [`site ${site}`]),
    ...(jumpHost === undefined ? [] : [`jump host ${jumpHost}`]),
  ];
}
