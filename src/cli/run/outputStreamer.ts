import { printable } from '../../core/text/printable.ts';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../../api/run.ts';
import type { CliStream } from '../cliIo.ts';
import { messagesNote } from './messagesNote.ts';

/**
 * `--stream`: prints each output as soon as its command is done, under a header that names device and command. Outputs come
 * from their files, one after another, so that two devices never mix, and piece by piece, so that a large one needs no memory.
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
    const kept = messagesNote([result]);
    const header = `=== ${printable(device)}: ${printable(result.command)}${note}${kept === '' ? '' : ` (${kept})`}\n`;
    this.#last = this.#last.then(() => this.#print(header, result.file));
    // who waits is told by `finished`
    this.#last.catch(() => undefined);
  }

  /** Resolves when everything has been printed, or nobody reads any more; rejects where an output could not be read. */
  finished(): Promise<void> {
    return this.#last;
  }

  async #print(header: string, file: string | undefined): Promise<void> {
    if (this.#stream.isGone()) return;
    this.#stream.write(header);
    if (file === undefined) return;
    let last = '\n';
    for await (const piece of createReadStream(join(this.#folder, file), 'utf8')) {
      if (this.#stream.isGone()) return;
      const text = piece as string;
      this.#stream.write(text);
      last = text.at(-1) ?? last;
      await this.#stream.ready();
    }
    if (last !== '\n') this.#stream.write('\n');
  }
}
