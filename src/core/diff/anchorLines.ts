/** A line that stands once on each side, by its index there. */
export interface Anchor {
  readonly left: number;
  readonly right: number;
}

/**
 * Lines that occur exactly once on either side and keep their order on both: safe places to cut a long comparison into
 * short ones (the idea of patience sorting diffs). Takes n log n.
 */
export function anchorLines(left: readonly number[], right: readonly number[]): Anchor[] {
  const places = uniquePlaces(left);
  const inRight = uniquePlaces(right);
  const pairs: Anchor[] = [];
  for (const [line, index] of places) {
    const other = inRight.get(line);
    if (other !== undefined) pairs.push({ left: index, right: other });
  }
  pairs.sort((first, second) => first.left - second.left);
  return longestRising(pairs);
}

function uniquePlaces(lines: readonly number[]): Map<number, number> {
  const places = new Map<number, number>();
  const repeated = new Set<number>();
  lines.forEach((line, index) => {
    if (places.has(line)) repeated.add(line);
    else places.set(line, index);
  });
  for (const line of repeated) places.delete(line);
  return places;
}

/** The longest run of pairs, not necessarily neighbours, that also rises on the right: piles with links back. */
function longestRising(pairs: readonly Anchor[]): Anchor[] {
  const tops: number[] = [];
  const before: number[] = [];
  pairs.forEach((pair, index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const top = pairs[tops[middle] ?? -1];
      if (top !== undefined && top.right < pair.right) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (tops[low - 1] ?? -1);
    tops[low] = index;
  });
  const chain: Anchor[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}
