import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { OtherLayout, RecordLines, type RecordParts } from './recordLines.ts';

/** Bytes that are read and parsed at once: the largest record never keeps an editor waiting for longer than these take. */
const chunkBytes = 128 * 1024;
const newline = 0x0a;

/**
 * The value of a run.json. One in our own layout, with a line for each device, is parsed line by line with pauses for whatever
 * else the process does; any other is parsed as a whole. The result is the same. Rejects with the system's error, and with a
 * SyntaxError where it is no JSON. `without-plan` may leave the devices of the plan unread: they are most of a large record.
 */
export async function readRunJson(path: string, parts: RecordParts = 'all'): Promise<unknown> {
  try {
    return await readLines(path, new RecordLines(parts));
  } catch (error) {
    if (error instanceof OtherLayout || error instanceof SyntaxError)
      return JSON.parse(await readFile(path, 'utf8'));
    throw error;
  }
}

async function readLines(path: string, lines: RecordLines): Promise<unknown> {
  let rest: Buffer[] = [];
  for await (const data of createReadStream(path, { highWaterMark: chunkBytes })) {
    const chunk = data as Buffer;
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const piece = chunk.subarray(start, end);
      lines.take((rest.length === 0 ? piece : Buffer.concat([...rest, piece])).toString('utf8'));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) throw new OtherLayout();
  return lines.value();
}
