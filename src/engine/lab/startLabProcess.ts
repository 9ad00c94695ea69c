import { fork, type ChildProcess } from 'node:child_process';
import { ShowrunError } from '../../core/errors.ts';

/** The network before or after the change that the lab simulates. */
export type LabState = 'before' | 'after';

/** A lab in a process of its own, which ends with this one. */
export interface LabProcess {
  /** Inventory of what runs, as CSV; without passwords. */
  readonly inventory: string;
  /** Resolves with what the lab said last when its process has ended, whoever ended it. */
  readonly ended: Promise<string>;
  /** Switches the simulated network; resolves when the lab has done it. Throws `lab.failed`. */
  setState(state: LabState): Promise<void>;
  /** Ends the process and waits for its end. */
  stop(): Promise<void>;
}

/** How a lab is started. */
export interface LabProcessOptions {
  /** The lab's own arguments, as of `showrun lab`. */
  readonly words?: readonly string[];
  /** Password and enable secret of its devices; the lab's own where absent. */
  readonly password?: string;
}

/** How long the lab may take to listen on all ports, or to do what it was asked, in milliseconds. */
const limitMs = 60_000;
/** Characters that are kept of what the lab says. */
const maxSaid = 2000;

/** What the lab says over IPC (docs/lab.md). */
interface LabMessage {
  readonly type: string;
  readonly inventory?: string;
}

/**
 * Starts the lab (`dist/lab.js`, or its source) and waits until its devices listen. Throws `lab.failed` with what the lab
 * said; nothing is left running then.
 */
export async function startLabProcess(labPath: string, options: LabProcessOptions = {}): Promise<LabProcess> {
  const { words = [], password } = options;
  const child = fork(labPath, [...words], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: {
      ...process.env,
      // The simulated devices' password, which opens nothing else. An argument would be seen by everybody.
      ...(password === undefined
        ? {}
        : { SHOWRUN_LAB_PASSWORD: password, SHOWRUN_LAB_ENABLE_SECRET: password }),
    },
  });
  const ended = endOf(child);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    const { inventory = '' } = await answer(child, 'ready', ended);
    return {
      inventory,
      ended,
      async setState(state) {
        const done = answer(child, 'state', ended);
        if (child.connected) child.send({ type: 'state', state });
        await done;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function endOf(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-maxSaid);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said.trim()));
  });
}

/** The next message of that type. Throws `lab.failed` where it does not come. */
async function answer(child: ChildProcess, type: string, ended: Promise<string>): Promise<LabMessage> {
  let cleanUp = (): void => undefined;
  const arrived = new Promise<LabMessage>((resolve, reject) => {
    const listener = (message: unknown): void => {
      const { type: got } = message as LabMessage;
      if (got === type) resolve(message as LabMessage);
    };
    const timer = setTimeout(() => {
      reject(failed(`it did not answer within ${limitMs / 1000} seconds`));
    }, limitMs);
    child.on('message', listener);
    cleanUp = () => {
      clearTimeout(timer);
      child.off('message', listener);
    };
    void ended.then((said) => reject(failed(said === '' ? 'its process ended' : said)));
  });
  try {
    return await arrived;
  } finally {
    cleanUp();
  }
}

function failed(why: string): ShowrunError {
  return new ShowrunError('lab.failed', `The lab does not run: ${why}`, {
    hint: 'Start it again; "showrun lab" in a terminal shows all that it says.',
  });
}
