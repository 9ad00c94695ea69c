import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Secrets } from '../../api/question.ts';
import { ShowrunError } from '../../core/errors.ts';

/** The network before or after the change that the lab simulates. */
export type LabState = 'before' | 'after';

/** How long the lab may take to listen on all ports, in milliseconds. */
const startLimitMs = 30_000;

/** A running lab: a child process with simulated devices on loopback. */
export interface LabProcess {
  /** Inventory of what runs, as CSV; without passwords. */
  readonly inventory: string;
  /** The login of its devices: made up for this lab, never shown or stored. */
  readonly secrets: Secrets;
  /** Resolves when the process has ended, with what it said last. */
  readonly ended: Promise<string>;
  setState(state: LabState): void;
  stop(): void;
}

/** Starts the lab and waits until its devices listen. Throws `extension.lab-failed`; nothing is left running then. */
export async function startLabProcess(labPath: string, count: number): Promise<LabProcess> {
  const password = randomBytes(12).toString('base64url');
  const child = fork(labPath, ['--count', String(count), '--state', 'before'], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...process.env, SHOWRUN_LAB_PASSWORD: password, SHOWRUN_LAB_ENABLE_SECRET: password },
  });
  const ended = endOf(child);
  const inventory = await readyInventory(child, ended);
  return {
    inventory,
    secrets: { username: 'showrun', password, enableSecret: password },
    ended,
    setState: (state) => child.send({ type: 'set-state', state }),
    stop: () => child.kill(),
  };
}

function endOf(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said.trim()));
  });
}

async function readyInventory(child: ChildProcess, ended: Promise<string>): Promise<string> {
  const ready = new Promise<string>((resolve) => {
    child.on('message', (message) => {
      const { type, inventory } = message as { type?: unknown; inventory?: unknown };
      if (type === 'ready' && typeof inventory === 'string') resolve(inventory);
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(failed(`it did not start within ${startLimitMs / 1000} seconds`)),
      startLimitMs,
    );
  });
  const gone = ended.then((said) => {
    throw failed(said === '' ? 'the process ended' : said);
  });
  try {
    return await Promise.race([ready, tooLate, gone]);
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    clearTimeout(timer);
    gone.catch(() => undefined);
  }
}

function failed(why: string): ShowrunError {
  return new ShowrunError('extension.lab-failed', `The demo lab could not be started: ${why}`);
}
