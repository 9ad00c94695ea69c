/** What one client needed for all devices. */
export interface Measurement {
  readonly client: string;
  readonly devices: number;
  readonly latencyMs: number;
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

/** The measurement in the middle by `key`, for each of its numbers on its own. */
export function medianOf(all: readonly Measurement[]): Measurement {
  const [first] = all;
  if (first === undefined) throw new Error('nothing was measured');
  const median = (pick: (each: Measurement) => number): number => {
    const sorted = all.map(pick).sort((left, right) => left - right);
    return sorted[Math.floor(sorted.length / 2)] ?? NaN;
  };
  return {
    ...first,
    failed: Math.max(...all.map((each) => each.failed)),
    wallMs: median((each) => each.wallMs),
    cpuMs: median((each) => each.cpuMs),
    peakMb: median((each) => each.peakMb),
    ...(first.stallMs === undefined ? {} : { stallMs: Math.max(...all.map((each) => each.stallMs ?? 0)) }),
  };
}
