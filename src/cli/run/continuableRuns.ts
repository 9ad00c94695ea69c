import type { RunSummary } from '../../store/runJson.ts';
import type { RunStore } from '../../store/runStore.ts';
import { formatTable, type Column } from '../output/formatTable.ts';

/** Runs that are named. */
const namedAtMost = 5;
/** Runs that are looked at: older ones are named by their id. */
const lookedAt = 200;

const columns: readonly Column<RunSummary>[] = [
  { title: 'RUN', value: (run) => run.id },
  { title: 'STATUS', value: (run) => run.status },
  {
    title: 'FINE',
    value: ({ totals }) => `${String(totals.ok)} of ${String(totals.devices)}`,
    align: 'right',
  },
  { title: 'TITLE', value: (run) => run.title },
];

/**
 * The runs of which something is missing, the newest first, as lines for people; what continues another one stands for that. Nothing where
 * there is none.
 */
export async function continuableRuns(store: RunStore): Promise<string> {
  const runs = await store.list(lookedAt);
  const finished = new Set(
    runs.flatMap(({ status, continues }) => (status === 'ok' ? (continues ?? []) : [])),
  );
  const open = runs.filter(
    ({ id, status, continues }) => isUnfinished(status) && continues === undefined && !finished.has(id),
  );
  if (open.length === 0) return runs.length === 0 ? '' : 'No run here has anything missing.\n';
  const more =
    open.length > namedAtMost ? `… and ${String(open.length - namedAtMost)} more: showrun runs\n` : '';
  return `Runs that can be continued, the newest first:\n${formatTable(columns, open.slice(0, namedAtMost))}${more}`;
}

function isUnfinished(status: RunSummary['status']): boolean {
  return status === 'failed' || status === 'cancelled' || status === 'interrupted';
}
