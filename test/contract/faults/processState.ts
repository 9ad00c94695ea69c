import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../../../src/lab/labOptions.ts';

/** How long what was left behind may take to be gone, in milliseconds: a socket's end crosses the loopback device, too. */
const patienceMs = 8_000;
/** Memory that an executor may have resident after a run, whatever the devices did to it, in kilobytes. */
const residentLimit = 350_000;
/** … and at its worst moment. */
const peakLimit = 500_000;

/** Whether this system tells about other processes by files. */
export const hasProc = process.platform === 'linux';

/** Sockets, and files of the tests' folders, that a process has open. */
async function handlesOf(pid: number): Promise<string[]> {
  const folder = `/proc/${String(pid)}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((name) => readlink(join(folder, name)).catch(() => '')),
  );
  return links.filter((link) => link.startsWith('socket:') || link.includes('showrun-test-'));
}

/** A figure of /proc/PID/status in kilobytes. */
async function memoryOf(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
}

/**
 * What an executor and the labs have left behind, in words; `nothing` where all is well. Waits for what is still ending.
 * The channel to the host and standard error are sockets, too, and stay; so does what its watchdog holds.
 */
export async function leftBehind(pid: number | undefined, labs: readonly Lab[]): Promise<string> {
  let left = '';
  const until = performance.now() + patienceMs;
  do {
    left = await leftNow(pid, labs);
    if (left === 'nothing') break;
    await breath();
  } while (performance.now() < until);
  return left;
}

async function leftNow(pid: number | undefined, labs: readonly Lab[]): Promise<string> {
  const open = labs.flatMap((lab) => [...lab.stats()].filter(([, stats]) => stats.open > 0));
  const found = open.map(([name, stats]) => `${String(stats.open)} connections to ${name}`);
  if (pid !== undefined && hasProc) {
    const handles = await handlesOf(pid);
    if (handles.length > 3) found.push(`open in the executor: ${handles.join(', ')}`);
    const [now, peak] = [await memoryOf(pid, 'VmRSS'), await memoryOf(pid, 'VmHWM')];
    if (now > residentLimit) found.push(`${String(now)} kB of memory`);
    if (peak > peakLimit) found.push(`${String(peak)} kB of memory at the peak`);
  }
  return found.length === 0 ? 'nothing' : found.join('; ');
}

function breath(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}
