/** A part of a text; the end is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What is looked for. */
export interface Needles {
  readonly free: Iterable<string>;
  /** These count only where no letter or digit stands next to them. */
  readonly alone: Iterable<string>;
  /** False where more text may follow: then nobody knows yet what stands next to the end. */
  readonly complete: boolean;
}

/** Where needles stand in a text: sorted, overlapping and touching ranges joined. */
export function findRanges(text: string, needles: Needles): TextRange[] {
  const found: TextRange[] = [];
  for (const needle of needles.free) collect(text, needle, found);
  for (const needle of needles.alone) {
    const before = found.length;
    collect(text, needle, found);
    const kept = found.splice(before).filter((range) => standsAlone(text, range, needles.complete));
    found.push(...kept);
  }
  return joined(found);
}

function standsAlone(text: string, { start, end }: TextRange, complete: boolean): boolean {
  if (end === text.length && !complete) return false;
  return !isWord(text[start - 1]) && !isWord(text[end]);
}

function collect(text: string, needle: string, found: TextRange[]): void {
  for (let start = text.indexOf(needle); start >= 0; start = text.indexOf(needle, start + 1)) {
    found.push({ start, end: start + needle.length });
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function joined(ranges: TextRange[]): TextRange[] {
  ranges.sort((left, right) => left.start - right.start || left.end - right.end);
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
