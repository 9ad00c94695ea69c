import type { CommandResult, RunRecord } from '../../api/run.ts';
import { platformsOfRun } from './platformsOfRun.ts';

/** The same command on the same device in two runs; one side is absent where the other run did not have it. */
export interface OutputPair {
  readonly device: string;
  readonly command: string;
  /** Platform id, for its noise patterns. */
  readonly platform: string;
  readonly left?: CommandResult;
  readonly right?: CommandResult;
}

/**
 * Pairs the outputs of two runs: by device name, then by command text; the second `show clock` of one run meets the second of
 * the other. In the order of the left run, with what only the right one has after it.
 */
export function pairOutputs(left: RunRecord, right: RunRecord): OutputPair[] {
  const pairs = new Map<string, { -readonly [Key in keyof OutputPair]: OutputPair[Key] }>();
  for (const [side, run] of [
    ['left', left],
    ['right', right],
  ] as const) {
    const platforms = platformsOfRun(run);
    for (const { device, commands } of run.results) {
      const seen = new Map<string, number>();
      for (const result of commands) {
        const count = (seen.get(result.command) ?? 0) + 1;
        seen.set(result.command, count);
        const key = JSON.stringify([device, result.command, count]);
        const platform = platforms.get(device) ?? 'generic';
        const pair = pairs.get(key) ?? { device, command: result.command, platform };
        pair[side] = result;
        pairs.set(key, pair);
      }
    }
  }
  return [...pairs.values()];
}
