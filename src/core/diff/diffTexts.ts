import { compareLines } from './compareLines.ts';
import { noiseFilter, type LineKey } from './noiseFilter.ts';
import type { DiffHunk, DiffLine, TextDiff } from './textDiff.ts';

export interface DiffOptions {
  /** Sources of regular expressions for what does not count; a platform's `noise`. */
  readonly noise?: readonly (string | RegExp)[];
  /** Unchanged lines around changes; 3 where absent. */
  readonly context?: number;
  /** Changed lines that are compared exactly; 1,000 where absent. Its square bounds the work. */
  readonly maxEdits?: number;
}

/**
 * Compares two texts line by line. Line ends (CRLF, LF, none at the end) are not compared, and noise is not a change.
 * Linear in the texts, times the changes up to a limit (`compareLines`). Throws `diff.bad-pattern`.
 */
export function diffTexts(left: string, right: string, options: DiffOptions = {}): TextDiff {
  const key = noiseFilter(options.noise ?? []);
  const leftSide = readSide(left, key);
  const rightSide = readSide(right, key);
  const { runs, gaveUp } = compareLines(leftSide.keys, rightSide.keys, options.maxEdits ?? 1000);
  const lines = new Weaving(leftSide, rightSide).weave(runs);
  const hunks = cutHunks(lines, options.context ?? 3);
  const changed = lines.filter((line) => line.noise === undefined);
  return {
    equal: hunks.length === 0,
    changedThroughout: gaveUp,
    hunks,
    statistics: {
      added: changed.filter((line) => line.kind === 'added').length,
      removed: changed.filter((line) => line.kind === 'removed').length,
      hunks: hunks.length,
    },
    left: { lines: leftSide.lines.length, endsWithNewline: leftSide.endsWithNewline },
    right: { lines: rightSide.lines.length, endsWithNewline: rightSide.endsWithNewline },
  };
}

interface Side {
  readonly lines: readonly string[];
  /** What is compared, without noise lines. */
  readonly keys: readonly string[];
  /** For each key, the index of its line. */
  readonly places: readonly number[];
  readonly endsWithNewline: boolean;
}

function readSide(text: string, key: LineKey): Side {
  const lines = text.split(/\r\n|\n|\r/);
  const endsWithNewline = lines.at(-1) === '';
  if (endsWithNewline) lines.pop();
  const keys: string[] = [];
  const places: number[] = [];
  lines.forEach((line, index) => {
    const found = key(line);
    if (found === undefined) return;
    keys.push(found);
    places.push(index);
  });
  return { lines, keys, places, endsWithNewline };
}

/** Puts compared lines and the noise between them back into one sequence. */
class Weaving {
  readonly #left: Side;
  readonly #right: Side;
  readonly #lines: DiffLine[] = [];
  /** Next line of each side. */
  #leftLine = 0;
  #rightLine = 0;
  /** Next key of each side. */
  #leftKey = 0;
  #rightKey = 0;

  constructor(left: Side, right: Side) {
    this.#left = left;
    this.#right = right;
  }

  weave(runs: readonly { readonly kind: DiffLine['kind']; readonly count: number }[]): DiffLine[] {
    for (const { kind, count } of runs) for (let step = 0; step < count; step++) this.#add(kind);
    this.#noiseUpTo(this.#left.lines.length, this.#right.lines.length);
    return this.#lines;
  }

  #add(kind: DiffLine['kind']): void {
    const left = this.#left.places[this.#leftKey] ?? this.#left.lines.length;
    const right = this.#right.places[this.#rightKey] ?? this.#right.lines.length;
    this.#noiseUpTo(kind === 'added' ? this.#leftLine : left, kind === 'removed' ? this.#rightLine : right);
    this.#push(kind);
    if (kind !== 'added') this.#leftKey++;
    if (kind !== 'removed') this.#rightKey++;
  }

  /** Noise lines of both sides meet in pairs; what is left over stands alone. */
  #noiseUpTo(left: number, right: number): void {
    while (this.#leftLine < left && this.#rightLine < right) this.#push('same', true);
    while (this.#leftLine < left) this.#push('removed', true);
    while (this.#rightLine < right) this.#push('added', true);
  }

  #push(kind: DiffLine['kind'], noise?: true): void {
    const side = kind === 'added' ? this.#right.lines[this.#rightLine] : this.#left.lines[this.#leftLine];
    this.#lines.push({
      kind,
      text: side ?? '',
      ...(kind === 'added' ? {} : { left: ++this.#leftLine }),
      ...(kind === 'removed' ? {} : { right: ++this.#rightLine }),
      ...(noise === undefined ? {} : { noise }),
    });
  }
}

function cutHunks(lines: readonly DiffLine[], context: number): DiffHunk[] {
  const ranges: { start: number; end: number }[] = [];
  lines.forEach((line, index) => {
    if (line.kind === 'same' || line.noise === true) return;
    const start = Math.max(0, index - context);
    const end = Math.min(lines.length, index + context + 1);
    const last = ranges.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else ranges.push({ start, end });
  });
  return ranges.map(({ start, end }) => hunkOf(lines, start, end));
}

function hunkOf(lines: readonly DiffLine[], start: number, end: number): DiffHunk {
  const part = lines.slice(start, end);
  const lefts = part.flatMap((line) => line.left ?? []);
  const rights = part.flatMap((line) => line.right ?? []);
  return {
    leftStart: lefts[0] ?? lastNumber(lines, start, 'left'),
    leftCount: lefts.length,
    rightStart: rights[0] ?? lastNumber(lines, start, 'right'),
    rightCount: rights.length,
    lines: part,
  };
}

/** For a side without lines in the hunk: the line after which the other side's lines stand. */
function lastNumber(lines: readonly DiffLine[], before: number, side: 'left' | 'right'): number {
  for (let index = before - 1; index >= 0; index--) {
    const number = lines[index]?.[side];
    if (number !== undefined) return number;
  }
  return 0;
}
