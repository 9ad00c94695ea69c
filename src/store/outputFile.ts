import { detached } from '../core/text/detached.ts';
import { sharedPages } from './outputs/outputPages.ts';
import type { OutputPages } from './outputs/outputPages.ts';
import type { OpenFile } from './runFiles.ts';
import { toStoreError } from './storeError.ts';

/** Characters that wait as text before they go into a page: most outputs are shorter, and never need one. */
const textLength = 8 * 1024;
/** Characters at the end that are kept in memory. */
const endLength = 4000;

interface Filled {
  readonly data: Uint8Array;
  /** To be given back when it is on disk. */
  readonly page?: Buffer;
}

const encoder = new TextEncoder();

/**
 * One command's output on its way to disk. The file is opened when the first text has come, so a silent command leaves
 * none. What comes is gathered in pages, which are written when they are full, or by `flush` or `close`; whoever writes faster than
 * the disk is asked to wait.
 */
export class OutputFile {
  readonly path: string;
  readonly #open: () => Promise<OpenFile>;
  readonly #pages: OutputPages;
  /** What has come last, not in a page yet. */
  #text = '';
  /** The page that is being filled, and how far it is. */
  #page: Buffer | undefined;
  #used = 0;
  /** To be written, the first of them at this moment. */
  #filled: Filled[] = [];
  /** Bytes that have gone into pages. */
  #encoded = 0;
  #characters = 0;
  #end = '';
  #writing: Promise<void> | undefined;
  #file: OpenFile | undefined;
  #error: Error | undefined;
  #closed = false;

  /** `path` is for messages; `open` makes the file; what its `write` has resolved for is used again. */
  constructor(path: string, open: () => Promise<OpenFile>, pages = sharedPages) {
    this.path = path;
    this.#open = open;
    this.#pages = pages;
  }

  /** Bytes taken in so far. */
  get bytes(): number {
    return this.#encoded + Buffer.byteLength(this.#text);
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
    this.#characters += text.length;
    this.#end += text.length > endLength ? detached(text.slice(-endLength)) : text;
    // cut now and then only, or a device that sends byte by byte would have it copied for each of them
    if (this.#end.length > 4 * endLength) this.#end = this.#end.slice(-endLength);
    if (this.#text.length + text.length <= textLength) {
      this.#text += text;
      return;
    }
    this.#fill(text);
    if (this.#filled.length === 0) return;
    const written = this.#writeFilled();
    if (this.#filled.length > 1 || this.#pages.scarce) return written;
    written.catch(() => undefined);
  }

  /** Writes what is waiting. Rejects with `store.…`. */
  async flush(): Promise<void> {
    while (this.#isWaiting && this.#error === undefined) {
      this.#putAll();
      await this.#writeFilled();
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

  get #isWaiting(): boolean {
    return this.#filled.length > 0 || this.#used > 0 || this.#text !== '';
  }

  /** Brings what waits as text, and what follows it, into pages. Half a character stays text: the other half may come. */
  #fill(text: string): void {
    let before = this.#text;
    let after = text;
    if (endsInHalf(before)) {
      after = before.slice(-1) + after;
      before = before.slice(0, -1);
    }
    const half = endsInHalf(after) ? after.slice(-1) : '';
    this.#encode(before);
    this.#encode(half === '' ? after : after.slice(0, -1));
    this.#text = half;
  }

  #encode(text: string): void {
    for (let rest = text; rest !== '';) {
      this.#page ??= this.#pages.take();
      const { read, written } = encoder.encodeInto(rest, this.#page.subarray(this.#used));
      this.#used += written;
      this.#encoded += written;
      if (read === rest.length) return;
      rest = rest.slice(read);
      this.#putPage();
    }
  }

  /** Lets everything that waits be written, also half a character and half a page. */
  #putAll(): void {
    const text = this.#text;
    this.#text = '';
    if (this.#page !== undefined) {
      this.#encode(text);
      this.#putPage();
    } else if (text !== '') {
      const data = Buffer.from(text);
      this.#encoded += data.length;
      this.#filled.push({ data });
    }
  }

  #putPage(): void {
    const page = this.#page;
    if (page === undefined) return;
    this.#filled.push({ data: page.subarray(0, this.#used), page });
    this.#page = undefined;
    this.#used = 0;
  }

  /** Resolves when all that is filled by then is on disk. */
  #writeFilled(): Promise<void> {
    this.#writing ??= this.#writeOneByOne().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeOneByOne(): Promise<void> {
    try {
      this.#file ??= await this.#open();
      for (let next = this.#filled[0]; next !== undefined; next = this.#filled[0]) {
        await this.#file.write(next.data);
        this.#filled.shift();
        if (next.page !== undefined) this.#pages.give(next.page);
      }
    } catch (error) {
      this.#error = toStoreError(error, this.path);
      this.#drop();
      throw this.#error;
    }
  }

  /** Whoever failed to write a page may still read it: it is not used again. */
  #drop(): void {
    for (const { page } of this.#filled) if (page !== undefined) this.#pages.drop();
    if (this.#page !== undefined) this.#pages.drop();
    this.#filled = [];
    this.#page = undefined;
    this.#used = 0;
    this.#text = '';
  }
}

/** True where a text ends in the first half of a character beyond U+FFFF. */
function endsInHalf(text: string): boolean {
  return (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}
