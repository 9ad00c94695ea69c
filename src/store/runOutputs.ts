import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { CommandResult, RunRecord } from '../api/run.ts';
import { ShowrunError } from '../core/errors.ts';
import { findOutput } from './findOutput.ts';
import type { RunStore } from './runStore.ts';
import { toStoreError } from './storeError.ts';

/** One output of a run. */
export interface RunOutput {
  readonly device: string;
  readonly command: CommandResult;
  /** Absolute path. */
  readonly path: string;
}

/** What a reference such as `last/core-1/show version` points to. */
export interface OutputSelection {
  readonly record: RunRecord;
  /** In the order of the plan. Outputs without a file (nothing was received) are left out. */
  readonly outputs: readonly RunOutput[];
}

/** Outputs of a run; `device` and `command` narrow it down. */
export function outputsOf(folder: string, record: RunRecord): RunOutput[] {
  return record.results.flatMap(({ device, commands }) =>
    commands.flatMap((command) =>
      command.file === undefined ? [] : [{ device, command, path: join(folder, ...command.file.split('/')) }],
    ),
  );
}

/**
 * Finds what `RUN`, `RUN/DEVICE` or `RUN/DEVICE/COMMAND` means. RUN is as for `RunStore.resolve`; DEVICE a name, which
 * may contain `/`; COMMAND its number (from 1), its text, or the name of its file. Throws `store.no-such-run`,
 * `store.no-such-output` or `store.ambiguous`.
 */
export async function selectOutputs(store: RunStore, reference: string): Promise<OutputSelection> {
  const slash = reference.indexOf('/');
  const id = await store.resolve(slash < 0 ? reference : reference.slice(0, slash));
  const record = await store.read(id);
  const all = outputsOf(store.folderOf(id), record);
  if (slash < 0) return { record, outputs: all };
  const { device, command } = findOutput(record, reference.slice(slash + 1));
  const outputs = all.filter(
    (each) => each.device === device && (command === undefined || each.command.index === command.index),
  );
  return { record, outputs };
}

/**
 * The text of an output. A run folder may come from somebody else, so a file outside of it (by `..` or by a link) is
 * not read: throws `store.outside`.
 */
export async function readOutput(folder: string, output: RunOutput): Promise<string> {
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(output.path)]);
    const inside = relative(root, path);
    if (inside === '' || inside.split(sep)[0] === '..' || isAbsolute(inside)) {
      throw new ShowrunError(
        'store.outside',
        `${output.path} lies outside of its run folder and is not read.`,
      );
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    throw toStoreError(error, output.path);
  }
}
