import { dirname } from 'node:path';
import { nodeRunFiles, type OpenFile, type RunFiles } from '../runFiles.ts';
import { OutputThread } from './outputThread.ts';

/**
 * Runs of up to so many outputs write them directly: the thread costs 30 ms, which is what four hundred outputs save. A run on some
 * devices never has one.
 */
const directOutputs = 300;

/** The real file system for a process that may write very many outputs: once it has to, they go through a thread. */
export function gatheringRunFiles(): RunFiles {
  let expected = 0;
  let thread: OutputThread | undefined;
  return {
    ...nodeRunFiles,
    expectOutputs: (count) => {
      expected += count;
      if (expected > directOutputs) thread ??= new OutputThread();
    },
    openOutput: (path) => {
      // a thread that has ended is not missed: everything works without it
      return thread === undefined || thread.isGone
        ? openBelowNewFolder(path)
        : Promise.resolve(partsOf(path, thread));
    },
  };
}

/** A file in pieces: nothing is held open between two of them. */
function partsOf(path: string, thread: OutputThread): OpenFile {
  let first = true;
  return {
    write: (data) => {
      const part = { path, first, length: data.length };
      first = false;
      return thread.write(part, data);
    },
    close: () => Promise.resolve(),
  };
}

async function openBelowNewFolder(path: string): Promise<OpenFile> {
  try {
    return await nodeRunFiles.openNew(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await nodeRunFiles.makeFolder(dirname(path)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  return nodeRunFiles.openNew(path);
}
