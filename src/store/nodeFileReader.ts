import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dirent } from 'node:fs';
import type { FileReader } from '../api/ports.ts';

/** Reads files of the local file system. Links count as what they point to; a broken link is left out. */
export const nodeFileReader: FileReader = {
  readFile: (path) => readFile(path),
  readDirectory: async (path) => {
    const entries = await readdir(path, { withFileTypes: true });
    const kinds = await Promise.all(entries.map((entry) => kindOf(path, entry)));
    return entries.flatMap((entry, index) => {
      const kind = kinds[index];
      return kind === undefined ? [] : [{ name: entry.name, kind }];
    });
  },
};

async function kindOf(folder: string, entry: Dirent): Promise<'file' | 'directory' | undefined> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  if (!entry.isSymbolicLink()) return undefined;
  const target = await stat(join(folder, entry.name)).catch(() => undefined);
  if (target === undefined) return undefined;
  return target.isDirectory() ? 'directory' : target.isFile() ? 'file' : undefined;
}
