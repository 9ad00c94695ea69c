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
  return `${JSON.stringify({ pid, host: hostname() })}\n`;
}

/**
 * True while somebody is writing to a run folder: its lock is there, was touched within the last minute, and, where it
 * was made on this machine, its process is alive. The age covers a process number used again and folders that several
 * machines share. `now` is in milliseconds since 1970.
 */
export async function isRunAlive(folder: string, now: number): Promise<boolean> {
  const path = join(folder, lockFileName);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const lock = JSON.parse(text) as { pid?: unknown; host?: unknown };
    if (now - mtimeMs > staleMs || typeof lock.pid !== 'number') return false;
    return lock.host !== hostname() || isProcessAlive(lock.pid);
  } catch {
    return false;
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
