import type { DiffLine, TextDiff } from './textDiff.ts';

/** What the two sides are called in the head of the text. */
export interface DiffLabels {
  readonly left: string;
  readonly right: string;
}

/**
 * A comparison as a unified diff, which `patch` and review tools read; ends with a line break. Empty for equal texts.
 * Context lines are those of the left side, so the patch fits the left text even where noise differs.
 */
export function formatUnified(diff: TextDiff, labels: DiffLabels): string {
  if (diff.equal) return '';
  const lines = [`--- ${label(labels.left)}`, `+++ ${label(labels.right)}`];
  for (const hunk of diff.hunks) {
    lines.push(`@@ -${range(hunk.leftStart, hunk.leftCount)} +${range(hunk.rightStart, hunk.rightCount)} @@`);
    for (const line of hunk.lines) {
      lines.push(`${marks[line.kind]}${line.text}`);
      if (lacksNewline(line, diff)) lines.push('\\ No newline at end of file');
    }
  }
  return `${lines.join('\n')}\n`;
}

const marks = { same: ' ', removed: '-', added: '+' } as const;

/** A count of 1 is left out, as GNU diff does. */
function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${String(start)},${String(count)}`;
}

/** True for the last line of a text without a final line break; of a common line both sides must lack it. */
function lacksNewline(line: DiffLine, diff: TextDiff): boolean {
  const left = line.left === diff.left.lines && !diff.left.endsWithNewline;
  const right = line.right === diff.right.lines && !diff.right.endsWithNewline;
  if (line.kind === 'removed') return left;
  return line.kind === 'added' ? right : left && right;
}

/** A name that stays in its line. */
function label(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}
