import type { ErrorInfo } from '../api/diagnostic.ts';
import type { FailureKind } from '../api/platform.ts';
import type { CommandStatus } from '../api/run.ts';
import type { RenderedCommand } from '../api/template.ts';
import type { RememberedPlatform } from './detect/findPlatform.ts';

/** Takes cleaned output as it arrives: no echo, no prompt, no pager, line ends normalised. */
export interface OutputSink {
  /** A promise holds the device back until it is settled. A rejection fails the command. */
  write(text: string): void | Promise<void>;
  /**
   * Takes whole lines that came with the output and are surely none of it: messages of the device's logging, or the late rest of
   * something earlier. As `write`; dropped where it is absent.
   */
  aside?(lines: string): void | Promise<void>;
}

/** What one command gave. Its output went to the sink. */
export interface CommandOutcome {
  readonly status: Exclude<CommandStatus, 'skipped'>;
  readonly error?: ErrorInfo;
  /** Where the device refused the command: how, and its own words. */
  readonly failure?: { readonly kind: FailureKind; readonly text: string };
  /** UTF-8 size of what went to the sink. */
  readonly bytes: number;
  readonly durationMs: number;
}

/** A logged-in, prepared channel of a device. Commands go one after another; `run` must not be called while one runs. */
export interface Session {
  /** The prompt as the device shows it now. */
  readonly prompt: string;
  /** What was found out of the device, where its platform was not known before. */
  readonly detected?: RememberedPlatform | undefined;
  /** The platform's name of the mode that the session is in. */
  readonly mode: string;
  /** True once nothing more can be run: after `close`, a lost connection, a time-out, or when the place was lost. */
  readonly closed: boolean;
  /** Why the connection ended, where something else than the device or `close` ended it. */
  readonly lost?: ErrorInfo | undefined;
  /** What the user should be told beside the outcomes, for example uncommitted changes that were left behind. */
  readonly notes: readonly ErrorInfo[];
  /**
   * Runs one line in the mode it asks for and resolves with what happened; it never rejects. Moving into a mode that the
   * device refuses gives `rejected` or `failed`, with nothing of the command sent.
   */
  run(command: RenderedCommand, output: OutputSink, signal: AbortSignal): Promise<CommandOutcome>;
  /**
   * Lines that have come since the last command and are none of its output: messages of the device's logging. Waits for nothing, and gives
   * nothing twice; absent where a session cannot tell.
   */
  takeLate?(): string;
  /** Leaves a configuration mode, logs out as far as the device lets us, and closes. Never rejects; at most some seconds. */
  close(): Promise<void>;
}
