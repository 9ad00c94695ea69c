import { readdir, readFile, readlink } from 'node:fs/promises';

/** What an executor held at a moment when nothing went on in it. */
export interface Vitals {
  /** Counts the times it was asked. */
  readonly asked: number;
  /** Active resources of the event loop by kind. */
  readonly resources: Readonly<Record<string, number>>;
  /** Listeners on the process. */
  readonly listeners: number;
  /** Bytes after a garbage collection. */
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly external: number;
  readonly arrayBuffers: number;
  readonly rss: number;
  readonly warnings: readonly string[];
  /** Open descriptors; 0 where the system does not tell. */
  readonly descriptors: number;
}

/** How long the answer may take, in milliseconds. */
const patienceMs = 20_000;

/** Asks an executor what it holds; `path` is where it writes. Throws where it does not answer. */
export async function vitalsOf(pid: number, path: string, before: number): Promise<Vitals> {
  process.kill(pid, 'SIGUSR2');
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const vitals = await readFile(path, 'utf8').then(parse, () => undefined);
    if (vitals !== undefined && vitals.asked > before) {
      return { ...vitals, descriptors: await descriptorsOf(pid) };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The executor (process ${String(pid)}) does not say what it holds.`);
}

/** The answer, or undefined while it is being written. */
function parse(text: string): Omit<Vitals, 'descriptors'> | undefined {
  try {
    return JSON.parse(text) as Vitals;
  } catch {
    return undefined;
  }
}

async function descriptorsOf(pid: number): Promise<number> {
  const folder = `/proc/${String(pid)}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return links.filter((link) => link !== '').length;
}
