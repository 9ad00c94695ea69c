import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { LabAnswer, LabRequest } from './labProcess.ts';

/** Simulated devices in a process of their own. */
export interface LabChild extends LabAnswer {
  stop(): Promise<void>;
}

/** Starts simulated devices that take any key. As many NX-OS devices as `large` says give so many `bytes` for `show tech-support`. */
export async function startLabChild(request: LabRequest): Promise<LabChild> {
  const program = join(process.env['SHOWRUN_SUITES'] ?? '', '..', 'support', 'labProcess.js');
  const child = fork(program, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  // Real devices do not want the processor that the editor runs on.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  child.send(request);
  const [answer] = (await once(child, 'message')) as [LabAnswer];
  return {
    ...answer,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
