import { readFile } from 'node:fs/promises';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { breath, holdingOf } from './holding.ts';
import type { Holding } from './holding.ts';

/** How long what was left behind may take to be gone, in milliseconds: a socket's end crosses the loopback device, too. */
const patienceMs = 8_000;
/** Memory behind a garbage collection that an executor may have more than before: compiled code, caches of platforms. */
const growthLimit = 8_000_000;
/** Memory that it may have resident at its worst moment, whatever the devices did to it, in kilobytes. */
const peakLimit = 500_000;

/** Whether this system tells about other processes by files. */
export const hasProc = process.platform === 'linux';

/** An executor at rest, and what it held when it was at rest for the first time. */
export interface Watched {
  readonly pid: number;
  readonly held: Holding | undefined;
}

/** What an executor that is at rest holds, to compare with later; undefined where the system does not tell. */
export async function watched(pid: number): Promise<Watched> {
  return { pid, held: hasProc ? await holdingOf(pid) : undefined };
}

/**
 * What an executor and the labs have left behind, in words; `nothing` where all is well: no connection in the labs, no descriptor and
 * nothing in the event loop more than before, memory back. Waits for what is still ending. Without an executor only the labs are looked at.
 */
export async function leftBehind(executor: Watched | undefined, labs: readonly Lab[]): Promise<string> {
  let left = '';
  const until = performance.now() + patienceMs;
  do {
    left = await leftNow(executor, labs);
    if (left === 'nothing') break;
    await breath();
  } while (performance.now() < until);
  return left;
}

async function leftNow(executor: Watched | undefined, labs: readonly Lab[]): Promise<string> {
  const open = labs.flatMap((lab) => [...lab.stats()].filter(([, stats]) => stats.open > 0));
  const found = open.map(([name, stats]) => `${String(stats.open)} connections to ${name}`);
  if (executor?.held !== undefined) {
    const { pid, held } = executor;
    const now = await holdingOf(pid);
    const more = [...moreThan(held.descriptors, now.descriptors), ...moreThan(held.resources, now.resources)];
    if (more.length > 0) found.push(`open in the executor: ${more.join(', ')}`);
    const grown = now.bytes - held.bytes;
    if (grown > growthLimit) found.push(`${String(grown)} bytes of memory`);
    const peak = await peakOf(pid);
    if (peak > peakLimit) found.push(`${String(peak)} kB of memory at the peak`);
  }
  return found.length === 0 ? 'nothing' : found.join('; ');
}

/** What there is now that was not there before, as often as it is more. */
function moreThan(before: readonly string[], now: readonly string[]): string[] {
  const left = [...before];
  return now.filter((each) => {
    const index = left.indexOf(each);
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}

/** The most that a process had resident, in kilobytes (proc(5), VmHWM). */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]);
}
