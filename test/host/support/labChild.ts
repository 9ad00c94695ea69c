import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Simulated devices in a process of their own. */
export interface LabChild {
  readonly inventory: string;
  stop(): Promise<void>;
}

/** Starts the lab that comes with the extension; its devices take any key. */
export async function startLabChild(count: number): Promise<LabChild> {
  const folder = vscode.extensions.getExtension('showrun.showrun')?.extensionPath ?? '';
  const child = fork(
    join(folder, 'dist', 'lab.js'),
    ['--count', String(count), '--fault', '*=publickey-only'],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] },
  );
  const [message] = (await once(child, 'message')) as [{ inventory: string }];
  return {
    inventory: message.inventory,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
