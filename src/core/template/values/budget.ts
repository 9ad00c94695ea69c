import { TemplateFault } from '../templateFault.ts';

/** Work units of one rendering: about one for each value that is looked at. Reached by runaway templates only. */
export const maxWork = 2_000_000;
/** Longest text that a value can have, in UTF-16 units. */
export const maxTextLength = 1_000_000;
/** Most items that a list can have. */
export const maxItems = 200_000;

let left = maxWork;

/** Takes work units from the rendering that is going on. Throws `TemplateFault` where none are left. */
export function spend(units: number): void {
  left -= units;
  if (left < 0) {
    const message =
      'Rendering takes too long: there are too many repetitions. Use smaller lists or fewer nested loops.';
    throw new TemplateFault('template.too-long', message);
  }
}

/**
 * Runs something with a fresh allowance. Rendering is synchronous, so one counter is enough; the old one comes back
 * afterwards.
 */
export function withBudget<T>(units: number, action: () => T): T {
  const before = left;
  left = units;
  try {
    return action();
  } finally {
    left = before;
  }
}

/** Refuses a text that would get too long, before it is built. */
export function checkTextLength(length: number): void {
  spend(length >> 6);
  if (length <= maxTextLength) return;
  const message = `A text got longer than ${String(maxTextLength)} characters. Is a loop adding to it?`;
  throw new TemplateFault('template.too-large', message);
}

/** Refuses a list that would get too long, before it is built. */
export function checkItems(count: number): void {
  spend(Math.max(0, count));
  if (count <= maxItems) return;
  const message = `A list got longer than ${String(maxItems)} items.`;
  throw new TemplateFault('template.too-large', message);
}
