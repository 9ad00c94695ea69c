import type { ErrorInfo } from '../api/diagnostic.ts';
import type { Plan, PlannedDevice } from '../api/plan.ts';
import type { Answer, Question } from '../api/question.ts';
import type { RunEvent, RunLimits, RunStatus } from '../api/run.ts';
import type { RunOptions } from './runOptions.ts';

/** What a host says to the executor. Secrets travel in `answer` only. */
export type HostMessage =
  /** Some devices of a plan, before its `start`: a plan of thousands in one message would hold the host up. */
  | { readonly type: 'devices'; readonly request: number; readonly devices: readonly PlannedDevice[] }
  | {
      readonly type: 'start';
      /** Chosen by the host; comes back in `started` or `not-started`. */
      readonly request: number;
      /** Without the devices that went before. */
      readonly plan: Plan;
      readonly options: RunOptions;
      /** Folders that plugins are loaded from. */
      readonly pluginRoots: readonly string[];
    }
  /** Of these devices, or of every device the lines of this `###` block; without either, everything of the run. */
  | {
      readonly type: 'cancel';
      readonly run: string;
      readonly devices?: readonly string[];
      readonly block?: string;
    }
  /** Other limits for a run that goes on; what is not named stays as it is. */
  | { readonly type: 'adjust'; readonly run: string; readonly limits: Partial<RunLimits> }
  | { readonly type: 'answer'; readonly question: number; readonly answer: Answer }
  /** Interrupts what is going on and ends the process. */
  | { readonly type: 'shutdown' };

/** Level of a line for the program's log. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** One line for the program's log. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
}

/** What the executor says to its host. Outputs never come this way: they are in the run folder. */
export type ExecutorMessage =
  | { readonly type: 'ready' }
  | {
      readonly type: 'started';
      readonly request: number;
      readonly run: string;
      /** Absolute path of the run folder. */
      readonly folder: string;
      /** Version of Showrun. */
      readonly showrun: string;
      /** ISO 8601, UTC. */
      readonly startedAt: string;
    }
  | { readonly type: 'not-started'; readonly request: number; readonly error: ErrorInfo }
  /** In order, several at a time; already in the journal. */
  | { readonly type: 'events'; readonly run: string; readonly events: readonly RunEvent[] }
  | { readonly type: 'question'; readonly run: string; readonly id: number; readonly question: Question }
  /** The question needs no answer any more. */
  | { readonly type: 'withdraw'; readonly id: number }
  /** Lines for the program's log, several at a time. */
  | { readonly type: 'log'; readonly lines: readonly LogLine[] }
  /** Sent every second while runs go on, so that the host notices an executor that hangs. */
  | { readonly type: 'alive' }
  /** After the last events; run.json is complete. */
  | {
      readonly type: 'finished';
      readonly run: string;
      readonly status: RunStatus;
      readonly finishedAt: string;
      /** True where lines of the plan hold a secret: the record on disk has them masked, and nobody else should tell them. */
      readonly masked: boolean;
    };
