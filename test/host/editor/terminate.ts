import { execFile, type ChildProcess } from 'node:child_process';

/**
 * Ends a process that was started with `detached: true` and everything it has started, by its process id.
 * Asks first; what has not gone after the grace period is killed. Returns when the process is gone.
 *
 * @param graceMs How long the process may take to end by itself.
 */
export async function terminate(child: ChildProcess, graceMs = 1000): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    signalTree(child, 'SIGKILL');
    return;
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalTree(child, 'SIGTERM');
  const late = setTimeout(() => signalTree(child, 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(late);
  // The leader is gone; members of its group that outlived it are not asked again.
  signalTree(child, 'SIGKILL');
}

/** Sends a signal to a process started with `detached: true` and to its descendants; silently nothing if they are gone. */
export function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has gone already.
  }
}
