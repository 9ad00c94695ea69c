import type { Vitals } from './vitals.ts';

/** Growth of the heap between two quiet moments that counts as a leak, in bytes: caches have been filled by then. */
const heapGrowth = 12_000_000;
/** Resident memory that is too much, in bytes: twice of what it is at most. The runtime gives it back when it likes. */
const rssLimit = 500_000_000;
/** Timers that may be more at one quiet moment than at another: heartbeats come and go. */
const timerSlack = 3;

/** What is wrong with the vitals of a soak, in words: against the first of them, taken when everything had been used once. */
export function checkVitals(samples: readonly Vitals[]): string[] {
  const [first, ...later] = samples;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return [];
  const found = last.warnings.map((warning) => `warning in the executor: ${warning}`);
  if (last.descriptors > first.descriptors)
    found.push(`descriptors: ${String(first.descriptors)} -> ${String(last.descriptors)}`);
  if (last.listeners > first.listeners)
    found.push(`listeners on the process: ${String(first.listeners)} -> ${String(last.listeners)}`);
  for (const [kind, count] of Object.entries(last.resources)) {
    const before = first.resources[kind] ?? 0;
    const slack = kind === 'Timeout' ? timerSlack : 0;
    if (count > before + slack) found.push(`${kind}: ${String(before)} -> ${String(count)}`);
  }
  // The lowest of the later ones: a single high one is work that had not been cleared away yet.
  const heap = Math.min(...later.slice(-3).map(({ heapUsed }) => heapUsed));
  if (heap - first.heapUsed > heapGrowth)
    found.push(`heap: ${megabytes(first.heapUsed)} -> ${megabytes(heap)}`);
  if (last.rss > rssLimit) found.push(`resident memory: ${megabytes(last.rss)}`);
  return found;
}

/** For people. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
