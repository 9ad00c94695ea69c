/** What the command line touches of its process; tests put their own in its place. */
export interface CliIo {
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** Asks on the terminal; undefined where there is none. */
  readonly ask?: (
    prompt: string,
    options: { readonly echo: boolean },
    signal: AbortSignal,
  ) => Promise<string>;
  /** Standard input, for commands that read it; nothing is read before this is asked for. */
  readonly input?: () => AsyncIterable<Uint8Array | string>;
  /** Calls back for each Ctrl-C (or SIGTERM) until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

export interface CliStream {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
  /** Resolves when the reader has taken enough to write more, or is gone. */
  ready(): Promise<void>;
  /** True once the reader has gone away (`showrun … | head`): what is written then goes nowhere. */
  isGone(): boolean;
}

/** Exit codes, part of the command line's contract. */
export const exitCode = { ok: 0, someFailed: 1, badInput: 2, cancelled: 130 } as const;
