import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Bytes that are read and parsed at once: the largest record never keeps an editor waiting for longer than these take. */
const chunkBytes = 128 * 1024;
const newline = 0x0a;

/** Which parts of a record are wanted. */
export type RecordParts = 'all' | 'without-plan';

/** What is expected next, in the order in which `runJsonParts` writes. */
type Part = 'head' | 'plan' | 'devices' | 'results' | 'result-list' | 'end';

/** The layout is not that of `runJsonParts`: somebody has reformatted the file, or it is damaged. */
class OtherLayout extends Error {}

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

/** Puts the value together from the lines of the file. */
class RecordLines {
  #next: Part = 'head';
  #head: Record<string, unknown> = {};
  #plan: Record<string, unknown> = {};
  readonly #devices: unknown[] = [];
  readonly #results: unknown[] = [];
  readonly #withDevices: boolean;
  /** Whether the list goes on behind the last line, as its comma says. */
  #goesOn = true;

  constructor(parts: RecordParts) {
    this.#withDevices = parts === 'all';
  }

  take(line: string): void {
    switch (this.#next) {
      case 'head':
        this.#head = objectOf(`${withoutEnd(line, ',')}}`);
        this.#next = 'plan';
        break;
      case 'plan':
        this.#plan = objectOf(`${withoutStart(line, '"plan":')}]}`);
        if (!line.endsWith('"devices":[')) throw new OtherLayout();
        this.#next = 'devices';
        break;
      case 'devices':
        if (line === ']},') this.#endList('results');
        else if (this.#withDevices) this.#devices.push(this.#item(line));
        else this.#goesOn = line.endsWith(',');
        break;
      case 'results':
        if (line !== '"results":[' && line !== '"results":[]}') throw new OtherLayout();
        this.#next = line.endsWith('}') ? 'end' : 'result-list';
        break;
      case 'result-list':
        if (line === ']}') this.#endList('end');
        else this.#results.push(this.#item(line));
        break;
      case 'end':
        throw new OtherLayout();
    }
  }

  value(): unknown {
    if (this.#next !== 'end') throw new OtherLayout();
    return { ...this.#head, plan: { ...this.#plan, devices: this.#devices }, results: this.#results };
  }

  #item(line: string): unknown {
    if (!this.#goesOn) throw new OtherLayout();
    this.#goesOn = line.endsWith(',');
    return JSON.parse(this.#goesOn ? line.slice(0, -1) : line);
  }

  #endList(next: Part): void {
    if (this.#goesOn) throw new OtherLayout();
    this.#goesOn = true;
    this.#next = next;
  }
}

function objectOf(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OtherLayout();
  return value as Record<string, unknown>;
}

function withoutStart(line: string, start: string): string {
  if (!line.startsWith(start)) throw new OtherLayout();
  return line.slice(start.length);
}

function withoutEnd(line: string, end: string): string {
  if (!line.endsWith(end)) throw new OtherLayout();
  return line.slice(0, -end.length);
}
