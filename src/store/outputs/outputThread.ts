import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FilePart, PartBatch, PartFault, PartsWritten } from './partBatch.ts';

interface Job {
  readonly part: FilePart;
  readonly data: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Bytes that travel together at most; a larger piece travels alone. */
const batchBytes = 1_000_000;

/**
 * The executor's side of the thread that writes outputs. While one batch is being written the next one gathers, so that a
 * thousand small files take few messages; a slow disk holds up nobody but those who wait for it.
 */
export class OutputThread {
  readonly #worker: Worker;
  #waiting: Job[] = [];
  #writing: readonly Job[] = [];
  #gone: Error | undefined;
  /** What the thread has given back. */
  #spare: ArrayBuffer | undefined;

  constructor() {
    // in the bundle the thread has a file of its own
    const file = import.meta.filename.endsWith('.ts') ? 'outputThreadMain.ts' : 'outputThread.js';
    this.#worker = new Worker(join(import.meta.dirname, file), {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
    });
    this.#worker.on('message', ({ faults, bytes }: PartsWritten) => {
      if (bytes.byteLength === batchBytes) this.#spare = bytes;
      this.#written(faults);
    });
    this.#worker.on('error', (error: Error) => {
      this.#end(error);
    });
    this.#worker.on('exit', () => {
      this.#end(new Error('the thread that writes outputs has ended'));
    });
    this.#worker.unref();
  }

  /** True once nothing can be written this way any more. */
  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** Writes a piece; `data` may be used again once it resolves. Rejects with the system's error. */
  write(part: FilePart, data: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) {
        reject(this.#gone);
        return;
      }
      this.#waiting.push({ part, data, resolve, reject });
      if (this.#waiting.length === 1 && this.#writing.length === 0) setImmediate(() => this.#send());
    });
  }

  #send(): void {
    if (this.#writing.length > 0 || this.#waiting.length === 0 || this.#gone !== undefined) return;
    let count = 0;
    let length = 0;
    for (const { data } of this.#waiting) {
      if (count > 0 && length + data.length > batchBytes) break;
      count += 1;
      length += data.length;
    }
    this.#writing = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    const bytes = this.#bytesFor(length);
    const all = new Uint8Array(bytes);
    let start = 0;
    for (const { data } of this.#writing) {
      all.set(data, start);
      start += data.length;
    }
    const parts = this.#writing.map((job) => job.part);
    this.#worker.postMessage({ parts, bytes } satisfies PartBatch, [bytes]);
  }

  #bytesFor(length: number): ArrayBuffer {
    if (length > batchBytes) return new ArrayBuffer(length);
    const spare = this.#spare ?? new ArrayBuffer(batchBytes);
    this.#spare = undefined;
    return spare;
  }

  #written(faults: readonly PartFault[]): void {
    const done = this.#writing;
    this.#writing = [];
    const failed = new Map(faults.map((fault) => [fault.index, fault]));
    for (const [index, { resolve, reject }] of done.entries()) {
      const fault = failed.get(index);
      if (fault === undefined) resolve();
      else reject(Object.assign(new Error(fault.message), { code: fault.code }));
    }
    if (this.#waiting.length > 0) setImmediate(() => this.#send());
  }

  /** What was on its way may be on disk or not: nobody is told that it is. */
  #end(error: Error): void {
    if (this.#gone !== undefined) return;
    this.#gone = error;
    for (const { reject } of [...this.#writing, ...this.#waiting]) reject(error);
    this.#writing = [];
    this.#waiting = [];
  }
}
