import { join } from 'node:path';
import type { RunRecord } from '../api/run.ts';
import type { RunFiles } from './runFiles.ts';
import { runFileName } from './runFolderNames.ts';
import { runJsonParts } from './runJson.ts';
import { toStoreError } from './storeError.ts';

/** Written in pieces of about this many characters, so that a run of thousands of devices never holds up its process. */
const pieceLength = 256 * 1024;

/**
 * Puts run.json in place as a whole or not at all: written beside it, then renamed. Throws `store.…` and leaves the
 * earlier one as it was.
 */
export async function writeRunJson(files: RunFiles, folder: string, record: RunRecord): Promise<void> {
  const target = join(folder, runFileName);
  const temporary = `${target}.tmp`;
  try {
    const file = await files.openNew(temporary);
    try {
      for (const piece of pieces(runJsonParts(record))) await file.write(Buffer.from(piece));
    } finally {
      await file.close();
    }
    await files.rename(temporary, target);
  } catch (error) {
    await files.removeFile(temporary).catch(() => undefined);
    throw toStoreError(error, target);
  }
}

function* pieces(parts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
