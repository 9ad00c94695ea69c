import type { CommandMessages } from '../../api/run.ts';
import type { OutputFile } from '../../store/outputFile.ts';
import { LimitedOutput } from './limitedOutput.ts';

/**
 * Where the lines go that came with an output and are none of it. Most commands have none, so nothing is made before
 * the first.
 */
export class KeptMessages {
  readonly #name: string;
  readonly #make: () => OutputFile;
  readonly #limit: number;
  readonly #what: string;
  #output: OutputFile | undefined;
  #limited: LimitedOutput | undefined;
  #count = 0;

  /** `name` is the file relative to the run folder; `limit` and `what` as for an output. */
  constructor(name: string, make: () => OutputFile, limit: number, what: string) {
    this.#name = name;
    this.#make = make;
    this.#limit = limit;
    this.#what = what;
  }

  /** The file, if there is anything in it. */
  get output(): OutputFile | undefined {
    return this.#output;
  }

  /** Why the command was ended; undefined as long as the limit holds. */
  get error(): Error | undefined {
    return this.#limited?.error;
  }

  /** For the result; undefined where there were none. */
  get summary(): CommandMessages | undefined {
    if (this.#output === undefined) return undefined;
    return { file: this.#name, bytes: this.#output.bytes, count: this.#count };
  }

  /** Takes whole lines, each with its line end. Throws as an output does. */
  write(lines: string): void | Promise<void> {
    this.#output ??= this.#make();
    this.#limited ??= new LimitedOutput(this.#output, this.#limit, this.#what);
    this.#count += lines.split('\n').length - 1;
    return this.#limited.write(lines);
  }
}
