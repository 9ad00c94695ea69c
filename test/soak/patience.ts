import type { RunEvent } from '../../src/api/run.ts';

/** Longer than any run of a soak takes, by far, also on a machine with other work, in milliseconds. */
const patienceMs = 150_000;

/** Gives a run up that does not end, and says what was heard last of the devices that have not. */
export class Patience {
  readonly #last = new Map<string, string>();

  constructor(devices: readonly string[]) {
    for (const device of devices) this.#last.set(device, 'nothing');
  }

  watch(event: RunEvent): void {
    if (!('device' in event)) return;
    if (event.type === 'device-finished') this.#last.delete(event.device);
    else this.#last.set(event.device, `${event.type} at ${event.at}`);
  }

  /** Resolves when it has taken too long. */
  lost(): Promise<string> {
    return new Promise((resolve) => {
      setTimeout(() => {
        resolve([...this.#last].map(([device, what]) => `${device}: ${what}`).join(', '));
      }, patienceMs).unref();
    });
  }
}
