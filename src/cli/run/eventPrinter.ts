import type { RunEvent } from '../../api/run.ts';
import type { CliStream } from '../cliIo.ts';

/** `--format ndjson`: every event as a line of JSON, as fast as the reader takes them and no faster. */
export class EventPrinter {
  readonly #stream: CliStream;
  #waiting: RunEvent[] = [];
  #printing: Promise<void> | undefined;

  constructor(stream: CliStream) {
    this.#stream = stream;
  }

  onEvent(event: RunEvent): void {
    this.#waiting.push(event);
    this.#printing ??= this.#print().finally(() => {
      this.#printing = undefined;
    });
  }

  /** Resolves when everything has been printed, or nobody reads any more. */
  async finished(): Promise<void> {
    await this.#printing;
  }

  async #print(): Promise<void> {
    while (this.#waiting.length > 0) {
      const events = this.#waiting;
      this.#waiting = [];
      for (const event of events) {
        if (this.#stream.isGone()) return;
        this.#stream.write(`${JSON.stringify(event)}\n`);
        await this.#stream.ready();
      }
    }
  }
}
