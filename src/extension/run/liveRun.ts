import type { Plan, PlannedDevice } from '../../api/plan.ts';
import type { CommandResult, DeviceResult, DeviceStatus, RunEvent, RunLimits } from '../../api/run.ts';

/** How far a run is. `failed` includes interrupted devices. */
export interface RunCounts {
  readonly total: number;
  readonly done: number;
  readonly ok: number;
  readonly failed: number;
  /** Given up because a person said so. */
  readonly cancelled: number;
  /** Connecting or running commands. */
  readonly active: number;
}

/** A breaker that keeps devices of the run waiting. */
export type LiveBreaker = Extract<RunEvent, { readonly type: 'breaker' }>;

interface LiveDevice {
  readonly planned: PlannedDevice;
  status: DeviceStatus;
  attempts: number;
  /** Indexes of the commands that are running: several in a `@parallel` block. */
  readonly running: Set<number>;
  readonly commands: Map<number, CommandResult>;
  result: DeviceResult | undefined;
}

/** A run that is going on, as seen from its events: what the Runs view and the progress show. */
export class LiveRun {
  readonly id: string;
  readonly plan: Plan;
  readonly #devices = new Map<string, LiveDevice>();
  readonly #breakers = new Map<string, LiveBreaker>();
  #limits: RunLimits;
  #ok = 0;
  #failed = 0;
  #cancelled = 0;
  #active = 0;

  constructor(id: string, plan: Plan, limits: RunLimits) {
    this.id = id;
    this.plan = plan;
    this.#limits = limits;
    for (const planned of plan.devices) this.#devices.set(planned.device.name, fresh(planned));
  }

  /** Takes in one event; returns the device that looks different now, if there is one. */
  apply(event: RunEvent): string | undefined {
    if (event.type === 'limits-changed') this.#limits = event.limits;
    if (event.type === 'breaker') this.#takeBreaker(event);
    const device = 'device' in event ? this.#devices.get(event.device) : undefined;
    if (device === undefined || !('device' in event)) return undefined;
    switch (event.type) {
      case 'device-started':
        this.#activate(device, 'connecting');
        device.attempts = event.attempt;
        break;
      case 'device-connected':
        this.#activate(device, 'running');
        break;
      case 'device-retry':
        this.#activate(device, 'connecting');
        break;
      case 'command-started':
        device.running.add(event.index);
        break;
      case 'command-finished':
        device.running.delete(event.result.index);
        device.commands.set(event.result.index, event.result);
        break;
      case 'device-finished':
        this.#finish(device, event.result);
        break;
    }
    return event.device;
  }

  /** How many devices are worked on at once, by now. */
  get limits(): RunLimits {
    return this.#limits;
  }

  /** Sites and jump hosts that could not be reached, and whose devices wait. */
  breakers(): LiveBreaker[] {
    return [...this.#breakers.values()];
  }

  counts(): RunCounts {
    const done = this.#ok + this.#failed + this.#cancelled;
    return {
      total: this.#devices.size,
      done,
      ok: this.#ok,
      failed: this.#failed,
      cancelled: this.#cancelled,
      active: this.#active,
    };
  }

  /** Devices in the order of the plan, with what is known of them by now. */
  results(): DeviceResult[] {
    return this.plan.devices
      .map(({ device }) => this.result(device.name))
      .filter((each) => each !== undefined);
  }

  result(name: string): DeviceResult | undefined {
    const device = this.#devices.get(name);
    if (device === undefined || device.result !== undefined) return device?.result;
    const commands = [...device.commands.values()].sort((left, right) => left.index - right.index);
    return {
      device: name,
      folder: '',
      status: device.status,
      attempts: device.attempts,
      durationMs: 0,
      commands,
    };
  }

  /** The line that a device is busy with, with the number of those beside it; undefined where there is none. */
  runningCommand(name: string): string | undefined {
    const device = this.#devices.get(name);
    const [first, ...others] = device?.running ?? [];
    const text = first === undefined ? undefined : device?.planned.commands[first]?.text;
    return text === undefined || others.length === 0 ? text : `${text} (+${String(others.length)})`;
  }

  #takeBreaker(event: LiveBreaker): void {
    const key = `${event.scope} ${event.name}`;
    if (event.state === 'closed') this.#breakers.delete(key);
    else this.#breakers.set(key, event);
  }

  #activate(device: LiveDevice, status: DeviceStatus): void {
    if (device.status === 'queued') this.#active++;
    device.status = status;
  }

  #finish(device: LiveDevice, result: DeviceResult): void {
    if (device.result !== undefined) return;
    if (device.status !== 'queued') this.#active--;
    if (result.status === 'ok') this.#ok++;
    else if (result.status === 'cancelled') this.#cancelled++;
    else this.#failed++;
    device.running.clear();
    device.result = result;
  }
}

function fresh(planned: PlannedDevice): LiveDevice {
  return {
    planned,
    status: 'queued',
    attempts: 0,
    running: new Set(),
    commands: new Map(),
    result: undefined,
  };
}
