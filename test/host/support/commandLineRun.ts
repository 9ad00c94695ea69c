import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** A run that the editor has nothing to do with. */
export interface CommandLineRun {
  /** Its run folder, once it is there. */
  folder(): Promise<string | undefined>;
  /** Rejects where it fails. */
  readonly ended: Promise<void>;
  /** Removes what it has written. */
  remove(): Promise<void>;
}

/** Starts a run by the command line, outside of the open folder and with the priority that the editor's executor has. */
export async function startCommandLineRun(
  inventory: string,
  lines: readonly string[],
): Promise<CommandLineRun> {
  const extension = vscode.extensions.getExtension('showrun.showrun');
  assert.ok(extension, 'The extension is not there.');
  const workspace = await mkdtemp(join(tmpdir(), 'showrun-beside-'));
  await writeFile(join(workspace, 'inventory.csv'), inventory);
  await writeFile(join(workspace, 'lines.cmds'), `${lines.join('\n')}\n`);
  const files = [
    '-i',
    join(workspace, 'inventory.csv'),
    '-t',
    join(workspace, 'lines.cmds'),
    '-w',
    workspace,
  ];
  const trust = ['--host-keys', 'accept-new', '--accepted-keys', join(workspace, 'known_hosts')];
  const child = fork(join(extension.extensionPath, 'dist', 'cli.js'), ['run', ...files, ...trust], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const ended = once(child, 'exit').then(([code]) => {
    assert.equal(code, 0, 'the run of the command line');
  });
  ended.catch(() => undefined);
  const runs = join(workspace, '.showrun', 'runs');
  return {
    folder: async () => {
      const [name] = await readdir(runs).catch(() => []);
      return name === undefined ? undefined : join(runs, name);
    },
    ended,
    remove: () => rm(workspace, { recursive: true }),
  };
}
