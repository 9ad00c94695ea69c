import type { SourcePosition } from './diagnostic.ts';

/** The platform mode a command is sent in. `exec` is the platform's mode for show commands. */
export type CommandMode = 'exec' | 'enable' | 'config';

/** An answer to give when a command asks back. */
export interface ExpectStep {
  /** Source of a JavaScript regular expression, matched near the end of what the device has sent. */
  readonly pattern: string;
  /** Sent with a line end; empty for a bare Enter. */
  readonly answer: string;
}

/** One line for one device, as it will be sent, with where it comes from and how to treat it. */
export interface RenderedCommand {
  /** The line to send. Never contains a line break. */
  readonly text: string;
  /** The template line it was rendered from. */
  readonly at: SourcePosition;
  /** Title of the `###` block it stands in. */
  readonly block?: string;
  readonly mode: CommandMode;
  /** Seconds without any activity after which the command is given up; the run's own default where absent. */
  readonly timeout?: number;
  readonly expect: readonly ExpectStep[];
  /** `stop` ends the device's commands at the first failure. */
  readonly onError: 'continue' | 'stop';
  /**
   * At most so many lines of the block may run at the same time on one device, over sessions of their own and in any order;
   * one after another where absent. The platform says how many it bears.
   */
  readonly parallel?: number;
  /** Parser named by `@parse`, for programs that read the run. */
  readonly parse?: string;
  /** True where `@confirm` asks for a confirmation before anything is sent. */
  readonly confirm?: boolean;
  /** True where a secret in `text` was masked when the plan was stored: the line is for reading, it must not be sent. */
  readonly masked?: boolean;
}
