import type { RunRecord, RunStatus, RunTotals } from '../api/run.ts';

/** What a list of runs shows, without the plan and the results. */
export interface RunSummary {
  readonly id: string;
  readonly status: RunStatus;
  readonly title: string;
  /** Id of the run that this one continues. */
  readonly continues?: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly totals: RunTotals;
}

/**
 * The text of run.json, in parts. It is one JSON object; its first line holds everything that a list of runs needs and
 * every device has a line of its own, so that thousands of runs can be listed by their first lines and two records can
 * be compared by line.
 */
export function* runJsonParts(record: RunRecord): Generator<string> {
  const { plan, results, ...head } = record;
  const { devices, ...rest } = plan;
  const { title, continues } = plan;
  yield `${JSON.stringify({ ...head, title, continues }).slice(0, -1)},\n`;
  yield `"plan":${JSON.stringify(rest).slice(0, -1)},"devices":[`;
  yield* lines(devices);
  yield ']},\n"results":[';
  yield* lines(results);
  yield ']}\n';
}

function* lines(items: readonly unknown[]): Generator<string> {
  for (const [index, item] of items.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`;
}

/** Reads what a list needs from the first line of run.json; undefined where that line is not whole or not ours. */
export function parseSummary(firstLine: string): RunSummary | undefined {
  if (!firstLine.endsWith(',')) return undefined;
  try {
    return toSummary(JSON.parse(`${firstLine.slice(0, -1)}}`));
  } catch {
    return undefined;
  }
}

/** Checks the members of a summary; undefined where one is missing. */
export function toSummary(value: unknown): RunSummary | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, status, title, continues, startedAt, finishedAt, totals } = value as Partial<
    Record<keyof RunSummary, unknown>
  >;
  if (typeof id !== 'string' || typeof status !== 'string' || typeof startedAt !== 'string') return undefined;
  if (typeof totals !== 'object' || totals === null) return undefined;
  return {
    id,
    status: status as RunStatus,
    title: typeof title === 'string' ? title : '',
    ...(typeof continues === 'string' ? { continues } : {}),
    startedAt,
    ...(typeof finishedAt === 'string' ? { finishedAt } : {}),
    totals: totals as RunTotals,
  };
}
