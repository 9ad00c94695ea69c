import { closeSync, mkdirSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a benchmark writes. Everything stays there until its end. */
export interface Scratch {
  /** A new folder below it. */
  folder(): string;
  /** What making a small file costs there now, in microseconds: tells a file system that is slow by itself. */
  fileMicroseconds(): number;
  remove(): Promise<void>;
}

const defaultParent = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

/**
 * A folder for one benchmark, on a disk and not among the system's temporary files. Nothing is removed before the end: ext4 goes
 * around every inode that was freed within the last minutes, one by one, and making a file right after thousands were removed
 * costs twenty times as much. That would be measured instead of the programs.
 */
export function makeScratch(parent = defaultParent): Scratch {
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(join(parent, 'showrun-bench-'));
  return {
    folder: () => mkdtempSync(join(root, 'run-')),
    fileMicroseconds: () => {
      const folder = mkdtempSync(join(root, 'files-'));
      const count = 200;
      const started = performance.now();
      for (let index = 0; index < count; index += 1) {
        const file = openSync(join(folder, String(index)), 'w');
        writeSync(file, 'x');
        closeSync(file);
      }
      return ((performance.now() - started) * 1000) / count;
    },
    remove: () => rm(root, { recursive: true }),
  };
}
