import { detached } from '../core/text/detached.ts';
import type { OutputSink } from './session.ts';

/** Characters of head and tail in which a refusal is looked for: devices refuse at once, or at the end (commit). */
const windowLength = 2000;

/** Passes an output on and remembers its size, its beginning and its end. */
export class OutputWindow implements OutputSink {
  readonly #sink: OutputSink | undefined;
  /** Absent where nobody takes it: then it is kept for the next output. */
  readonly aside?: (lines: string) => void | Promise<void>;
  #head = '';
  #tail = '';
  #bytes = 0;

  /** @param sink takes everything that is written; nothing does where it is absent */
  constructor(sink?: OutputSink) {
    this.#sink = sink;
    if (sink?.aside !== undefined) this.aside = (lines) => sink.aside?.(lines);
  }

  /** UTF-8 size of what was written. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The whole output if it is short, else its beginning and its end as two texts. */
  get texts(): readonly string[] {
    return this.#tail === '' ? [this.#head] : [this.#head, this.#tail.slice(-windowLength)];
  }

  write(text: string): void | Promise<void> {
    this.#bytes += Buffer.byteLength(text);
    const room = windowLength - this.#head.length;
    if (room > 0) this.#head += text.length > room ? detached(text.slice(0, room)) : text;
    if (text.length > room) this.#addTail(text.slice(Math.max(0, room)));
    return this.#sink?.write(text);
  }

  /** Cut now and then only: joining and cutting for every piece would copy each byte many times. */
  #addTail(text: string): void {
    this.#tail = text.length >= windowLength ? detached(text.slice(-windowLength)) : this.#tail + text;
    if (this.#tail.length > 8 * windowLength) this.#tail = this.#tail.slice(-windowLength);
  }
}
