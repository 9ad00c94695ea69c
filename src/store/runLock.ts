import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { lockFileName } from './runFolderNames.ts';

/** How often the writer of a run touches its lock, in milliseconds. */
export const heartbeatMs = 5_000;
/** A lock that was not touched for this long belongs to nobody, in milliseconds. */
const staleMs = 60_000;

/** The text of run.lock: who writes to the folder. */
export function lockText(pid: number): string {
  return `${JSON.stringify({ pid, host: hostname(), mark: processMark(pid) })}\n`;
}

/**
 * True while somebody is writing to a run folder: its lock is there and, where it was made on this machine, its process is
 * alive. Where the system tells processes apart that had the same number (Linux), that is all; elsewhere, and for folders
 * that several machines share, the lock must have been touched within a minute of now as well. So neither a clock that was
 * set nor a machine that slept makes a run look interrupted that is not. `now` is in milliseconds since 1970.
 */
export async function isRunAlive(folder: string, now: number): Promise<boolean> {
  const path = join(folder, lockFileName);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const lock = JSON.parse(text) as { pid?: unknown; host?: unknown; mark?: unknown };
    if (typeof lock.pid !== 'number') return false;
    if (lock.host === hostname()) {
      if (!isProcessAlive(lock.pid)) return false;
      const mark = processMark(lock.pid);
      if (mark !== undefined && lock.mark !== undefined) return lock.mark === mark;
    }
    return Math.abs(now - mtimeMs) <= staleMs;
  } catch {
    return false;
  }
}

/**
 * What tells a process from every other that had, or will have, its number: when it started, counted from a start of the
 * system. Undefined where the system does not say (proc_pid_stat(5), field 22).
 */
function processMark(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // the second field is a name in parentheses and may hold anything
    const started = fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined ? undefined : `${boot} ${started}`;
  } catch {
    return undefined;
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
