import type { CommandResult, DeviceResult, RunRecord } from '../api/run.ts';
import { closestName } from '../core/text/closestName.ts';
import { ShowrunError } from '../core/errors.ts';

/**
 * Finds `DEVICE` or `DEVICE/COMMAND` in a record. A device's name may contain `/`: the longest name that fits counts.
 * Throws `store.no-such-output` or `store.ambiguous`.
 */
export function findOutput(
  record: RunRecord,
  reference: string,
): { device: string; command?: CommandResult } {
  const fitting = record.results
    .filter(({ device }) => reference === device || reference.startsWith(`${device}/`))
    .sort((left, right) => right.device.length - left.device.length);
  const [result] = fitting;
  if (result === undefined) throw noSuchDevice(record, reference);
  if (reference.length <= result.device.length + 1) return { device: result.device };
  return { device: result.device, command: findCommand(result, reference.slice(result.device.length + 1)) };
}

function findCommand(result: DeviceResult, name: string): CommandResult {
  const exact = result.commands.filter((each) => each.command === name || isFile(each, name));
  const numbered = /^\d+$/.test(name)
    ? result.commands.filter((each) => each.index + 1 === Number(name))
    : [];
  const found = exact.length > 0 ? exact : numbered;
  const [first, ...more] =
    found.length > 0 ? found : result.commands.filter((each) => each.command.startsWith(name));
  if (first === undefined) {
    throw new ShowrunError(
      'store.no-such-output',
      `"${result.device}" has no command "${name}" in this run.`,
      {
        hint: `It has: ${result.commands
          .map((each) => each.command)
          .join(', ')
          .slice(0, 300)}`,
      },
    );
  }
  if (more.length > 0) {
    throw new ShowrunError(
      'store.ambiguous',
      `"${name}" means more than one command of "${result.device}".`,
      {
        hint: `Give its number, for example ${String(first.index + 1)}.`,
      },
    );
  }
  return first;
}

/** True for the name of the command's file, with or without its ending. */
function isFile(command: CommandResult, name: string): boolean {
  const file = command.file?.slice(command.file.lastIndexOf('/') + 1);
  return file !== undefined && (file === name || file === `${name}.txt`);
}

function noSuchDevice(record: RunRecord, reference: string): ShowrunError {
  const names = record.results.map((each) => each.device);
  const close = closestName(reference.split('/')[0] ?? '', names);
  return new ShowrunError('store.no-such-output', `Run ${record.id} has no device "${reference}".`, {
    ...(close === undefined ? {} : { hint: `Did you mean "${close}"?` }),
  });
}
