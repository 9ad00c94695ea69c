import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../../api/run.ts';
import type { CliStream } from '../cliIo.ts';
import { printable } from '../output/formatTable.ts';

/**
 * `--stream`: prints each output as soon as its command is done, under a header that names device and command.
 * Outputs come from their files, one after another, so that two devices never mix.
 */
export class OutputStreamer {
  readonly #stream: CliStream;
  readonly #folder: string;
  #last: Promise<void> = Promise.resolve();

  constructor(stream: CliStream, folder: string) {
    this.#stream = stream;
    this.#folder = folder;
  }

  onEvent(event: RunEvent): void {
    if (event.type !== 'command-finished') return;
    const { device, result } = event;
    const note = result.status === 'ok' ? '' : ` (${result.status})`;
    this.#last = this.#last.then(async () => {
      const text = result.file === undefined ? '' : await readFile(join(this.#folder, result.file), 'utf8');
      const end = text === '' || text.endsWith('\n') ? '' : '\n';
      this.#stream.write(`=== ${printable(device)}: ${printable(result.command)}${note}\n${text}${end}`);
    });
  }

  /** Resolves when everything has been printed; rejects where an output could not be read. */
  finished(): Promise<void> {
    return this.#last;
  }
}
