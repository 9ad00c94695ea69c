import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CliIo } from '../cliIo.ts';

/** Reads a line from the terminal; without `echo` nothing that is typed is shown. Rejects when `signal` is aborted. */
export const askOnTerminal: NonNullable<CliIo['ask']> = (prompt, { echo }, signal) =>
  new Promise((resolve, reject) => {
    // readline echoes to its output; swallowing that is what hides a password.
    const output = echo ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output, terminal: true });
    const finish = (settle: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      lines.removeAllListeners();
      lines.close();
      if (!echo) process.stderr.write('\n');
      settle();
    };
    const onAbort = (): void => finish(() => reject(new DOMException('cancelled', 'AbortError')));
    signal.addEventListener('abort', onAbort);
    lines.once('line', (line) => finish(() => resolve(line)));
    // Ctrl-C inside readline would otherwise be lost: hand it to whoever cancels a run. Before one begins nobody listens, and
    // the signal would end the process before it has said that nothing was sent.
    lines.once('SIGINT', () => {
      if (process.listenerCount('SIGINT') > 0) process.kill(process.pid, 'SIGINT');
      onAbort();
    });
    lines.once('close', () => finish(() => reject(new DOMException('cancelled', 'AbortError'))));
    process.stderr.write(prompt);
  });
