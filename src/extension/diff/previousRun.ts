import type { RunRecord } from '../../api/run.ts';
import type { RunEntry, RunLibrary } from '../runs/runLibrary.ts';
import { haveCommon, pairsOfRuns, type ComparedPair, type PairScope } from './outputPairs.ts';

/** Runs looked into before giving up; each costs reading its record. */
const lookBack = 100;

/** An earlier run with something in common, and what there is to compare. */
export interface PreviousRun {
  readonly record: RunRecord;
  readonly pairs: readonly ComparedPair[];
}

/**
 * The newest earlier run of the same workspace folder that has an output in common with a run. Runs of the same template or
 * command come first, then any other.
 */
export async function findPreviousRun(
  library: RunLibrary,
  entry: RunEntry,
  record: RunRecord,
  scope: PairScope,
): Promise<PreviousRun | undefined> {
  const earlier = (await library.list()).filter(
    ({ folder, summary }) =>
      folder.uri.toString() === entry.folder.uri.toString() &&
      summary.id < entry.summary.id &&
      summary.status !== 'running',
  );
  const isSame = (each: RunEntry): boolean => each.summary.title === entry.summary.title;
  const candidates = [...earlier.filter(isSame), ...earlier.filter((each) => !isSame(each))];
  for (const candidate of candidates.slice(0, lookBack)) {
    const left = await library.read(candidate).catch(() => undefined);
    if (left === undefined) continue;
    const pairs = pairsOfRuns(left, record, scope);
    if (haveCommon(pairs)) return { record: left, pairs };
  }
  return undefined;
}
