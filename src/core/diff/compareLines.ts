import { diffArrays } from 'diff';

/** A run of lines that are the same on both sides, only on the left or only on the right. */
export interface LineRun {
  readonly kind: 'same' | 'removed' | 'added';
  readonly count: number;
}

export interface LineComparison {
  readonly runs: readonly LineRun[];
  /** True where the limit was hit and a part stands as removed and added as a whole. */
  readonly gaveUp: boolean;
}

/**
 * Compares two lists of lines within a time, in milliseconds. Equal heads and tails are taken off first, which makes the usual
 * case (a few changes in a large configuration) cost next to nothing.
 */
export function compareLines(
  left: readonly string[],
  right: readonly string[],
  timeoutMs: number,
): LineComparison {
  const head = commonHead(left, right);
  const tail = commonTail(left, right, head);
  const leftPart = left.slice(head, left.length - tail);
  const rightPart = right.slice(head, right.length - tail);
  const middle = compareMiddle(leftPart, rightPart, timeoutMs);
  const runs: LineRun[] = [{ kind: 'same', count: head }, ...middle.runs, { kind: 'same', count: tail }];
  return { runs: runs.filter((run) => run.count > 0), gaveUp: middle.gaveUp };
}

function compareMiddle(left: readonly string[], right: readonly string[], timeout: number): LineComparison {
  const replaced: LineRun[] = [
    { kind: 'removed', count: left.length },
    { kind: 'added', count: right.length },
  ];
  if (left.length === 0 || right.length === 0) return { runs: replaced, gaveUp: false };
  const numbers = new Map<string, number>();
  const changes = diffArrays(numbered(left, numbers), numbered(right, numbers), { timeout });
  if (changes === undefined) return { runs: replaced, gaveUp: true };
  const runs = changes.map(({ added, removed, count }): LineRun => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    count: count,
  }));
  return { runs, gaveUp: false };
}

/** Lines as numbers, equal for equal lines: compared faster than text. */
function numbered(lines: readonly string[], numbers: Map<string, number>): number[] {
  return lines.map((line) => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  });
}

function commonHead(left: readonly string[], right: readonly string[]): number {
  const limit = Math.min(left.length, right.length);
  let count = 0;
  while (count < limit && left[count] === right[count]) count++;
  return count;
}

function commonTail(left: readonly string[], right: readonly string[], head: number): number {
  const limit = Math.min(left.length, right.length) - head;
  let count = 0;
  while (count < limit && left[left.length - 1 - count] === right[right.length - 1 - count]) count++;
  return count;
}
