import { close, open, write } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A file that is being written from its start to its end. */
export interface OpenFile {
  /** Resolves when all of `data` has been handed to the operating system. */
  write(data: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** What writing a run needs of the file system; a port, so that tests can make it fail. Errors are the system's own. */
export interface RunFiles {
  /** Makes the folder and those above it. */
  makeFolders(path: string): Promise<void>;
  /** Makes one folder; fails with `EEXIST` where it is already there. */
  makeFolder(path: string): Promise<void>;
  /** Opens for appending; makes the file where there is none. */
  openAppend(path: string): Promise<OpenFile>;
  /** Opens a new, empty file in place of whatever was there. */
  openNew(path: string): Promise<OpenFile>;
  /**
   * As `openNew`, for one of very many files, whose folder may not be there yet: for a file system that has a cheaper way for
   * them. `data` of its `write` may be used again once that has resolved.
   */
  readonly openOutput?: (path: string) => Promise<OpenFile>;
  /** Tells that so many outputs are going to be opened, at most. */
  readonly expectOutputs?: (count: number) => void;
  writeFile(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** Removes an empty folder. */
  removeFolder(path: string): Promise<void>;
  /** Names in a folder, unsorted. */
  names(path: string): Promise<string[]>;
  /** Sets the time of last change to now. */
  touch(path: string, now: Date): Promise<void>;
}

const openDescriptor = promisify(open);
const writeDescriptor = promisify(write);
const closeDescriptor = promisify(close);

/**
 * Plain descriptors instead of `FileHandle`: a run writes thousands of small files, and this is a sixth cheaper. Never the
 * synchronous calls, though cheaper still: on a slow disk or share they would hold up every session, and cancelling.
 */
async function openFile(path: string, flags: string): Promise<OpenFile> {
  const descriptor = await openDescriptor(path, flags, 0o600);
  return {
    write: async (data) => {
      for (let rest = data; rest.length > 0;) {
        const { bytesWritten } = await writeDescriptor(descriptor, rest);
        rest = rest.subarray(bytesWritten);
      }
    },
    close: () => closeDescriptor(descriptor),
  };
}

/** The real file system. Files of a run are readable by their owner alone: what devices say can be confidential. */
export const nodeRunFiles: RunFiles = {
  makeFolders: async (path) => {
    await mkdir(path, { recursive: true });
  },
  makeFolder: (path) => mkdir(path),
  openAppend: (path) => openFile(path, 'a'),
  openNew: (path) => openFile(path, 'w'),
  writeFile: (path, text) => writeFile(path, text, { mode: 0o600 }),
  rename,
  removeFile: (path) => rm(path, { force: true }),
  removeFolder: (path) => rmdir(path),
  names: (path) => readdir(path),
  touch: (path, now) => utimes(path, now, now),
};
