import { join } from 'node:path';
import type { CommandResult, DeviceResult, RunRecord } from '../../api/run.ts';
import { pairOutputs } from '../../core/diff/pairOutputs.ts';
import { platformsOfRun } from '../../core/diff/platformsOfRun.ts';
import { usageError } from '../optionSpec.ts';
import type { DiffSide } from './diffSide.ts';

/** Two texts to compare; a side without a path is absent there. */
export interface TextPair {
  readonly leftLabel: string;
  readonly rightLabel: string;
  readonly leftPath?: string;
  readonly rightPath?: string;
  /** Whose noise patterns apply; undefined for plain files. */
  readonly platform?: string;
}

/**
 * What of the left side belongs to what of the right one. Two single outputs (or files) belong together whatever they are
 * called, two single devices by command, everything else by device and command.
 * Throws `cli.usage` where a file meets more than one output.
 */
export function pairSides(left: DiffSide, right: DiffSide): TextPair[] {
  const leftOne = single(left);
  const rightOne = single(right);
  if (leftOne !== undefined && rightOne !== undefined) return [singlePair(leftOne, rightOne)];
  if (left.kind === 'file' || right.kind === 'file') {
    const file = left.kind === 'file' ? left : right;
    throw usageError(
      `${file.label} is one file, the other side is several outputs. Name one: RUN/DEVICE/COMMAND.`,
    );
  }
  return pairOutputs(left.record, sameDeviceName(left.record, right.record)).map((pair) => ({
    leftLabel: `${left.label.split('/')[0] ?? ''}/${pair.device}/${pair.command}`,
    rightLabel: `${right.label.split('/')[0] ?? ''}/${deviceName(right.record, pair.device)}/${pair.command}`,
    ...pathOf('leftPath', left.folder, pair.left),
    ...pathOf('rightPath', right.folder, pair.right),
    platform: pair.platform,
  }));
}

interface SingleText {
  readonly label: string;
  readonly path: string;
  readonly platform?: string;
}

function single(side: DiffSide): SingleText | undefined {
  if (side.kind === 'file') return { label: side.label, path: side.path };
  const [result, ...others] = side.record.results;
  const [command, ...more] = result?.commands ?? [];
  if (result === undefined || command?.file === undefined || others.length + more.length > 0)
    return undefined;
  const platform = platformsOfRun(side.record).get(result.device);
  const path = join(side.folder, ...command.file.split('/'));
  return { label: side.label, path, ...(platform === undefined ? {} : { platform }) };
}

function singlePair(left: SingleText, right: SingleText): TextPair {
  const platform = left.platform ?? right.platform;
  return {
    leftLabel: left.label,
    rightLabel: right.label,
    leftPath: left.path,
    rightPath: right.path,
    ...(platform === undefined ? {} : { platform }),
  };
}

/** The right record under the left one's device name, where each is about one device: that is what is compared then. */
function sameDeviceName(left: RunRecord, right: RunRecord): RunRecord {
  const [leftDevice, ...leftOthers] = left.results;
  const [rightDevice, ...rightOthers] = right.results;
  if (leftDevice === undefined || rightDevice === undefined || leftOthers.length + rightOthers.length > 0)
    return right;
  const renamed: DeviceResult = { ...rightDevice, device: leftDevice.device };
  return { ...right, results: [renamed] };
}

function deviceName(right: RunRecord, paired: string): string {
  return right.results.length === 1 ? (right.results[0]?.device ?? paired) : paired;
}

function pathOf<Key extends string>(
  key: Key,
  folder: string,
  result: CommandResult | undefined,
): Partial<Record<Key, string>> {
  if (result?.file === undefined) return {};
  return { [key]: join(folder, ...result.file.split('/')) } as Partial<Record<Key, string>>;
}
