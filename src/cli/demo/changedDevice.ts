import type { RunRecord } from '../../api/run.ts';
import { pairOutputs } from '../../core/diff/pairOutputs.ts';

/** The device with most outputs of another size in the second run, the first among equals: the one worth showing. */
export function changedDevice(before: RunRecord, after: RunRecord): string | undefined {
  const changes = new Map<string, number>();
  for (const { device, left, right } of pairOutputs(before, after)) {
    if (left?.bytes !== right?.bytes) changes.set(device, (changes.get(device) ?? 0) + 1);
  }
  return [...changes].sort((one, other) => other[1] - one[1])[0]?.[0];
}
