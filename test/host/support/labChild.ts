import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Simulated devices in a process of their own. */
export interface LabChild {
  readonly inventory: string;
  stop(): Promise<void>;
}

/**
 * Starts the lab that comes with the extension; its devices take any key. As many NX-OS devices as `large` says give 10 MB for
 * `show tech-support`.
 */
export async function startLabChild(count: number, large = 0): Promise<LabChild> {
  const folder = vscode.extensions.getExtension('showrun.showrun')?.extensionPath ?? '';
  const child = fork(
    join(folder, 'dist', 'lab.js'),
    ['--count', String(count), '--fault', '*=publickey-only'],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] },
  );
  const [message] = (await once(child, 'message')) as [
    { inventory: string; devices: readonly { name: string; platform: string }[] },
  ];
  const chosen = message.devices.filter(({ platform }) => platform === 'cisco_nxos').slice(0, large);
  for (const { name } of chosen) {
    child.send({ type: 'fault', device: name, faults: ['publickey-only', 'big-output'] });
    await once(child, 'message');
  }
  return {
    inventory: message.inventory,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
