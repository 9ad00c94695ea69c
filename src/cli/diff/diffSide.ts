import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunRecord } from '../../api/run.ts';
import { RunStore } from '../../store/runStore.ts';
import { selectOutputs } from '../../store/runOutputs.ts';

/** One side of a comparison: a text file, or a run narrowed down to what was asked for. */
export type DiffSide =
  | { readonly kind: 'file'; readonly label: string; readonly path: string }
  | {
      readonly kind: 'run';
      readonly label: string;
      readonly folder: string;
      /** Only the devices and commands that were asked for. */
      readonly record: RunRecord;
    };

/**
 * What a word after `showrun diff` means: a file that exists, otherwise a run, `RUN/DEVICE` or `RUN/DEVICE/COMMAND`.
 * Throws `store.…` where it is neither.
 */
export async function readDiffSide(word: string, runsFolder: string, cwd: string): Promise<DiffSide> {
  const path = resolve(cwd, word);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return { kind: 'file', label: word, path };
  const store = new RunStore(runsFolder);
  const { record, outputs } = await selectOutputs(store, word);
  const wanted = new Set(outputs.map(({ device, command }) => JSON.stringify([device, command.index])));
  const results = record.results.flatMap((result) => {
    const commands = result.commands.filter((one) => wanted.has(JSON.stringify([result.device, one.index])));
    return commands.length === 0 ? [] : [{ ...result, commands }];
  });
  return { kind: 'run', label: word, folder: store.folderOf(record.id), record: { ...record, results } };
}
