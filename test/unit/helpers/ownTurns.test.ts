import assert from 'node:assert/strict';
import type { Profiler } from 'node:inspector';
import { longestOwnPart } from '../../helpers/ownTurns.ts';

const node = (
  id: number,
  functionName: string,
  url: string,
  ...children: number[]
): Profiler.ProfileNode => ({
  id,
  callFrame: { functionName, url, lineNumber: id, columnNumber: 0, scriptId: '1' },
  children,
});

describe('what a file had of a turn', () => {
  const profile: Profiler.Profile = {
    nodes: [
      node(1, '(root)', '', 2, 3, 4, 7),
      node(2, '(idle)', ''),
      node(3, 'editor', 'host.js'),
      node(4, 'read', 'file:///x/dist/extension.js', 5),
      node(5, 'parse', 'node:internal', 6),
      node(6, 'inner', 'file:///x/dist/extension.js'),
      node(7, 'draw', 'file:///x/dist/extension.js'),
    ],
    startTime: 50_000,
    endTime: 80_000,
    // at 51 ms the editor, 53 read, 56 parse, 60 draw, 65 inner, 71 idle
    samples: [3, 4, 5, 7, 6, 2],
    timeDeltas: [1_000, 2_000, 3_000, 4_000, 5_000, 6_000],
  };
  const turn = (from: number, to: number): { fromUs: number; toUs: number } => ({
    fromUs: from * 1000,
    toUs: to * 1000,
  });

  it('is what its functions did and had done, turn by turn', () => {
    assert.deepEqual(longestOwnPart(profile, 'dist/extension.js', [turn(60, 72), turn(50, 60)]), {
      ms: 11,
      by: 'read:5',
    });
    assert.deepEqual(longestOwnPart(profile, 'dist/extension.js', [turn(50, 60)]), { ms: 7, by: 'read:5' });
    assert.deepEqual(longestOwnPart(profile, 'dist/extension.js', [turn(64, 67)]), { ms: 2, by: 'read:5' });
  });

  it('is nothing where it had no part', () => {
    assert.equal(longestOwnPart(profile, 'dist/other.js', [turn(50, 90)]), undefined);
    assert.equal(longestOwnPart(profile, 'dist/extension.js', [turn(50, 53), turn(72, 90)]), undefined);
    assert.equal(longestOwnPart(profile, 'dist/extension.js', []), undefined);
  });
});
