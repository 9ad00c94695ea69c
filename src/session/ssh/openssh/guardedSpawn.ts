import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { childEnvironment } from '../childEnvironment.ts';

export type GuardedChild = ChildProcessByStdio<Writable, Readable, Readable>;

/*
 * With a terminal on the other side, ssh does not end with its input: it would stay, logged in, for as long as the device lets it, where
 * this process was killed. So a shell waits beside it for the end of a pipe (descriptor 3) that only this process holds.
 * A command in the background gets no input unless it is told to; hence descriptor 4.
 */
const guard = [
  'exec 4<&0',
  '"$@" 0<&4 3<&- 4<&- & child=$!',
  '(read -r _; kill "$child") 0<&3 >/dev/null 2>&1 3<&- 4<&- & guard=$!',
  'exec 0</dev/null 3<&- 4<&-',
  'wait "$child"; code=$?',
  'kill "$guard" 2>/dev/null',
  'exit "$code"',
].join('\n');

/**
 * Starts a program that must not outlive this process, however this process ends. It leads a process group of its own (see `endChild`)
 * and has no terminal, so it cannot ask for anything there.
 */
export function guardedSpawn(program: string, words: readonly string[]): GuardedChild {
  const options = { env: childEnvironment(), windowsHide: true };
  // Windows ends child processes with their parent by itself.
  if (process.platform === 'win32') {
    return spawn(program, words, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  }
  const child = spawn('/bin/sh', ['-c', guard, 'sh', program, ...words], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  }) as unknown as GuardedChild;
  child.stdio[3]?.on('error', () => undefined);
  return child;
}
