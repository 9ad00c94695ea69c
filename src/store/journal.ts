import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RunEvent } from '../api/run.ts';

/** The journal lines of some events. The preview of an output stays out: the output itself is beside the journal. */
export function journalLines(events: readonly RunEvent[]): string {
  let text = '';
  for (const event of events) {
    if (event.type === 'command-finished' && event.tail !== undefined) {
      const { tail: _tail, ...kept } = event;
      text += `${JSON.stringify(kept)}\n`;
    } else {
      text += `${JSON.stringify(event)}\n`;
    }
  }
  return text;
}

/**
 * Reads a journal as a stream, so that a long one holds nothing up. A line that is not whole (the writer died in it) is
 * left out. Resolves with the number of lines left out; a journal that is not there has no events.
 */
export async function readJournal(path: string, take: (event: RunEvent) => void): Promise<number> {
  const input = createReadStream(path, 'utf8');
  let damaged = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const event = parseLine(line);
      if (event === undefined) damaged += 1;
      else take(event);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    input.destroy();
  }
  return damaged;
}

function parseLine(line: string): RunEvent | undefined {
  try {
    const value = JSON.parse(line) as Partial<RunEvent> | null;
    return typeof value?.type === 'string' ? (value as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}
