import { fork } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { signalTree, terminate } from './terminate.ts';

/** A lab in a process of its own. */
export interface RunningLab {
  stop(): Promise<void>;
}

const startLimitMs = 60_000;

/** Starts the bundled lab and waits until its devices listen and the inventory is written. */
export async function startLab(inventory: string): Promise<RunningLab> {
  const child = fork(join(projectFolder, 'dist/lab.js'), ['--inventory', inventory], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const killOnExit = () => signalTree(child, 'SIGKILL');
  process.once('exit', killOnExit);
  const stop = async () => {
    await terminate(child);
    process.removeListener('exit', killOnExit);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('The lab did not get ready in time.')), startLimitMs);
      child.on('message', (message) => {
        if ((message as { type?: unknown }).type !== 'ready') return;
        clearTimeout(limit);
        resolve();
      });
      child.once('exit', (code) => {
        clearTimeout(limit);
        reject(new Error(`The lab ended with ${String(code)}; what it printed says why.`));
      });
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
