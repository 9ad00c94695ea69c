import type { Plan } from '../../api/plan.ts';
import type { RunEvent, RunLimits, RunRecord } from '../../api/run.ts';
import type { RunOptions } from '../runOptions.ts';

/**
 * What to cancel of a run: some devices, or on every device the lines of a `###` block. A device that is in the middle of
 * the block loses its session, and with it the rest of its lines; the others leave the block out, or get
 * nothing more where later lines need it (it enters the configuration, or changes the session).
 */
export type CancelTarget = { readonly devices: readonly string[] } | { readonly block: string };

/** One execution of a plan, as its host sees it. */
export interface Run {
  readonly id: string;
  /** Absolute path of the run folder. */
  readonly folder: string;
  /** Listeners get every event from now on, in order. Returns a function that removes the listener. */
  onEvent(listener: (event: RunEvent) => void): () => void;
  /** Resolves with the completed record, also for failed, cancelled and interrupted runs. Never rejects. */
  readonly finished: Promise<RunRecord>;
  /** Cancels one device (by name), what the target says, or everything. What was complete is kept. */
  cancel(target?: string | CancelTarget): void;
  /** Other limits from now on; devices that are being worked on are finished. A `limits-changed` event tells what holds. */
  adjust(limits: Partial<RunLimits>): void;
}

/** Starts runs in the executor process; several may go on at the same time. */
export interface Engine {
  /** Resolves once run.json is on disk. Throws `engine.…` where nothing could be started; nothing was sent then. */
  start(plan: Plan, options: RunOptions): Promise<Run>;
  /** Cancels what is going on and ends the executor process. */
  dispose(): Promise<void>;
}
