import { fork, type ChildProcess } from 'node:child_process';
import { ShowrunError } from '../../core/errors.ts';

/** A lab in a process of its own. */
export interface LabProcess {
  /** Switches the simulated network; resolves when the lab has done it. */
  setState(state: 'before' | 'after'): Promise<void>;
  /** Ends the process and waits for its end. */
  stop(): Promise<void>;
  /** Resolves with the exit code when the lab ends by itself. */
  readonly exited: Promise<number | null>;
}

/** What the lab says over IPC; see src/lab/main.ts. */
interface LabMessage {
  readonly type: string;
}

const startLimitMs = 60_000;

/**
 * Starts the lab and waits until all of its devices listen. Throws `cli.lab` where it ends before that.
 * `words` are the lab's own arguments.
 */
export async function startLabProcess(labPath: string, words: readonly string[]): Promise<LabProcess> {
  const child = fork(labPath, [...words], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    await nextMessage(child, 'ready', exited);
  } catch (error) {
    child.kill();
    throw error;
  }
  return {
    async setState(state) {
      const done = nextMessage(child, 'state', exited);
      child.send({ type: 'state', state });
      await done;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
    exited,
  };
}

async function nextMessage(child: ChildProcess, type: string, exited: Promise<number | null>): Promise<void> {
  const limit = AbortSignal.timeout(startLimitMs);
  let listener: (message: unknown) => void = () => undefined;
  const arrived = new Promise<void>((resolve, reject) => {
    listener = (message) => {
      if ((message as LabMessage).type === type) resolve();
    };
    child.on('message', listener);
    limit.addEventListener('abort', () =>
      reject(labError(`did not answer within ${startLimitMs / 1000} seconds`)),
    );
  });
  const ended = exited.then((code) => {
    throw labError(`ended with code ${code ?? 'none'}`);
  });
  try {
    await Promise.race([arrived, ended]);
  } finally {
    child.off('message', listener);
    // The loser of the race must not become an unhandled rejection later.
    ended.catch(() => undefined);
    arrived.catch(() => undefined);
  }
}

function labError(what: string): ShowrunError {
  return new ShowrunError('cli.lab', `The lab ${what}.`, { hint: 'What it printed above says why.' });
}
