/** A time for which the event loop did not turn. */
export interface Stall {
  /** What went on, as named by whoever measures. */
  readonly phase: string;
  /** Milliseconds since the measurement began. */
  readonly atMs: number;
  readonly wallMs: number;
  /** CPU of this thread in it: the rest was waiting for a core, or for the system. */
  readonly cpuMs: number;
}

const tickMs = 1;

/** Finds what holds up the event loop of this thread. Unlike a histogram it tells when it was, and work from waiting for a core. */
export class LoopProbe {
  readonly #stalls: Stall[] = [];
  readonly #timer: NodeJS.Timeout;
  #phase: string;
  readonly #began = performance.now();
  /** The same moment in microseconds of the monotonic clock that CPU profiles use. */
  readonly beganUs = Number(process.hrtime.bigint() / 1000n);
  #wall = this.#began;
  #cpu = threadMs();

  constructor(phase: string) {
    this.#phase = phase;
    this.#timer = setInterval(() => {
      this.#look();
    }, tickMs);
  }

  /** Says what goes on from here; what has gone on in this turn so far counts for the phase before. */
  enter(phase: string): void {
    this.#look();
    this.#phase = phase;
  }

  /** Every stall, the one with the most CPU first; ends the measurement. */
  end(): readonly Stall[] {
    this.#look();
    clearInterval(this.#timer);
    return this.#stalls.sort((left, right) => right.cpuMs - left.cpuMs);
  }

  #look(): void {
    const wall = performance.now();
    const cpu = threadMs();
    const wallMs = wall - this.#wall - tickMs;
    const cpuMs = cpu - this.#cpu;
    if (wallMs > tickMs || cpuMs > tickMs) {
      this.#stalls.push({ phase: this.#phase, atMs: this.#wall - this.#began, wallMs, cpuMs });
    }
    this.#wall = wall;
    this.#cpu = cpu;
  }
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
