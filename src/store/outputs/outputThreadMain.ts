// Writes files for the executor in a thread of its own (outputThread.ts): many small ones at the price of one message.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { FilePart, PartBatch, PartFault, PartsWritten } from './partBatch.ts';

parentPort?.on('message', ({ parts, bytes }: PartBatch) => {
  const faults: PartFault[] = [];
  let start = 0;
  for (const [index, part] of parts.entries()) {
    try {
      writePart(part, new Uint8Array(bytes, start, part.length));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      faults.push({ index, code, message });
    }
    start += part.length;
  }
  parentPort?.postMessage({ faults, bytes } satisfies PartsWritten, [bytes]);
});

function writePart({ path, first }: FilePart, data: Uint8Array): void {
  const descriptor = open(path, first);
  try {
    for (let rest = data; rest.length > 0;) rest = rest.subarray(writeSync(descriptor, rest));
  } finally {
    closeSync(descriptor);
  }
}

/** Files of a run are readable by their owner alone. */
function open(path: string, first: boolean): number {
  try {
    return openSync(path, first ? 'w' : 'a', 0o600);
  } catch (error) {
    if (!first || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path));
    return openSync(path, 'w', 0o600);
  }
}
