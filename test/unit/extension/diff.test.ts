import assert from 'node:assert/strict';
import { haveCommon, pairsOfDevices, pairsOfRuns } from '../../../src/extension/diff/outputPairs.ts';
import { findPreviousRun } from '../../../src/extension/diff/previousRun.ts';
import { withoutNoise } from '../../../src/extension/diff/withoutNoise.ts';
import type { RunEntry, RunLibrary } from '../../../src/extension/runs/runLibrary.ts';
import type { RunRecord } from '../../../src/api/run.ts';
import { okDevice, planOf, recordOf } from './samplePlan.ts';

describe('withoutNoise', () => {
  it('drops noise lines, marks noise inside lines, keeps the rest', () => {
    const text = 'core uptime is 3 weeks\r\nCurrent time: 10:02\r\nhostname core\r\n';
    assert.equal(
      withoutNoise(text, ['^Current time', 'uptime is (.*)']),
      'core uptime is …\nhostname core\n',
    );
  });

  it('only evens out line ends where there is no noise', () => {
    assert.equal(withoutNoise('a\r\nb\rc\n', []), 'a\nb\nc\n');
  });
});

describe('pairs of outputs', () => {
  const plan = planOf(['a', 'b'], ['show version', 'show clock']);
  const left = recordOf('2026-11-20T100000Z-0001', plan);
  const right = recordOf('2026-11-20T110000Z-0002', plan);

  it('are all outputs of two runs, or those of one device or command', () => {
    assert.equal(pairsOfRuns(left, right, {}).length, 4);
    assert.deepEqual(
      pairsOfRuns(left, right, { device: 'b' }).map((pair) => pair.label),
      ['b: show version', 'b: show clock'],
    );
    assert.deepEqual(
      pairsOfRuns(left, right, { device: 'b', index: 1 }).map((pair) => pair.label),
      ['b: show clock'],
    );
  });

  it('keep outputs that only one run has, and say whether there is anything in common', () => {
    const other = recordOf('2026-11-20T090000Z-0000', planOf(['c'], ['show version']));
    const pairs = pairsOfRuns(other, right, {});
    assert.equal(pairs.length, 5);
    assert.equal(haveCommon(pairs), false);
    assert.equal(haveCommon(pairsOfRuns(left, right, {})), true);
  });

  it('of two devices are those of the same command, a repeated one in order', () => {
    const twice = recordOf('2026-11-20T110000Z-0002', planOf(['a', 'b'], ['show clock', 'show clock']), [
      okDevice('b', ['show clock', 'show version', 'show clock']),
    ]);
    assert.deepEqual(
      pairsOfDevices(twice, 'a', 'b').map((pair) => [pair.left?.file, pair.right?.file]),
      [
        ['a/01.txt', 'b/01.txt'],
        ['a/02.txt', 'b/03.txt'],
      ],
    );
  });
});

describe('the previous run', () => {
  const folder = { uri: { toString: () => 'file:///w' } } as unknown as RunEntry['folder'];
  const entryOf = (record: RunRecord): RunEntry => ({
    folder,
    summary: {
      id: record.id,
      status: record.status,
      title: record.plan.title,
      startedAt: record.startedAt,
      totals: record.totals,
    },
  });
  const libraryOf = (records: readonly RunRecord[]): RunLibrary =>
    ({
      list: async () => records.map(entryOf),
      read: async (entry: RunEntry) => {
        const found = records.find((record) => record.id === entry.summary.id);
        if (found === undefined) throw new Error('gone');
        return found;
      },
    }) as unknown as RunLibrary;
  const plan = planOf(['a'], ['show version']);
  const now = recordOf('2026-11-20T120000Z-0005', plan);

  it('is the newest earlier one of the same template with something in common', async () => {
    const same = recordOf('2026-11-20T100000Z-0002', plan);
    const otherTitle = recordOf('2026-11-20T110000Z-0003', { ...plan, title: 'other.cmds' });
    const otherDevice = recordOf('2026-11-20T113000Z-0004', planOf(['b'], ['show version']));
    const library = libraryOf([now, otherDevice, otherTitle, same]);
    assert.equal((await findPreviousRun(library, entryOf(now), now, {}))?.record.id, same.id);
  });

  it('is one of another template where the same was never run before', async () => {
    const otherTitle = recordOf('2026-11-20T110000Z-0003', { ...plan, title: 'other.cmds' });
    const library = libraryOf([now, otherTitle]);
    assert.equal((await findPreviousRun(library, entryOf(now), now, {}))?.record.id, otherTitle.id);
  });

  it('is never a later one, nor one that shares nothing', async () => {
    const later = recordOf('2026-11-20T130000Z-0006', plan);
    const otherDevice = recordOf('2026-11-20T113000Z-0004', planOf(['b'], ['show version']));
    const library = libraryOf([later, now, otherDevice]);
    assert.equal(await findPreviousRun(library, entryOf(now), now, {}), undefined);
  });
});
