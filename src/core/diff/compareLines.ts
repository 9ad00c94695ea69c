import { diffArrays } from 'diff';
import { anchorLines } from './anchorLines.ts';

/** A run of lines that are the same on both sides, only on the left or only on the right. */
interface LineRun {
  readonly kind: 'same' | 'removed' | 'added';
  readonly count: number;
}

export interface LineComparison {
  readonly runs: readonly LineRun[];
  /** True where the limit was hit and a part stands as removed and added as a whole. */
  readonly gaveUp: boolean;
}

/**
 * Compares two lists of lines. Equal heads and tails are taken off first, which makes the usual case (a few changes in a
 * large configuration) cost next to nothing. What is left is compared exactly up to `maxEdits` changed lines, whose square
 * is the cost; beyond, it is cut at lines that are unique on both sides and each part compared; a part without such a
 * line is given as removed and added. The limit counts work, not time, so the same texts give the same result anywhere.
 */
export function compareLines(
  left: readonly string[],
  right: readonly string[],
  maxEdits: number,
): LineComparison {
  const numbers = new Map<string, number>();
  const comparison = new Comparison(maxEdits);
  comparison.compare(numbered(left, numbers), numbered(right, numbers));
  return comparison;
}

class Comparison implements LineComparison {
  readonly runs: LineRun[] = [];
  gaveUp = false;
  readonly #maxEdits: number;

  constructor(maxEdits: number) {
    this.#maxEdits = maxEdits;
  }

  compare(left: readonly number[], right: readonly number[]): void {
    const head = commonHead(left, right);
    const tail = commonTail(left, right, head);
    this.#push('same', head);
    this.#compareMiddle(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
    this.#push('same', tail);
  }

  #compareMiddle(left: readonly number[], right: readonly number[]): void {
    if (left.length === 0 || right.length === 0) {
      this.#push('removed', left.length);
      this.#push('added', right.length);
      return;
    }
    const changes = diffArrays([...left], [...right], { maxEditLength: this.#maxEdits });
    if (changes === undefined) {
      this.#compareParts(left, right);
      return;
    }
    for (const { added, removed, count } of changes) {
      this.#push(added ? 'added' : removed ? 'removed' : 'same', count);
    }
  }

  #compareParts(left: readonly number[], right: readonly number[]): void {
    const anchors = anchorLines(left, right);
    if (anchors.length === 0) {
      this.gaveUp = true;
      this.#push('removed', left.length);
      this.#push('added', right.length);
      return;
    }
    let from = { left: 0, right: 0 };
    for (const anchor of anchors) {
      this.compare(left.slice(from.left, anchor.left), right.slice(from.right, anchor.right));
      this.#push('same', 1);
      from = { left: anchor.left + 1, right: anchor.right + 1 };
    }
    this.compare(left.slice(from.left), right.slice(from.right));
  }

  #push(kind: LineRun['kind'], count: number): void {
    if (count > 0) this.runs.push({ kind, count });
  }
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

function commonHead(left: readonly number[], right: readonly number[]): number {
  const limit = Math.min(left.length, right.length);
  let count = 0;
  while (count < limit && left[count] === right[count]) count++;
  return count;
}

function commonTail(left: readonly number[], right: readonly number[], head: number): number {
  const limit = Math.min(left.length, right.length) - head;
  let count = 0;
  while (count < limit && left[left.length - 1 - count] === right[right.length - 1 - count]) count++;
  return count;
}
