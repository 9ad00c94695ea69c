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
  /** Whether clients in Python are measured as well, once each. */
  readonly python: boolean;
  /** Where the programs write; a folder of the project unless given. */
  readonly folder?: string;
  /** Where the result goes as JSON; only the tables are shown where it is absent. */
  readonly json?: string;
}

const numbers = (text: string): number[] => text.split(',').map(Number);

/** Reads `--counts 200,1000 --latency 20,100 --concurrency 100 --rounds 3 --no-python --folder FOLDER --json FILE`. */
export function benchOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      counts: { type: 'string', default: '200,1000' },
      latency: { type: 'string', default: '20,100' },
      concurrency: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '3' },
      'no-python': { type: 'boolean', default: false },
      folder: { type: 'string' },
      json: { type: 'string' },
    },
  });
  return {
    counts: numbers(values.counts),
    latencies: numbers(values.latency),
    concurrency: Number(values.concurrency),
    rounds: Number(values.rounds),
    python: !values['no-python'],
    ...(values.folder === undefined ? {} : { folder: values.folder }),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}
