import type { OpenFile } from './runFiles.ts';
import { toStoreError } from './storeError.ts';

/** Waiting bytes from which a writer is asked to wait: with some hundred sessions that is what the memory goes by. */
const highWater = 256 * 1024;
/**
 * Waiting bytes from which the file is written; less than this waits for `flush` or `close`. Each write costs the event loop as much
 * as copying 100 kB.
 */
const flushAt = 64 * 1024;
/** Characters at the end that are kept in memory. */
const endLength = 4000;

/**
 * One command's output on its way to disk. The file is opened when the first text has come, so a silent command leaves
 * none. Writes are gathered while one is under way; whoever writes faster than the disk is asked to wait.
 */
export class OutputFile {
  readonly path: string;
  readonly #open: () => Promise<OpenFile>;
  #waiting = '';
  #waitingBytes = 0;
  #bytes = 0;
  #characters = 0;
  #end = '';
  #writing: Promise<void> | undefined;
  #file: OpenFile | undefined;
  #error: Error | undefined;
  #closed = false;

  /** `path` is for messages; `open` makes the file. */
  constructor(path: string, open: () => Promise<OpenFile>) {
    this.path = path;
    this.#open = open;
  }

  /** Bytes taken in so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Characters (UTF-16 units) taken in so far. */
  get characters(): number {
    return this.#characters;
  }

  /** The last characters, at most 4,000: enough to take a preview from without cutting a line. */
  get end(): string {
    return this.#end.slice(-endLength);
  }

  /**
   * Takes text in. Returns a promise where the writer must wait for the disk. Throws `store.…` once the disk failed.
   * What comes after `close` is dropped: a session that was given up may still have something to say.
   */
  write(text: string): void | Promise<void> {
    if (this.#error !== undefined) throw this.#error;
    if (text === '' || this.#closed) return;
    const length = Buffer.byteLength(text);
    this.#waiting += text;
    this.#waitingBytes += length;
    this.#bytes += length;
    this.#characters += text.length;
    this.#end += text;
    // cut now and then only, or a device that sends byte by byte would have it copied for each of them
    if (this.#end.length > 4 * endLength) this.#end = this.#end.slice(-endLength);
    if (this.#waitingBytes < flushAt) return;
    const flushed = this.flush();
    if (this.#waitingBytes > highWater) return flushed;
    flushed.catch(() => undefined);
  }

  /** Writes what is waiting. Rejects with `store.…`. */
  async flush(): Promise<void> {
    while (this.#waitingBytes > 0 && this.#error === undefined) {
      this.#writing ??= this.#writeWaiting().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
    if (this.#error !== undefined) throw this.#error;
  }

  /** Writes the rest and closes the file, also after an error. Rejects with `store.…` where not everything is on disk. */
  async close(): Promise<void> {
    this.#closed = true;
    try {
      await this.flush();
    } finally {
      await this.#writing?.catch(() => undefined);
      const file = this.#file;
      this.#file = undefined;
      await file?.close().catch((error: unknown) => {
        throw toStoreError(error, this.path);
      });
    }
  }

  async #writeWaiting(): Promise<void> {
    const data = Buffer.from(this.#waiting);
    const counted = this.#waitingBytes;
    this.#waiting = '';
    // two halves of one character, counted apart, are fewer bytes together
    this.#bytes += data.length - counted;
    try {
      this.#file ??= await this.#open();
      await this.#file.write(data);
    } catch (error) {
      this.#error = toStoreError(error, this.path);
      throw this.#error;
    } finally {
      this.#waitingBytes -= counted;
    }
  }
}
