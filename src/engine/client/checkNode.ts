import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { ShowrunError } from '../../core/errors.ts';
import { executorEnvironment } from './executorEnvironment.ts';

/** The oldest Node that the executor's bundle is made for. */
const oldest = 22;
const limitMs = 10_000;

/**
 * Makes sure that a program is a Node that can run the executor, before anything is given to it.
 * Throws `engine.node-unusable`, which says what it is instead.
 */
export async function checkNode(path: string): Promise<void> {
  if (!isAbsolute(path)) throw unusable(path, 'is no absolute path');
  const version = await askVersion(path);
  const major = Number(/^v(\d+)\.\d+\.\d+/.exec(version)?.[1]);
  if (Number.isNaN(major))
    throw unusable(path, `is no Node: it calls itself ${JSON.stringify(version.slice(0, 80))}`);
  if (major < oldest) throw unusable(path, `is Node ${version}; the oldest that works is ${String(oldest)}`);
}

function askVersion(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: limitMs, windowsHide: true, env: executorEnvironment(process.env) };
    execFile(path, ['--version'], options, (error, stdout) => {
      if (error === null) resolve(stdout.trim());
      else
        reject(
          unusable(path, error.killed === true ? 'gave no answer' : `cannot be started (${reasonOf(error)})`),
        );
    });
  });
}

function reasonOf(error: Error & { code?: unknown }): string {
  return typeof error.code === 'string' ? error.code : `it ended with ${String(error.code)}`;
}

function unusable(path: string, what: string): ShowrunError {
  return new ShowrunError('engine.node-unusable', `${path}, which is to run the executor, ${what}.`, {
    hint: 'Correct the setting showrun.executor.nodePath, or leave it empty to use the editor’s own.',
  });
}
