import type { CommandResult, DeviceResult, RunRecord } from '../../api/run.ts';
import type { CliIo } from '../cliIo.ts';
import { formatTable, type Column } from '../output/formatTable.ts';
import { failedCommand, withoutName } from './failureWords.ts';
import { messagesNote } from './messagesNote.ts';
import { platformNote } from './platformNote.ts';
import { formatBytes, formatDuration } from '../../core/text/formatUnits.ts';
import { printable } from '../../core/text/printable.ts';

const columns: readonly Column<DeviceResult>[] = [
  { title: 'DEVICE', value: (result) => result.device },
  { title: 'STATUS', value: (result) => result.status },
  { title: 'COMMANDS', value: (result) => `${count(result)} of ${result.commands.length}`, align: 'right' },
  {
    title: 'SIZE',
    value: (result) => formatBytes(result.commands.reduce((sum, one) => sum + one.bytes, 0)),
    align: 'right',
  },
  { title: 'TIME', value: (result) => formatDuration(result.durationMs), align: 'right' },
];

/**
 * The results as a table on standard output, refused devices included. `told`: whoever reads it has seen above what became of each device, so
 * that the code alone says which advice below is meant.
 */
export function printRunTable(io: CliIo, record: RunRecord, told = false): void {
  const noteColumn = { title: 'NOTE', value: (result: DeviceResult) => note(result, told) };
  io.stdout.write(formatTable([...columns, noteColumn], record.results));
}

/** The last words on standard error: how many were fine, what to do about the rest, where everything is. */
export function printRunSummary(io: CliIo, record: RunRecord, folder: string): void {
  const { devices, ok, failed, cancelled, refused } = record.totals;
  const parts = [`${ok} of ${devices} devices fine`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (cancelled > 0) parts.push(`${cancelled} cancelled`);
  if (refused > 0) parts.push(`${refused} refused`);
  const state =
    record.status === 'interrupted' ? ' The run was interrupted; what had been collected is kept.' : '';
  io.stderr.write(`${parts.join(', ')}.${state} Outputs: ${folder}\n`);
  for (const line of adviceLines(record)) io.stderr.write(line);
  if (ok + refused < devices)
    io.stderr.write(`  Only what is missing is sent by: showrun resume ${record.id}\n`);
}

/** What to do next, once for each kind of failure. */
function adviceLines(record: RunRecord): string[] {
  const advice = new Map<string, { readonly hint: string; count: number }>();
  for (const { error, commands } of record.results) {
    for (const info of [error, ...commands.map((command) => command.error)]) {
      if (info?.hint === undefined) continue;
      const known = advice.get(info.code) ?? { hint: info.hint, count: 0 };
      known.count++;
      advice.set(info.code, known);
    }
  }
  return [...advice].map(
    ([code, { hint, count }]) => `  ${printable(hint)} [${code}${count > 1 ? ` ×${count}` : ''}]\n`,
  );
}

function count(result: DeviceResult): number {
  return result.commands.filter((command) => command.status === 'ok').length;
}

function note(result: DeviceResult, told: boolean): string {
  return [told ? codeOf(result) : outcomeNote(result), platformNote(result)]
    .filter((part) => part !== '')
    .join(' ');
}

/** The code of what went wrong; where nothing did, what is said in any case. */
function codeOf(result: DeviceResult): string {
  const info = result.error ?? result.commands.find(({ error }) => error !== undefined)?.error;
  return info === undefined ? outcomeNote(result) : `[${info.code}]`;
}

function outcomeNote(result: DeviceResult): string {
  if (result.error !== undefined)
    return `${withoutName(result.device, result.error.message)} [${result.error.code}]`;
  const failed = result.commands.filter((command) => command.status !== 'ok');
  const [first] = failed;
  if (first === undefined) return messagesNote(result.commands);
  return `${failedCommand(result.device, first)}${others(failed.slice(1))}`;
}

/** What became of the commands behind the first one that was not fine. */
function others(commands: readonly CommandResult[]): string {
  const unsent = commands.filter(({ status }) => status === 'skipped').length;
  const more = commands.length - unsent;
  const parts = [
    ...(more > 0 ? [`${more} more not fine`] : []),
    ...(unsent > 0 ? [`${unsent} not sent`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
