import type { DeviceAddress } from '../../api/device.ts';
import type { ByteStream, Transport } from '../../api/transport.ts';

/** One thing that has to be sent to a device, and what it says then. */
export interface PlayedStep {
  readonly send: string;
  readonly reply: string | Uint8Array;
  /** Closes the stream behind the reply. */
  readonly close?: boolean;
}

/** Cuts bytes into pieces; the device sends them one after another without a pause. */
export type Chunking = (bytes: Uint8Array) => Uint8Array[];

/** Pieces of one size; the last one is what is left. */
export function chunksOf(size: number): Chunking {
  return (bytes) => {
    const chunks: Uint8Array[] = [];
    for (let index = 0; index < bytes.length; index += size) chunks.push(bytes.subarray(index, index + size));
    return chunks;
  };
}

/** A device that plays a script: it says its greeting, and answers exactly what is expected to be sent. */
export class PlayedDevice implements ByteStream, Transport {
  readonly id = 'played';
  /** Everything that was written, in order. */
  readonly written: string[] = [];
  /** What was written although the script wanted something else. */
  readonly unexpected: string[] = [];
  /** The first time that happened: the step that was due, and what was written instead. */
  strayed: { readonly step: number; readonly got: string } | undefined;
  pauses = 0;
  closed = false;
  readonly #steps: PlayedStep[];
  readonly #chunking: Chunking;
  readonly #greeting: string | Uint8Array;
  #pending = '';
  #played = 0;
  #listener: (chunk: Uint8Array) => void = () => undefined;
  #onClose: (error?: Error) => void = () => undefined;

  constructor(
    greeting: string | Uint8Array,
    steps: readonly PlayedStep[],
    chunking: Chunking = chunksOf(4096),
  ) {
    this.#greeting = greeting;
    this.#steps = [...steps];
    this.#chunking = chunking;
  }

  get left(): number {
    return this.#steps.length;
  }

  async open(_device: DeviceAddress): Promise<ByteStream> {
    setImmediate(() => this.say(this.#greeting));
    return Promise.resolve(this);
  }

  onData(listener: (chunk: Uint8Array) => void): void {
    this.#listener = listener;
  }

  onClose(listener: (error?: Error) => void): void {
    this.#onClose = listener;
  }

  write(data: string | Uint8Array): void {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    this.written.push(text);
    this.#pending += text;
    const step = this.#steps[0];
    if (step === undefined || !step.send.startsWith(this.#pending)) {
      this.unexpected.push(text);
      this.strayed ??= { step: this.#played, got: this.#pending };
      this.#pending = '';
      return;
    }
    if (step.send !== this.#pending) return;
    this.#pending = '';
    this.#steps.shift();
    this.#played++;
    queueMicrotask(() => {
      this.say(step.reply);
      if (step.close === true) this.drop();
    });
  }

  say(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    for (const chunk of this.#chunking(bytes)) this.#listener(chunk);
  }

  drop(error?: Error): void {
    if (this.closed) return;
    this.closed = true;
    this.#onClose(error);
  }

  pause(): void {
    this.pauses++;
  }

  resume(): void {
    // The script has no pace of its own.
  }

  close(): void {
    this.closed = true;
  }
}
