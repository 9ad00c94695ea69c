import type { RunRecord } from '../../api/run.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { RunStore } from '../../store/runStore.ts';

/**
 * The runs that continue a run, directly or not, oldest first. Throws `store.…`, and `planning.unreadable-run` where a later
 * run cannot be read: it may have continued this one, and what it has sent must not be sent again unseen.
 */
export async function continuationsOf(store: RunStore, id: string): Promise<RunRecord[]> {
  const { runs, unreadable } = await store.survey();
  const later = unreadable.find((each) => each > id);
  if (later !== undefined) throw unreadableRun(store.folderOf(later), id);
  const summaries = runs.reverse();
  const family = new Set([id]);
  // ids sort by time, so a run stands before those that continue it
  for (const summary of summaries)
    if (summary.continues !== undefined && family.has(summary.continues)) family.add(summary.id);
  family.delete(id);
  return Promise.all([...family].map((each) => store.read(each)));
}

function unreadableRun(folder: string, id: string): ShowrunError {
  return new ShowrunError(
    'planning.unreadable-run',
    `The run in ${folder} cannot be read. It is later than run ${id} and may have continued it, so that nobody knows which lines were sent since.`,
    {
      hint: 'Look at its outputs. Move the folder away if it has nothing to do with this run; then continue.',
    },
  );
}
