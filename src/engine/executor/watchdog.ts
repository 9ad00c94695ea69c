import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** When a hang is noticed, and when it is ended. */
export interface WatchdogLimits {
  /** Silence of the event loop after which it is said where it hangs, in milliseconds. */
  readonly noticeMs: number;
  /** … after which the process is ended, in milliseconds. */
  readonly endMs: number;
}

/** What the thread is given. */
export interface WatchdogTask extends WatchdogLimits {
  /** Grows while the event loop turns. */
  readonly beats: Int32Array<SharedArrayBuffer>;
  readonly beatMs: number;
}

/** Longer than anything that the executor is allowed to do in one go, by far. */
const defaultLimits: WatchdogLimits = { noticeMs: 3_000, endMs: 30_000 };

/** A run shorter than this is not worth a thread, in milliseconds. */
const startAfterMs = 1_000;

/**
 * Has a thread watch the event loop of this process. A computation without end would keep everybody waiting for ever: nothing
 * can be cancelled, no time-out comes. The thread says on standard error where it hangs, and ends the process after a while;
 * the host then marks its runs as interrupted. What was written is kept.
 */
export class Watchdog {
  readonly #limits: WatchdogLimits;
  #isStarted = false;

  constructor(limits: WatchdogLimits = defaultLimits) {
    this.#limits = limits;
  }

  /** To be called whenever something begins; starts the thread once, soon after the first time. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const beats = new Int32Array(new SharedArrayBuffer(4));
    const beatMs = Math.max(10, Math.round(this.#limits.noticeMs / 6));
    setInterval(() => {
      Atomics.add(beats, 0, 1);
    }, beatMs).unref();
    setTimeout(
      () => {
        this.#watch({ ...this.#limits, beats, beatMs });
      },
      Math.min(startAfterMs, this.#limits.noticeMs),
    ).unref();
  }

  #watch(task: WatchdogTask): void {
    // in the bundle the thread has a file of its own
    const file = import.meta.filename.endsWith('.ts') ? 'watchdogThread.ts' : 'watchdog.js';
    const worker = new Worker(join(import.meta.dirname, file), {
      workerData: task,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    });
    worker.unref();
    // without it the host still notices that it hears nothing
    worker.on('error', () => undefined);
  }
}
