import { setMaxListeners } from 'node:events';
import type { Plan } from '../../api/plan.ts';
import type { RunEvent } from '../../api/run.ts';
import { StopReason } from './stopReason.ts';

/** What can be stopped of a run: each device, the lines of a block on all of them, everything. */
export class DeviceStops {
  readonly #controls = new Map<string, AbortController>();
  readonly #cancelledBlocks = new Set<string>();
  /** The block that each device is in the middle of, and how many of its lines are running. */
  readonly #inBlock = new Map<string, { readonly block: string; running: number }>();
  readonly #blocks: ReadonlyMap<string, readonly (string | undefined)[]>;

  constructor(plan: Plan) {
    for (const { device } of plan.devices) {
      const control = new AbortController();
      setMaxListeners(0, control.signal);
      this.#controls.set(device.name, control);
    }
    this.#blocks = new Map(
      plan.devices
        .filter(({ commands }) => commands.some(({ block }) => block !== undefined))
        .map(({ device, commands }) => [device.name, commands.map(({ block }) => block)]),
    );
  }

  /** Aborted when the device is to stop, with a `StopReason`. */
  signal(device: string): AbortSignal {
    return (this.#controls.get(device) as AbortController).signal;
  }

  /** True once the lines of a block are not to be sent any more. */
  isBlockCancelled(block: string | undefined): boolean {
    return block !== undefined && this.#cancelledBlocks.has(block);
  }

  /** Keeps an eye on what the devices are doing. */
  watch(event: RunEvent): void {
    if (event.type === 'command-started') {
      const block = this.#blocks.get(event.device)?.[event.index];
      if (block === undefined) return;
      const running = this.#inBlock.get(event.device)?.running ?? 0;
      this.#inBlock.set(event.device, { block, running: running + 1 });
    } else if (event.type === 'command-finished') {
      const current = this.#inBlock.get(event.device);
      if (current !== undefined && (current.running -= 1) === 0) this.#inBlock.delete(event.device);
    }
    if (event.type !== 'device-finished') return;
    this.#inBlock.delete(event.device);
    this.#controls.delete(event.device);
  }

  /** Cancels devices, and a block: those in the middle of it lose their session, all others leave it out. */
  cancel(devices: readonly string[], block: string | undefined): void {
    const reason = new StopReason('cancelled');
    for (const device of devices) this.#controls.get(device)?.abort(reason);
    if (block === undefined) return;
    this.#cancelledBlocks.add(block);
    for (const [device, current] of this.#inBlock) {
      if (current.block === block) this.#controls.get(device)?.abort(reason);
    }
  }

  stopAll(reason: StopReason): void {
    for (const control of this.#controls.values()) control.abort(reason);
  }
}
