import { isAscii } from 'node:buffer';
import type { ByteStream } from '../../api/transport.ts';

/** Bytes that are kept while nobody reads, before the device is held back. */
const highWater = 64_000;

/** Decodes and keeps what comes from a stream until somebody takes it; holds the stream back when too much waits. */
export class IncomingBytes {
  readonly #stream: ByteStream;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** True where the decoder may wait for the rest of a letter. */
  #inLetter = false;
  readonly #notify: () => void;
  #chunks: Uint8Array[] = [];
  #next = 0;
  #waiting = 0;
  #paused = false;
  #held = false;
  #end: { readonly error?: Error } | undefined;

  /** @param notify called whenever something came, or the stream ended */
  constructor(stream: ByteStream, notify: () => void) {
    this.#stream = stream;
    this.#notify = notify;
    stream.onData((chunk) => this.#push(chunk));
    stream.onClose((error) => {
      this.#end ??= error === undefined ? {} : { error };
      notify();
    });
  }

  /** Set once the stream has ended; chunks may still be waiting. */
  get end(): { readonly error?: Error } | undefined {
    return this.#end;
  }

  /** Has the device held back until `release`; what has come already can still be taken. */
  hold(): void {
    this.#held = true;
    this.#pause();
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    if (this.#waiting === 0) this.#resume();
  }

  /** The next piece of text, or undefined where nothing waits. Invalid bytes become U+FFFD; a piece may be empty. */
  take(): string | undefined {
    const chunk = this.#chunks[this.#next];
    if (chunk === undefined) {
      this.#rewind();
      return undefined;
    }
    this.#next++;
    this.#waiting -= chunk.length;
    if (this.#next === this.#chunks.length) this.#rewind();
    return this.#decode(chunk);
  }

  /** Most of what devices say is ASCII, which costs a third without the decoder. */
  #decode(chunk: Uint8Array): string {
    if (!this.#inLetter && isAscii(chunk)) {
      const bytes = Buffer.isBuffer(chunk)
        ? chunk
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      return bytes.toString('latin1');
    }
    this.#inLetter = (chunk.at(-1) ?? 0x80) >= 0x80;
    return this.#decoder.decode(chunk, { stream: true });
  }

  #rewind(): void {
    this.#chunks = [];
    this.#next = 0;
    if (!this.#held) this.#resume();
  }

  #pause(): void {
    if (this.#paused || this.#end !== undefined) return;
    this.#paused = true;
    this.#stream.pause();
  }

  #resume(): void {
    if (!this.#paused || this.#end !== undefined) return;
    this.#paused = false;
    this.#stream.resume();
  }

  #push(chunk: Uint8Array): void {
    if (this.#end !== undefined) return;
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    if (this.#waiting > highWater) this.#pause();
    this.#notify();
  }
}
