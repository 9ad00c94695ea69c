/** Time, so that core and tests need none of their own. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds that never go back, for durations and time-outs. */
  monotonic(): number;
  /** How often the machine has slept so far, or this program was stopped; absent where nobody looks after that. */
  readonly sleeps?: number;
}

/** Timers, so that what waits can be tested without waiting. */
export interface Timers {
  /** Calls `action` once after `ms` milliseconds. Returns a function that takes it back. */
  after(ms: number, action: () => void): () => void;
}

/** Where diagnostics of the program itself go. Every implementation stands behind the redactor. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Read access to files, by paths that the host understands. */
export interface FileReader {
  /** Throws an error with `code: 'ENOENT'` where there is no such file. */
  readFile(path: string): Promise<Uint8Array>;
  /** Names in a folder, unsorted; throws `ENOENT` where there is none. */
  readDirectory(path: string): Promise<{ readonly name: string; readonly kind: 'file' | 'directory' }[]>;
}
