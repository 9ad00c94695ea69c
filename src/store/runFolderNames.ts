import type { Plan } from '../api/plan.ts';
import { NameAllocator } from './safeName.ts';

/** The record of a run: written first, completed at the end. */
export const runFileName = 'run.json';
/** Every event of a run, one JSON object a line. */
export const journalFileName = 'journal.ndjson';
/** Present while an executor is writing to the folder. */
export const lockFileName = 'run.lock';

/**
 * The folder of each device below its run folder. Depends on the plan alone, so that it can be found again without
 * run.json being complete. Refused devices have a name too, though no folder is made for them.
 */
export function deviceFolders(plan: Plan): ReadonlyMap<string, string> {
  const names = new NameAllocator([runFileName, `${runFileName}.tmp`, journalFileName, lockFileName]);
  const folders = new Map<string, string>();
  for (const name of [
    ...plan.devices.map((each) => each.device.name),
    ...plan.refused.map((each) => each.device),
  ]) {
    if (!folders.has(name)) folders.set(name, names.allocate(name));
  }
  return folders;
}
