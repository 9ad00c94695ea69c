import { SteadyTime } from '../../../../src/session/time/steadyTime.ts';

interface Timer {
  at: number;
  readonly every: number | undefined;
  readonly action: () => void;
}

/** A machine whose clocks and timers a test moves. */
export class MachineTime {
  wall = 1_700_000_000_000;
  /** Read by the monotonic clock. */
  running = 0;
  /** Milliseconds asleep that the monotonic clock left out. */
  asleep = 0;
  computed = 0;
  #timers: Timer[] = [];

  readonly time = new SteadyTime({
    now: () => this.wall,
    monotonic: () => this.running,
    uptime: () => this.running + this.asleep,
    computed: () => this.computed,
    timers: { after: (ms, action) => this.#arm(ms, undefined, action) },
    every: (ms, action) => this.#arm(ms, ms, action),
  });

  /** The process runs for so long; its timers come in order. */
  pass(ms: number): void {
    const end = this.running + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.wall += Math.max(0, next.at - this.running);
      this.running = Math.max(this.running, next.at);
      this.#fire(next);
    }
    this.wall += end - this.running;
    this.running = end;
  }

  /** The process stands still, and the monotonic clock goes on; then what is due comes at once, in any order. */
  stopFor(ms: number, order: 'first armed first' | 'last armed first' = 'first armed first'): void {
    this.wall += ms;
    this.running += ms;
    const due = this.#timers.filter(({ at }) => at <= this.running);
    for (const timer of order === 'first armed first' ? due : due.toReversed()) this.#fire(timer);
  }

  /** The machine sleeps, and the monotonic clock with it. */
  sleepFor(ms: number): void {
    this.wall += ms;
    this.asleep += ms;
  }

  #arm(ms: number, every: number | undefined, action: () => void): () => void {
    const timer = { at: this.running + ms, every, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  #fire(timer: Timer): void {
    if (!this.#timers.includes(timer)) return;
    if (timer.every === undefined) this.#timers = this.#timers.filter((each) => each !== timer);
    else timer.at = this.running + timer.every;
    timer.action();
  }
}

/** Resolves when what was put off to the end of this turn of the event loop has been done. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
