import { printable } from '../core/text/printable.ts';
import type { Logger } from '../api/ports.ts';
import type { CliStream } from './cliIo.ts';

/** Warnings and errors on standard error; the rest only with `verbose`. */
export function stderrLogger(stream: CliStream, verbose: boolean): Logger {
  const write = (level: string, message: string): void =>
    stream.write(`showrun: ${level}: ${printable(message)}\n`);
  const ifVerbose = (level: string) => (message: string) => {
    if (verbose) write(level, message);
  };
  return {
    trace: ifVerbose('trace'),
    debug: ifVerbose('debug'),
    info: ifVerbose('info'),
    warn: (message) => write('warning', message),
    error: (message) => write('error', message),
  };
}
