import assert from 'node:assert/strict';
import { missedGoals, percentOf, sumCoverage } from '../../../src/build/coverage/sumCoverage.ts';

const lines = (covered: number, total: number) => ({ lines: { covered, total } });

describe('sumCoverage', () => {
  const sums = sumCoverage(
    {
      total: lines(1, 1),
      '/p/src/core/a.ts': lines(8, 10),
      '/p/src/core/deep/b.ts': lines(10, 10),
      '/p/src/cli/c.ts': lines(0, 20),
      '/p/test/d.ts': lines(5, 5),
    },
    '/p/src',
  );

  it('adds up the lines of each layer and of all sources, and nothing else', () => {
    assert.deepEqual(Object.fromEntries(sums), {
      core: { covered: 18, total: 20 },
      cli: { covered: 0, total: 20 },
      '': { covered: 18, total: 40 },
    });
  });

  it('names the goals that are missed, with what was reached', () => {
    const goals = [
      { layer: 'core', percent: 90 },
      { layer: 'core', percent: 90.5 },
      { layer: '', percent: 80 },
    ];
    assert.deepEqual(missedGoals(sums, goals), [
      'src/core has 90.0 % of its lines covered, 90.5 % are wanted.',
      'src has 45.0 % of its lines covered, 80 % are wanted.',
    ]);
  });

  it('takes nothing for covered', () => {
    assert.equal(percentOf({ covered: 0, total: 0 }), 100);
  });
});
