import { open, stat } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { runFileName } from './runFolderNames.ts';
import { parseSummary, toSummary } from './runJson.ts';
import type { RunSummary } from './runJson.ts';

/** Enough for the first line of run.json, except with a title of thousands of characters. */
const headBytes = 4096;

/** A summary with what tells whether run.json has changed since. */
export interface CachedSummary {
  readonly stamp: string;
  readonly summary: RunSummary;
}

/** Changes whenever run.json is replaced. Rejects with `ENOENT` where there is none. */
export async function summaryStamp(folder: string): Promise<string> {
  const { mtimeNs, size, ino }: BigIntStats = await stat(join(folder, runFileName), { bigint: true });
  return `${String(mtimeNs)}-${String(size)}-${String(ino)}`;
}

/**
 * Reads the summary of a run from the first line of run.json, and from the whole of it where somebody has reformatted
 * it. Undefined where it is not a run's record.
 */
export async function readSummary(folder: string): Promise<RunSummary | undefined> {
  const file = await open(join(folder, runFileName));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.toString('utf8', 0, bytesRead);
    const end = head.indexOf('\n');
    const summary = end < 0 ? undefined : parseSummary(head.slice(0, end));
    if (summary !== undefined) return summary;
    return fromWhole(await file.readFile('utf8'));
  } finally {
    await file.close();
  }
}

function fromWhole(text: string): RunSummary | undefined {
  try {
    const value = JSON.parse(text) as {
      title?: unknown;
      continues?: unknown;
      plan?: { title?: unknown; continues?: unknown };
    } | null;
    const title = value?.title ?? value?.plan?.title;
    return toSummary({ ...value, title, continues: value?.continues ?? value?.plan?.continues });
  } catch {
    return undefined;
  }
}
