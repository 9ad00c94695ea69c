import { parseArgs } from 'node:util';

/** What `npm run bench` measures. */
export interface BenchOptions {
  /** Numbers of devices, in turn. */
  readonly counts: readonly number[];
  /** Round-trip times in milliseconds, in turn. */
  readonly latencies: readonly number[];
  readonly concurrency: number;
  /** Times that everything is measured; the medians are shown. */
  readonly rounds: number;
  /** Where the result goes as JSON; only the table is shown where it is absent. */
  readonly json?: string;
}

const numbers = (text: string): number[] => text.split(',').map(Number);

/** Reads the command line: `--counts 200,1000 --latency 0,20 --concurrency 100 --rounds 3 --json FILE`. */
export function benchOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      counts: { type: 'string', default: '200,1000' },
      latency: { type: 'string', default: '0,20' },
      concurrency: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'string' },
    },
  });
  return {
    counts: numbers(values.counts),
    latencies: numbers(values.latency),
    concurrency: Number(values.concurrency),
    rounds: Number(values.rounds),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}
