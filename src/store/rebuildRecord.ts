import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandResult, DeviceResult, RunRecord } from '../api/run.ts';
import { commandFileName } from './commandFileName.ts';
import { readJournal } from './journal.ts';
import { RecordBuilder } from './recordBuilder.ts';
import { journalFileName } from './runFolderNames.ts';
import { runTotals } from './runTotals.ts';

/**
 * The record of a run whose writer is gone, from the first version of its run.json and its journal. Finished devices
 * are as they were, the others are `interrupted` and keep every command that was finished; an output that was being
 * received is named with its size, so that it can be looked at.
 */
export async function rebuildRecord(folder: string, first: RunRecord): Promise<RunRecord> {
  const builder = new RecordBuilder(first);
  let last = first.startedAt;
  await readJournal(join(folder, journalFileName), (event) => {
    builder.apply(event);
    if (typeof event.at === 'string') last = event.at;
  });
  const record = builder.record('interrupted', last);
  const results = await Promise.all(record.results.map((result) => withPartialOutput(folder, result)));
  return { ...record, results, totals: runTotals(results) };
}

async function withPartialOutput(folder: string, result: DeviceResult): Promise<DeviceResult> {
  const partial = result.commands.find((each) => each.status === 'failed' && each.file === undefined);
  if (result.status !== 'interrupted' || partial === undefined) return result;
  const file = `${result.folder}/${commandFileName(partial.index, result.commands.length, partial.command)}`;
  const found = await stat(join(folder, file)).catch(() => undefined);
  if (found === undefined || found.size === 0) return result;
  const named: CommandResult = { ...partial, file, bytes: found.size };
  return { ...result, commands: result.commands.map((each) => (each === partial ? named : each)) };
}
