import assert from 'node:assert/strict';
import fc from 'fast-check';
import { freeRunIds, isRunId } from '../../../src/store/runId.ts';

const time = Date.parse('2026-11-20T18:03:21.127Z');
const first = (now: number, names: readonly string[]): string => {
  for (const id of freeRunIds(now, names)) return id;
  return assert.fail();
};

describe('ids of runs', () => {
  it('tell the time of the start, and go on where one is taken', () => {
    const ids: string[] = [];
    for (const id of freeRunIds(time, [])) if (ids.push(id) === 18) break;
    assert.equal(ids[0], '2026-11-20T180321Z-07f0');
    assert.equal(ids[15], '2026-11-20T180321Z-07ff');
    assert.equal(ids[16], '2026-11-20T180321Z-0800');
    assert.ok(ids.every(isRunId));
  });

  it('sort behind every run there is, also after the clock was set back', () => {
    const there = ['2026-11-20T200000Z-0003', 'notes', '2026-11-20T180321Z-07f0'];
    assert.equal(first(time, there), '2026-11-20T200000Z-0004');
  });

  it('do not follow a run of a far future', () => {
    assert.equal(first(time, ['2099-01-01T000000Z-0000']), '2026-11-20T180321Z-07f0');
  });

  it('are ordered and never the same, whatever the clock does', () => {
    const hours = fc.integer({ min: -11 * 3_600_000, max: 11 * 3_600_000 });
    fc.assert(
      fc.property(fc.array(hours, { maxLength: 20 }), (jumps) => {
        const names: string[] = [];
        for (const jump of jumps) names.push(first(time + jump, names));
        assert.deepEqual([...names].sort(), names);
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });
});
