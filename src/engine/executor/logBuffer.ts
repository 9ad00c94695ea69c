import type { LogLine } from '../protocol.ts';

/** Lines wait for at most this long, in milliseconds: a message for each of them would cost both processes dearly. */
const gatherMs = 50;
/** … unless there are so many of them. */
const gatherCount = 200;

/** Gathers lines for the program's log, so that they cross to the host several at a time. */
export class LogBuffer {
  readonly #send: (lines: readonly LogLine[]) => void;
  #waiting: LogLine[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (lines: readonly LogLine[]) => void) {
    this.#send = send;
  }

  push(line: LogLine): void {
    this.#waiting.push(line);
    if (this.#waiting.length >= gatherCount) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, gatherMs);
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const lines = this.#waiting;
    this.#waiting = [];
    this.#send(lines);
  }
}
