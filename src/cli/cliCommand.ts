import type { CliIo } from './cliIo.ts';
import type { OptionSpec, ParsedOptions } from './optionSpec.ts';

/** One subcommand: help, parsing and completion come from the same entry. */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments as the usage line shows them, for example `LEFT RIGHT`. */
  readonly positionals?: string;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly { readonly line: string; readonly what: string }[];
  /** More about it, one paragraph an entry. */
  readonly notes?: readonly string[];
  /** Returns the exit code. Throws coded errors for bad usage and bad input; the caller prints them and returns 2. */
  run(options: ParsedOptions, io: CliIo): Promise<number>;
}
