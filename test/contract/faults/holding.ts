import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long an executor may take to say what it holds, in milliseconds. */
const patienceMs = 15_000;

/** What an executor holds when nothing goes on in it. */
export interface Holding {
  /** What keeps its event loop, but for timers: sockets, files, processes. */
  readonly resources: readonly string[];
  /** Heap and buffers after a garbage collection. */
  readonly bytes: number;
  /** Open descriptors: kinds, and files by their path; sorted. */
  readonly descriptors: readonly string[];
}

/** Where an executor of the tests writes what it holds. */
export function holdingPath(pid: number): string {
  return join(tmpdir(), `showrun-test-holding-${String(pid)}.json`);
}

/** Asks an executor of the tests (`tellHolding.ts`). Throws where it does not answer. */
export async function holdingOf(pid: number): Promise<Holding> {
  const path = holdingPath(pid);
  await rm(path, { force: true });
  process.kill(pid, 'SIGWINCH');
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) {
      await rm(path, { force: true });
      return { ...(JSON.parse(text) as Omit<Holding, 'descriptors'>), descriptors: await descriptorsOf(pid) };
    }
    await breath();
  }
  throw new Error(`The executor (process ${String(pid)}) does not say what it holds.`);
}

async function descriptorsOf(pid: number): Promise<string[]> {
  const folder = `/proc/${String(pid)}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')));
  return (
    links
      // a thread that was started meanwhile, the watchdog, has some of these kinds; children are among the resources
      .filter((link) => link !== '' && !/^(?:anon_inode|pipe):/.test(link))
      .map((link) => link.replace(/:\[\d+\]$/, ''))
      .sort()
  );
}

/** A moment for what is still ending. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}
