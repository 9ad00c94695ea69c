import type { CompiledPlatform } from '../../core/platform/compiledPlatform.ts';

/** A pager at the end of a finished line, with nothing but messages of the device's logging behind it. */
export interface CoveredPager {
  /** Where the pager's text begins in the lines. */
  readonly start: number;
  /** Where the messages begin. */
  readonly end: number;
  readonly key: string;
  readonly messages: number;
}

/** Characters that are walked back over at most, and of a line that are looked at. */
const farthest = 4096;
const longestLine = 600;
/** Some word of what pagers say: every finished line is looked at for it, and the platform's patterns are not. */
const pagerWord = /more|press|continue|page/i;

/**
 * Finds a pager that messages were written behind, or are about to be: a device that logs to the terminal goes on to wait for
 * its key although the cursor is on another line.
 */
export function coveredPager(lines: string, platform: CompiledPlatform): CoveredPager | undefined {
  let messages = 0;
  let end = lines.length;
  while (end > 0 && lines.length - end <= farthest) {
    const start = end < 2 ? 0 : lines.lastIndexOf('\n', end - 2) + 1;
    const line = lines.slice(start, end).trimEnd();
    const message = line !== '' && platform.messages.isMessage(line);
    if (line !== '' && !message) {
      const from = Math.max(0, line.length - longestLine);
      const tail = line.slice(from);
      const pager = pagerWord.test(tail) ? platform.matchPager(tail) : undefined;
      return pager === undefined
        ? undefined
        : { start: start + from + pager.start, end, key: pager.key, messages };
    }
    if (message) messages++;
    end = start;
  }
  return undefined;
}
