import type { BenchLab } from './startBenchLab.ts';
import type { Scratch } from './scratch.ts';

/** What every client gets. */
export interface Setting {
  readonly lab: BenchLab;
  readonly scratch: Scratch;
  readonly latencyMs: number;
  readonly concurrency: number;
  readonly password: string;
  readonly commands: readonly string[];
}

/** What one client needed for all devices. */
export interface Measurement {
  readonly client: string;
  readonly devices: number;
  readonly latencyMs: number;
  readonly concurrency: number;
  readonly failed: number;
  readonly wallMs: number;
  /** CPU of the process that holds the connections, start-up included, from the operating system. */
  readonly cpuMs: number;
  readonly peakMb: number;
  /** Longest time for which the host's event loop stood still. */
  readonly stallMs?: number;
}

/** The usage that `meteredProcess.ts` has written down. */
export function usageOf(text: string): Pick<Measurement, 'cpuMs' | 'peakMb'> {
  const usage = JSON.parse(text) as NodeJS.ResourceUsage;
  return { cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1000, peakMb: usage.maxRSS / 1024 };
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** The measurement in the middle by `key`, for each of its numbers on its own. */
export function medianOf(all: readonly Measurement[]): Measurement {
  const [first] = all;
  if (first === undefined) throw new Error('nothing was measured');
  const middle = (pick: (each: Measurement) => number): number => median(all.map(pick));
  return {
    ...first,
    failed: Math.max(...all.map((each) => each.failed)),
    wallMs: middle((each) => each.wallMs),
    cpuMs: middle((each) => each.cpuMs),
    peakMb: middle((each) => each.peakMb),
    ...(first.stallMs === undefined ? {} : { stallMs: Math.max(...all.map((each) => each.stallMs ?? 0)) }),
  };
}
