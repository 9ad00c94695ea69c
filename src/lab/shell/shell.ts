/** A question a device asks instead of giving its prompt back. */
export interface ShellQuestion {
  readonly prompt: string;
  /** True where the answer is not echoed (and not recorded). */
  readonly hidden?: boolean;
  /** True where one key answers, as with Cisco's `[confirm]`. */
  readonly key?: boolean;
  answer(text: string): ShellReply;
}

/** What a device says to one line. */
export interface ShellReply {
  /** With `\n` line ends; either empty or ending in one. Pieces are asked for only as fast as the client reads. */
  readonly text: string | Iterable<string>;
  /** True for information a user asked for: what faults in outputs apply to, and what is paged. */
  readonly show?: boolean;
  /** True where this output is never paged (`| no-more`). */
  readonly unpaged?: boolean;
  readonly question?: ShellQuestion;
  /** True ends the session. */
  readonly close?: boolean;
}

/** How a terminal of the platform looks. */
export interface TerminalStyle {
  readonly pager: string;
  /** What removes the pager text from the screen. */
  readonly pagerErase: string;
  /** How a typed line longer than the screen is shown: the cursor wraps, or the line scrolls sideways. */
  readonly overflow: 'wrap' | 'scroll';
  /** True where `?` shows help without Enter. */
  readonly help: boolean;
}

/** A device's command line as a state machine: lines in, text out. Knows nothing of echo, paging or SSH. */
export interface Shell {
  readonly style: TerminalStyle;
  /** Lines on the screen; 0 turns paging off. */
  readonly pageLength: number;
  /** Columns on the screen; 0 is unlimited. */
  readonly width: number;
  /** True where the space bar completes words, as on Junos. */
  readonly completesOnSpace?: boolean;
  greeting(): string;
  prompt(): string;
  enter(line: string): ShellReply;
  /** What could follow the text typed so far, as `?` prints it. */
  help(line: string): string;
  /** The rest of the last word where only one keyword fits, with a space; empty otherwise. */
  complete(line: string): string;
  /** What Ctrl-Z and Ctrl-D on an empty line stand for. */
  readonly controlZ?: string;
  readonly controlD?: string;
}
