import { appendFile, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileReader } from '../../api/ports.ts';
import type { HostKeyStorage } from '../hostkeys/hostKeyFiles.ts';
import type { KeyStorage } from './keys/keyFiles.ts';

/** The files of this machine, as the connection needs them. */
export const hostFiles: FileReader & HostKeyStorage & KeyStorage = {
  readFile: (path) => readFile(path),

  readDirectory: async (path) => {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? 'directory' : 'file' }));
  },

  fileMode: async (path) => (process.platform === 'win32' ? undefined : (await stat(path)).mode),

  /** One write in append mode, so that lines of two processes never mix; an unfinished last line is finished first. */
  appendLine: async (path, line) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const start = (await endsInMidLine(path)) ? '\n' : '';
    await appendFile(path, `${start}${line}\n`, { mode: 0o600 });
  },
};

async function endsInMidLine(path: string): Promise<boolean> {
  let file;
  try {
    file = await open(path, 'r');
  } catch {
    return false;
  }
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 0x0a;
  } finally {
    await file.close();
  }
}
