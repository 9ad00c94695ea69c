import assert from 'node:assert/strict';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { diffTexts } from '../../../../src/core/diff/diffTexts.ts';
import { formatUnified } from '../../../../src/core/diff/formatUnified.ts';
import type { TextDiff } from '../../../../src/core/diff/textDiff.ts';

const labels = { left: 'a/show version', right: 'b/show version' };

function unified(left: string, right: string, noise: readonly string[] = []): string {
  return formatUnified(diffTexts(left, right, { noise }), labels);
}

/** The lines that a side must have according to the hunks, the rest taken from the left. */
function applied(left: string, diff: TextDiff): string[] {
  const lines = left === '' ? [] : left.replace(/\n$/, '').split('\n');
  const result: string[] = [];
  let next = 1;
  for (const hunk of diff.hunks) {
    const start = hunk.leftCount === 0 ? hunk.leftStart + 1 : hunk.leftStart;
    while (next < start) result.push(lines[next++ - 1]!);
    for (const line of hunk.lines) {
      if (line.kind === 'added') result.push(line.text);
      else if (line.kind === 'same') result.push(lines[next++ - 1]!);
      else next++;
    }
  }
  return [...result, ...lines.slice(next - 1)];
}

describe('diffTexts', () => {
  it('finds nothing between equal texts, whatever their line ends', () => {
    for (const [left, right] of [
      ['', ''],
      ['a\nb\n', 'a\nb\n'],
      ['a\r\nb\r\n', 'a\nb'],
    ] as const) {
      const diff = diffTexts(left, right);
      assert.deepEqual(
        [diff.equal, diff.hunks, diff.statistics],
        [true, [], { added: 0, removed: 0, hunks: 0 }],
      );
      assert.equal(formatUnified(diff, labels), '');
    }
  });

  it('shows changes with context, as patch reads them', () => {
    const left = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
    const right = '1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n';
    const diff = diffTexts(left, right);
    assert.deepEqual(diff.statistics, { added: 2, removed: 1, hunks: 1 });
    assert.equal(
      formatUnified(diff, labels),
      `--- a/show version
+++ b/show version
@@ -2,8 +2,9 @@
 2
 3
 4
-5
+five
 6
 7
 8
 9
+10
`,
    );
    assert.equal(applyPatch(left, formatUnified(diff, labels)), right);
  });

  it('separates changes that stand apart', () => {
    const lines = Array.from({ length: 30 }, (_, index) => String(index));
    const changed = lines.map((line) => (line === '3' || line === '25' ? 'x' : line));
    const diff = diffTexts(lines.join('\n'), changed.join('\n'));
    assert.deepEqual(
      diff.hunks.map(({ leftStart, leftCount, rightStart, rightCount }) => [
        leftStart,
        leftCount,
        rightStart,
        rightCount,
      ]),
      [
        [1, 7, 1, 7],
        [23, 7, 23, 7],
      ],
    );
  });

  it('handles texts without lines and without a last line break', () => {
    assert.equal(unified('', 'a\nb\n'), '--- a/show version\n+++ b/show version\n@@ -0,0 +1,2 @@\n+a\n+b\n');
    assert.equal(
      unified('a\nb', 'a\nc'),
      '--- a/show version\n+++ b/show version\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
    );
  });

  it('leaves noise out: whole lines, and parts in groups', () => {
    const left = '! Last change at 10:00\nuptime is 5 days, fine\nhostname a\n';
    const right = '! Last change at 11:00\nuptime is 6 days, fine\nhostname a\n';
    const noise = ['^! Last change', '^uptime is (.*),'];
    assert.equal(diffTexts(left, right, { noise }).equal, true);
    assert.equal(diffTexts(left, right).statistics.added, 2);
    const broken = right.replace('fine', 'failing');
    assert.deepEqual(diffTexts(left, broken, { noise }).statistics, { added: 1, removed: 1, hunks: 1 });
  });

  it('does not count noise lines that only one side has, and keeps line numbers right', () => {
    const left = '!noise\n!noise\na\nb\nc\n';
    const right = 'a\nB\nc\n!noise\n';
    const diff = diffTexts(left, right, { noise: ['^!'] });
    assert.deepEqual(diff.statistics, { added: 1, removed: 1, hunks: 1 });
    const changed = diff.hunks[0]?.lines.filter((line) => line.kind !== 'same' && line.noise !== true);
    assert.deepEqual(changed, [
      { kind: 'removed', text: 'b', left: 4 },
      { kind: 'added', text: 'B', right: 2 },
    ]);
    assert.equal(diffTexts('!x\na\n', 'a\n!y\n!z\n', { noise: ['^!'] }).equal, true);
  });

  it('accepts compiled patterns and keeps their flags', () => {
    assert.equal(diffTexts('UPTIME 5\n', 'uptime 6\n', { noise: [/^uptime/gi] }).equal, true);
  });

  it('refuses a noise pattern that is none', () => {
    assert.throws(() => diffTexts('a', 'b', { noise: ['('] }), { code: 'diff.bad-pattern' });
  });

  it('gives up on texts that have little in common, and says so', () => {
    const text = (seed: number) =>
      Array.from({ length: 30_000 }, (_, index) => String((index * seed) % 97)).join('\n');
    const diff = diffTexts(`same\n${text(7)}\nsame`, `same\n${text(11)}\nsame`, { maxEdits: 50 });
    assert.equal(diff.changedThroughout, true);
    assert.equal(diff.equal, false);
    assert.ok(diff.hunks.length > 0);
  });

  it('cuts at unique lines what has more changes than the limit', () => {
    const left = Array.from(
      { length: 4000 },
      (_, index) => `interface ${index}\n mtu ${index % 3}\n exit\n`,
    ).join('');
    const right = left.replaceAll('mtu 1', 'mtu 9000').replace('interface 7\n', '');
    const diff = diffTexts(left, right, { maxEdits: 10 });
    assert.equal(diff.changedThroughout, false);
    assert.deepEqual([diff.statistics.added, diff.statistics.removed], [1333, 1334]);
  });

  const line = fc.constantFrom('a', 'b', 'c', 'd', '', '!n', ' e');
  const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.map((entry) => `${entry}\n`).join(''));

  it('gives the right text when applied to the left one', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 20 }),
        (left, right, context, maxEdits) => {
          const diff = diffTexts(left, right, { context, maxEdits });
          assert.deepEqual(applied(left, diff), right === '' ? [] : right.replace(/\n$/, '').split('\n'));
          assert.equal(diff.equal, left === right);
          if (!diff.equal && context > 0) assert.equal(applyPatch(left, formatUnified(diff, labels)), right);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the right text apart from noise when noise is left out', () => {
    const quiet = (lines: readonly string[]) => lines.filter((entry) => !entry.startsWith('!'));
    fc.assert(
      fc.property(text, text, (left, right) => {
        const diff = diffTexts(left, right, { noise: ['^!'] });
        assert.deepEqual(quiet(applied(left, diff)), quiet(right.split('\n').slice(0, -1)));
        const same = quiet(left.split('\n')).join('\n') === quiet(right.split('\n')).join('\n');
        assert.equal(diff.equal, same);
      }),
      { numRuns: 500 },
    );
  });

  it('swaps sides when the texts are swapped', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const there = diffTexts(left, right).statistics;
        const back = diffTexts(right, left).statistics;
        assert.deepEqual([there.added, there.removed], [back.removed, back.added]);
      }),
    );
  });
});
