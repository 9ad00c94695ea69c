import type { CommandResult, DeviceResult, RunRecord } from '../../api/run.ts';
import { pairOutputs } from '../../core/diff/pairOutputs.ts';
import { platformsOfRun } from '../../core/diff/platformsOfRun.ts';

/** An output of a run, with the platform whose noise it has. */
export interface SideOutput {
  readonly runId: string;
  readonly file: string;
  readonly platform: string;
}

/** Two outputs to compare; a side without output is absent. */
export interface ComparedPair {
  readonly label: string;
  /** The output that gives the comparison its name. */
  readonly named: SideOutput;
  readonly left?: SideOutput;
  readonly right?: SideOutput;
}

/** Narrows a comparison of runs down to one device, or one command of it (by its index in the right run). */
export interface PairScope {
  readonly device?: string;
  readonly index?: number;
}

/** Pairs the outputs of two runs; without those that have an output on neither side. */
export function pairsOfRuns(left: RunRecord, right: RunRecord, scope: PairScope): ComparedPair[] {
  return pairOutputs(left, right)
    .filter((pair) => scope.device === undefined || pair.device === scope.device)
    .filter((pair) => scope.index === undefined || pair.right?.index === scope.index)
    .flatMap((pair) => {
      const leftSide = sideOf(left.id, pair.left, pair.platform);
      const rightSide = sideOf(right.id, pair.right, pair.platform);
      return compared(`${pair.device}: ${pair.command}`, leftSide, rightSide);
    });
}

/** True where some output of the scope is in both runs: only then is it a comparison. */
export function haveCommon(pairs: readonly ComparedPair[]): boolean {
  return pairs.some((pair) => pair.left !== undefined && pair.right !== undefined);
}

/** Pairs the outputs of two devices of one run by command; commands that only one of them had are left out. */
export function pairsOfDevices(record: RunRecord, left: string, right: string): ComparedPair[] {
  const platforms = platformsOfRun(record);
  const find = (name: string): DeviceResult | undefined =>
    record.results.find((each) => each.device === name);
  const rightCommands = [...(find(right)?.commands ?? [])];
  const pairs: ComparedPair[] = [];
  for (const command of find(left)?.commands ?? []) {
    const index = rightCommands.findIndex((each) => each.command === command.command);
    if (index < 0) continue;
    const [other] = rightCommands.splice(index, 1);
    const leftSide = sideOf(record.id, command, platforms.get(left) ?? 'generic');
    const rightSide = sideOf(record.id, other, platforms.get(right) ?? 'generic');
    if (leftSide !== undefined && rightSide !== undefined) {
      pairs.push(...compared(command.command, leftSide, rightSide));
    }
  }
  return pairs;
}

function sideOf(runId: string, result: CommandResult | undefined, platform: string): SideOutput | undefined {
  return result?.file === undefined ? undefined : { runId, file: result.file, platform };
}

/** The pair, or none where neither side has an output. */
function compared(
  label: string,
  left: SideOutput | undefined,
  right: SideOutput | undefined,
): ComparedPair[] {
  const named = right ?? left;
  if (named === undefined) return [];
  return [
    { label, named, ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) },
  ];
}
