import { checkTextLength } from './budget.ts';
import { codePointCount } from './codePoints.ts';

const pythonLineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

/** Python's `str.splitlines()`. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  const ends = new RegExp(pythonLineEnd, 'g');
  let start = 0;
  for (let hit = ends.exec(text); hit !== null; hit = ends.exec(text)) {
    lines.push(text.slice(start, keepEnds ? ends.lastIndex : hit.index));
    start = ends.lastIndex;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

const blank = /[\s\x1c-\x1f\x85]/;

/** Python's `str.strip()`; `characters` undefined means blanks. */
export function strip(
  text: string,
  characters: string | undefined,
  sides: 'both' | 'left' | 'right',
): string {
  const drop = (character: string): boolean =>
    characters === undefined
      ? blank.test(character) && character !== '\uFEFF'
      : characters.includes(character);
  let start = 0;
  let end = text.length;
  if (sides !== 'right') while (start < end && drop(text.charAt(start))) start++;
  if (sides !== 'left') while (end > start && drop(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Python's `str.center()`, `ljust()` and `rjust()`. */
export function justify(text: string, width: number, fill: string, how: 'center' | 'left' | 'right'): string {
  const missing = width - codePointCount(text);
  if (missing <= 0) return text;
  checkTextLength(width);
  if (how === 'left') return text + fill.repeat(missing);
  if (how === 'right') return fill.repeat(missing) + text;
  const before = (missing >> 1) + (missing & width & 1);
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

/** Python's `str.capitalize()`. */
export function capitalize(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

/** Python's `str.replace()`; a negative `count` replaces all. */
export function replaceText(text: string, from: string, to: string, count: number): string {
  const parts = from === '' ? ['', ...Array.from(text), ''] : text.split(from);
  const wanted = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  checkTextLength(text.length + wanted * to.length);
  const head = parts.slice(0, wanted + 1).join(to);
  const tail = parts.slice(wanted + 1);
  return tail.length === 0 ? head : head + from + tail.join(from);
}
