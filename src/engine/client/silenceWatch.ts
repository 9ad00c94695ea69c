import type { Logger } from '../../api/ports.ts';
import type { ExecutorProcess } from './executorProcess.ts';

/** Silence after which the log says so, in milliseconds; an executor at work says something every second. */
const noticeMs = 5_000;
/** Silence after which it is ended, in milliseconds. Its own watchdog is quicker, unless it hangs as well. */
const defaultLimitMs = 60_000;
/** Looks in this time. */
const looks = 10;

type Watched = Pick<ExecutorProcess, 'messageCount' | 'kill'>;

/**
 * Ends an executor that says nothing while runs go on: one that was stopped by the system, or hangs so badly that its
 * watchdog does, too. Time is counted in looks, so that a host that was busy or asleep itself does not take that for silence.
 */
export class SilenceWatch {
  readonly #logger: Logger;
  readonly #isBusy: () => boolean;
  readonly #limitMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(logger: Logger, isBusy: () => boolean, limitMs = defaultLimitMs) {
    this.#logger = logger;
    this.#isBusy = isBusy;
    this.#limitMs = limitMs;
  }

  /** Watches until nothing goes on any more. */
  watch(executor: Watched): void {
    if (this.#timer !== undefined) return;
    const stepMs = Math.min(noticeMs, this.#limitMs) / looks;
    let silentMs = 0;
    let heard = executor.messageCount;
    this.#timer = setInterval(() => {
      if (!this.#isBusy()) {
        this.#stop();
        return;
      }
      silentMs = executor.messageCount === heard ? silentMs + stepMs : 0;
      heard = executor.messageCount;
      if (silentMs >= noticeMs && silentMs - stepMs < noticeMs)
        this.#logger.error(`The executor has said nothing for ${String(noticeMs / 1000)} s; it may hang.`);
      if (silentMs < this.#limitMs) return;
      this.#logger.error(`The executor has said nothing for ${String(this.#limitMs / 1000)} s; it is ended.`);
      this.#stop();
      executor.kill();
    }, stepMs);
    this.#timer.unref();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
