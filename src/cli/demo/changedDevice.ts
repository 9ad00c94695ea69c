import type { RunRecord } from '../../api/run.ts';
import { pairOutputs } from '../../core/diff/pairOutputs.ts';

/** The first device with an output of another size in the second run: the one worth showing. */
export function changedDevice(before: RunRecord, after: RunRecord): string | undefined {
  return pairOutputs(before, after).find((pair) => pair.left?.bytes !== pair.right?.bytes)?.device;
}
