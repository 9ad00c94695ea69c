import type { RunEvent, RunRecord } from '../../api/run.ts';

/** Shows a run while it goes on. One is chosen by the kind of output: bar on a terminal, plain lines elsewhere. */
export interface RunReporter {
  onEvent(event: RunEvent): void;
  /** Steps aside for a question on the terminal, and comes back. */
  pause(): void;
  resume(): void;
  /** Leaves the last state on the screen. */
  finish(record: RunRecord): void;
}
