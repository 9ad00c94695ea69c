import type { RunRecord } from '../../api/run.ts';
import type { RunStore } from '../../store/runStore.ts';

/** The runs that continue a run, directly or not, oldest first. Throws `store.…`. */
export async function continuationsOf(store: RunStore, id: string): Promise<RunRecord[]> {
  const summaries = (await store.list()).reverse();
  const family = new Set([id]);
  // ids sort by time, so a run stands before those that continue it
  for (const { id: later, continues } of summaries)
    if (continues !== undefined && family.has(continues)) family.add(later);
  family.delete(id);
  return Promise.all([...family].map((each) => store.read(each)));
}
