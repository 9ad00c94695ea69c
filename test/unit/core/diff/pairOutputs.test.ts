import assert from 'node:assert/strict';
import type { CommandResult, RunRecord } from '../../../../src/api/run.ts';
import { pairOutputs } from '../../../../src/core/diff/pairOutputs.ts';

function run(devices: Record<string, string[]>): RunRecord {
  const results = Object.entries(devices).map(([device, commands]) => ({
    device,
    folder: device,
    status: 'ok' as const,
    attempts: 1,
    durationMs: 1,
    commands: commands.map((command, index): CommandResult => {
      return { index, command, status: 'ok', file: `${device}/${index}.txt`, bytes: 1, durationMs: 1 };
    }),
  }));
  const planned = Object.keys(devices).map((name) => ({
    device: { name, host: name, platform: 'cisco_ios', transport: 'ssh' },
    commands: [],
  }));
  return { plan: { devices: planned }, results } as unknown as RunRecord;
}

describe('pairOutputs', () => {
  it('pairs by device and command, in the order of the left run', () => {
    const pairs = pairOutputs(
      run({ b: ['show clock', 'show version'], a: ['show version'] }),
      run({ a: ['show version'], b: ['show version', 'show clock'] }),
    );
    assert.deepEqual(
      pairs.map((pair) => [pair.device, pair.command, pair.left?.index, pair.right?.index, pair.platform]),
      [
        ['b', 'show clock', 0, 1, 'cisco_ios'],
        ['b', 'show version', 1, 0, 'cisco_ios'],
        ['a', 'show version', 0, 0, 'cisco_ios'],
      ],
    );
  });

  it('keeps what only one side has, and pairs repeated commands one by one', () => {
    const pairs = pairOutputs(
      run({ a: ['show clock', 'show clock'], gone: ['x'] }),
      run({ a: ['show clock'], fresh: ['y'] }),
    );
    assert.deepEqual(
      pairs.map((pair) => [pair.device, pair.command, pair.left?.index, pair.right?.index]),
      [
        ['a', 'show clock', 0, 0],
        ['a', 'show clock', 1, undefined],
        ['gone', 'x', 0, undefined],
        ['fresh', 'y', undefined, 0],
      ],
    );
  });
});
