import type { MessageTeller } from './logMessages.ts';

/** Characters in front of the echo that are searched at most: log messages and a repeated prompt may stand there. */
const window = 4096;

/** Where the echo of a command ends in what came after it was sent. */
export interface EchoPlace {
  /** First character of the echo's first line. */
  readonly start: number;
  /** One past the line end of the echo. */
  readonly end: number;
}

/**
 * Finds the echo of a command in the finished lines that followed it. Blanks and line breaks are not compared, so that an echo that
 * was wrapped at the terminal's width is found, also one that a message of the device has cut in two; the prompt may stand in
 * front of it again. Returns 'none' once the echo cannot come any more, and undefined while it still may.
 */
export function findEcho(
  lines: string,
  command: string,
  prompt: string,
  teller: MessageTeller,
): EchoPlace | 'none' | undefined {
  const wanted = squeeze(command);
  if (wanted === '') {
    const end = lines.indexOf('\n') + 1;
    return end === 0 ? undefined : { start: 0, end };
  }
  const repeated = squeeze(prompt);
  for (let start = 0; start < lines.length;) {
    if (start > window) return 'none';
    const end = echoEnd(lines, start, wanted, teller) ?? echoEnd(lines, start, repeated + wanted, teller);
    if (end === 'unfinished') return undefined;
    if (end !== undefined) return { start, end };
    const next = lines.indexOf('\n', start) + 1;
    // A part of a line that is too long to be held whole has no line end.
    if (next === 0) break;
    start = next;
  }
  return lines.length > window ? 'none' : undefined;
}

/** Where the echo ends if it begins here; 'unfinished' where the text ends within it. */
function echoEnd(
  lines: string,
  start: number,
  wanted: string,
  teller: MessageTeller,
): number | 'unfinished' | undefined {
  let matched = 0;
  let inMessage = false;
  for (let index = start; index < lines.length; index++) {
    const char = lines[index];
    if (char === '\n' && matched === wanted.length) return index + 1;
    if (char === ' ' || char === '\t' || char === '\n') continue;
    if (char === wanted[matched]) {
      matched++;
      inMessage = false;
      continue;
    }
    const lineEnd = lines.indexOf('\n', index);
    if (matched === 0 || lineEnd < 0) return undefined;
    const line = lines.slice(index, lineEnd);
    if (!teller.isMessage(line) && !(inMessage && teller.mayFollow(line))) return undefined;
    inMessage = true;
    index = lineEnd;
  }
  return matched === 0 ? undefined : 'unfinished';
}

/**
 * True for a line that shows the end of a command which was too long for the device's line editor: it scrolls such a line
 * and marks what it cut with `$`, so that the echo as a whole never appears.
 */
export function isScrolledEcho(line: string, command: string): boolean {
  const shown = squeeze(line);
  const wanted = squeeze(command);
  if (!shown.includes('$') || shown.length < 12) return false;
  const tail = shown.slice(shown.lastIndexOf('$') + 1);
  return tail.length >= 10 && wanted.endsWith(tail);
}

function squeeze(text: string): string {
  return text.replaceAll(/[ \t\r\n]+/g, '');
}
