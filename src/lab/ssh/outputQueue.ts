import type { Writable } from 'node:stream';
import { encodeOutput } from './rawBytes.ts';

/** Bytes sent at a time by a device that is slow. */
const trickleBytes = 48;
/** Pieces are gathered to about this many characters, so that small ones do not become a packet each. */
const gatherCharacters = 16_384;

/** Sends text to a channel: what is written in one turn of the event loop leaves as one packet, back-pressure is obeyed. */
export class OutputQueue {
  private readonly channel: Writable;
  private readonly delayMs: () => number;
  private text = '';
  private scheduled = false;
  private trickle: Buffer = Buffer.alloc(0);
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly waiting: (() => void)[] = [];

  /** `delayMs` is asked before each write; above 0 the bytes trickle. */
  constructor(channel: Writable, delayMs: () => number) {
    this.channel = channel;
    this.delayMs = delayMs;
  }

  write(text: string): void {
    this.text += text;
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  /** Sends pieces as fast as the client reads; gives a function that stops it. */
  pump(pieces: Iterable<string>, done: () => void): () => void {
    const iterator = pieces[Symbol.iterator]();
    let stopped = false;
    const step = (): void => {
      while (!stopped && !this.stopped) {
        const piece = gather(iterator);
        if (piece === undefined) {
          done();
          return;
        }
        this.text += piece;
        if (!this.flush()) {
          this.whenEmpty(step);
          return;
        }
      }
    };
    step();
    return () => {
      stopped = true;
    };
  }

  /** Calls back once everything written so far has been handed to the connection. */
  whenEmpty(action: () => void): void {
    this.flush();
    if (this.trickle.length > 0) this.waiting.push(action);
    else if (this.channel.writableNeedDrain) this.channel.once('drain', action);
    else setImmediate(action);
  }

  /** Forgets what is left. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.waiting.length = 0;
  }

  /** False where the channel wants a pause. */
  private flush(): boolean {
    const text = this.text;
    this.text = '';
    if (this.stopped || !this.channel.writable) return true;
    const bytes = encodeOutput(text);
    if (this.trickle.length > 0 || this.delayMs() > 0) {
      this.trickle = Buffer.concat([this.trickle, bytes]);
      this.drip();
      return this.trickle.length === 0;
    }
    return bytes.length === 0 ? !this.channel.writableNeedDrain : this.channel.write(bytes);
  }

  private drip(): void {
    if (this.timer !== undefined || this.trickle.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.channel.writable) this.channel.write(this.trickle.subarray(0, trickleBytes));
      this.trickle = this.trickle.subarray(trickleBytes);
      this.drip();
      if (this.trickle.length === 0) for (const action of this.waiting.splice(0)) action();
    }, this.delayMs());
  }
}

function gather(iterator: Iterator<string>): string | undefined {
  let text = '';
  while (text.length < gatherCharacters) {
    const next = iterator.next();
    if (next.done === true) return text === '' ? undefined : text;
    text += next.value;
  }
  return text;
}
