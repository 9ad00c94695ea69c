import { ShowrunError } from '../../core/errors.ts';
import { whereToSet } from '../../session/whereToSet.ts';
import type { OutputSink } from '../../session/session.ts';
import type { OutputFile } from '../../store/outputFile.ts';

/** Stands before an output file and ends a command that would fill the disk: one output without end is enough for that. */
export class LimitedOutput implements OutputSink {
  readonly #output: OutputFile;
  readonly #limit: number;
  readonly #what: string;
  readonly #messages: OutputSink | undefined;
  #error: ShowrunError | undefined;

  /** `limit` in bytes; `what` names command and device, for the message; `messages` takes what is none of the output. */
  constructor(output: OutputFile, limit: number, what: string, messages?: OutputSink) {
    this.#output = output;
    this.#limit = limit;
    this.#what = what;
    this.#messages = messages;
  }

  /** Why the command was ended; undefined as long as the limit holds. */
  get error(): ShowrunError | undefined {
    return this.#error;
  }

  /** Throws `engine.output-limit` for what comes after the limit; what came before is kept. */
  write(text: string): void | Promise<void> {
    if (this.#output.bytes < this.#limit) return this.#output.write(text);
    const megabytes = Math.round(this.#limit / 1_000_000);
    this.#error ??= new ShowrunError(
      'engine.output-limit',
      `The output of ${this.#what} was cut at ${String(megabytes)} MB.`,
      {
        hint: `The session was closed. If the command really says so much, raise the limit for an output (${whereToSet.maxOutput}).`,
      },
    );
    throw this.#error;
  }

  aside(lines: string): void | Promise<void> {
    return this.#messages?.write(lines);
  }
}
