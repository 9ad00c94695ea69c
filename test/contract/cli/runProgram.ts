import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a finished command line left behind. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running command line. */
export interface Running {
  readonly finished: Promise<Finished>;
  interrupt(): void;
  /** Resolves when standard output or standard error has this text; rejects where the program ends without it. */
  says(text: string): Promise<void>;
}

/** The command line, from the sources. */
export const program = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

/** Starts `showrun` from the sources, without a terminal. `env` is all the environment it gets, besides what Node needs. */
export function startProgram(
  words: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Running {
  const kept = ['PATH', 'SYSTEMROOT', 'TEMP', 'TMPDIR', 'NODE_V8_COVERAGE'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    env: { ...Object.fromEntries(kept), HOME: cwd, USERPROFILE: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    for (const listener of listeners) listener();
  });
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return {
    finished,
    interrupt: () => void child.kill('SIGINT'),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!out.includes(text) && !err.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        void finished.then(() => reject(new Error(`The program ended without "${text}": ${out}${err}`)));
        look();
      }),
  };
}

/** Runs `showrun` to its end. */
export function runProgram(
  words: readonly string[],
  cwd: string,
  env?: Record<string, string>,
): Promise<Finished> {
  return startProgram(words, cwd, env).finished;
}
