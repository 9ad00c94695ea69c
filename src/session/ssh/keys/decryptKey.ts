import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { OpenResult } from './openPrivateKey.ts';

/** A key with 1,000 rounds of bcrypt takes 13 s; what takes longer than this was made to hold us up. In milliseconds. */
const limitMs = 60_000;

/** Beside this file among the sources, and beside the executor's bundle. */
const workerFile = join(import.meta.dirname, `decryptWorker${extname(import.meta.filename)}`);

/**
 * Opens a private key with a passphrase in a thread of its own, so that no device waits for it. The thread is ended when it takes too
 * long and when `signal` is aborted; then this rejects, in the latter case with the signal's reason.
 */
export function decryptKey(
  text: string,
  passphrase: string,
  signal: AbortSignal,
  timeoutMs: number = limitMs,
): Promise<OpenResult> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  // The environment and the arguments are none of its business.
  const worker = new Worker(workerFile, { workerData: { text, passphrase }, env: {}, execArgv: [] });
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      void worker.terminate();
      settle();
    };
    const fail = (error: Error): void => {
      finish(() => {
        reject(error);
      });
    };
    const onAbort = (): void => {
      fail(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      fail(new Error(`decrypting it took longer than ${timeoutMs / 1000} s`));
    }, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    worker.once('message', (result: OpenResult) => {
      finish(() => {
        resolve(result);
      });
    });
    worker.once('error', fail);
    worker.once('exit', () => {
      fail(new Error('its thread ended without a result'));
    });
  });
}
