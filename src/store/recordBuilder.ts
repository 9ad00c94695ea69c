import type { ErrorInfo } from '../api/diagnostic.ts';
import type { Plan } from '../api/plan.ts';
import type {
  CommandResult,
  DeviceResult,
  RunEvent,
  RunRecord,
  RunSettings,
  RunStatus,
  RunTotals,
} from '../api/run.ts';
import { deviceFolders } from './runFolderNames.ts';
import { runTotals } from './runTotals.ts';
import { sleptNote } from './sleptNote.ts';

/** What is known of a run before anything happens. */
export interface RunHead {
  readonly id: string;
  /** Version of Showrun. */
  readonly showrun: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly plan: Plan;
  readonly settings?: RunSettings;
}

interface DeviceState {
  attempts: number;
  /** Lines that are being answered; several where a block says `@parallel`. */
  readonly running: Set<number>;
  readonly commands: CommandResult[];
  result?: DeviceResult;
}

const interrupted: ErrorInfo = {
  code: 'engine.interrupted',
  message: 'The run was interrupted before this was finished.',
  hint: 'What had been received is kept. Continue with Resume Run (resume on the command line).',
};

/** Puts the record of a run together from its events, in the executor while it runs and from the journal afterwards. */
export class RecordBuilder {
  readonly #head: RunHead;
  readonly #folders: ReadonlyMap<string, string>;
  readonly #states = new Map<string, DeviceState>();
  #slept = { times: 0, ms: 0 };

  constructor(head: RunHead) {
    this.#head = head;
    this.#folders = deviceFolders(head.plan);
    for (const name of this.#folders.keys())
      this.#states.set(name, { attempts: 0, running: new Set(), commands: [] });
  }

  /** Takes in one event. Devices that are not in the plan are ignored: a journal is a file that anybody can edit. */
  apply(event: RunEvent): void {
    if (event.type === 'slept')
      this.#slept = { times: this.#slept.times + 1, ms: this.#slept.ms + event.sleptMs };
    const state = 'device' in event ? this.#states.get(event.device) : undefined;
    if (state === undefined) return;
    if (event.type === 'device-started') {
      state.attempts = event.attempt;
    } else if (event.type === 'command-started') {
      state.running.add(event.index);
    } else if (event.type === 'command-finished') {
      state.commands.push(event.result);
      state.running.delete(event.result.index);
    } else if (event.type === 'device-finished') {
      state.result = event.result;
      state.commands.length = 0;
    }
  }

  /** True once the device has its result. */
  isFinished(device: string): boolean {
    return this.#states.get(device)?.result !== undefined;
  }

  /** Counts so far; unfinished devices are in `devices` alone. */
  totals(): RunTotals {
    return runTotals(this.#results());
  }

  /** What run.json says before anything has happened. */
  initialRecord(): RunRecord {
    const totals = { ...runTotals([]), devices: this.#folders.size };
    return { ...this.#head, version: 1, status: 'running', totals, results: [] };
  }

  /** The record as of now. Devices without a result are shown as interrupted, with the commands they had finished. */
  record(status: RunStatus, finishedAt?: string): RunRecord {
    const results = this.#results();
    return {
      version: 1,
      id: this.#head.id,
      showrun: this.#head.showrun,
      status,
      startedAt: this.#head.startedAt,
      ...(finishedAt === undefined ? {} : { finishedAt }),
      plan: this.#head.plan,
      ...(this.#head.settings === undefined ? {} : { settings: this.#head.settings }),
      totals: runTotals(results),
      ...(this.#slept.times === 0 ? {} : { notes: [sleptNote(this.#slept)] }),
      results,
    };
  }

  #results(): DeviceResult[] {
    const planned = new Map(this.#head.plan.devices.map((each) => [each.device.name, each.commands]));
    return [...this.#states].map(
      ([device, state]) =>
        state.result ?? {
          device,
          folder: this.#folders.get(device) ?? '',
          status: 'interrupted',
          attempts: state.attempts,
          durationMs: 0,
          error: interrupted,
          commands: unfinished(state, planned.get(device) ?? []),
        },
    );
  }
}

/** Finished commands as they are; those that were running failed, the others were never sent. */
function unfinished(state: DeviceState, commands: readonly { readonly text: string }[]): CommandResult[] {
  const finished = new Map(state.commands.map((each) => [each.index, each]));
  return commands.map(({ text }, index) => {
    const known = finished.get(index);
    if (known !== undefined) return known;
    const base = { index, command: text, bytes: 0, durationMs: 0 };
    return state.running.has(index)
      ? { ...base, status: 'failed', error: interrupted }
      : { ...base, status: 'skipped' };
  });
}
