import type { ChildProcess } from 'node:child_process';

/** How long a program may take to leave by itself, in milliseconds. */
const graceMs = 1_000;

/**
 * Ends a program and what it has started: it was made the leader of a process group (`detached`) for that. Returns at once; what
 * does not go by itself is killed.
 */
export function endChild(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
  }, graceMs);
  timer.unref();
  child.once('exit', () => {
    clearTimeout(timer);
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has gone in the meantime.
  }
}
