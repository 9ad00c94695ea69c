import assert from 'node:assert/strict';
import type { RunRecord } from '../../../../src/api/run.ts';
import { lineVerdicts } from '../../../../src/core/plan/rejectedLines.ts';

const at = (line: number) => ({ file: 'a.cmds', line, column: 1, endLine: line, endColumn: 9 });
const planned = (name: string) => ({
  device: { name, host: 'x', platform: 'cisco_ios', transport: 'ssh' },
  commands: [1, 2, 3].map((line) => ({
    text: `c${String(line)}`,
    at: at(line),
    mode: 'exec',
    expect: [],
    onError: 'continue',
  })),
});
const result = (device: string, ...statuses: string[]) => ({
  device,
  commands: statuses.map((status, index) => ({
    index,
    command: `c${String(index + 1)}`,
    status,
    ...(status === 'rejected'
      ? { error: { code: 'x', message: `${device} answered "c${String(index + 1)}" with: % Invalid` } }
      : {}),
  })),
});

describe('lineVerdicts', () => {
  it('gathers what devices said about a line, and which lines all took', () => {
    const record = {
      plan: { devices: [planned('a'), planned('b')] },
      results: [result('a', 'ok', 'rejected', 'ok'), result('b', 'ok', 'rejected', 'skipped')],
    } as unknown as RunRecord;
    const { rejected, accepted } = lineVerdicts(record);
    assert.deepEqual(rejected, [{ at: at(2), words: [{ text: '% Invalid', devices: ['a', 'b'] }] }]);
    assert.deepEqual([...accepted], ['a.cmds:1', 'a.cmds:3']);
  });

  it('a line that one device took and another refused is refused', () => {
    const record = {
      plan: { devices: [planned('a'), planned('b')] },
      results: [result('a', 'rejected'), result('b', 'ok')],
    } as unknown as RunRecord;
    const { rejected, accepted } = lineVerdicts(record);
    assert.equal(rejected.length, 1);
    assert.equal(accepted.size, 0);
  });
});
