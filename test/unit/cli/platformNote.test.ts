import assert from 'node:assert/strict';
import type { DeviceResult, RunRecord } from '../../../src/api/run.ts';
import { PlainReporter } from '../../../src/cli/run/plainReporter.ts';
import { printRunTable } from '../../../src/cli/run/printRun.ts';
import { fakeIo, fakeStream } from './fakeIo.ts';

const result = (device: string, more: Partial<DeviceResult> = {}): DeviceResult => ({
  device,
  folder: device,
  status: 'ok',
  attempts: 1,
  durationMs: 1_000,
  commands: [{ index: 0, command: 'show version', status: 'ok', bytes: 1, durationMs: 1 }],
  ...more,
});
const refusal = { code: 'run.found-held', message: 'r-3 was not sent anything.' };
const results = [
  result('r-1'),
  result('r-2', { platform: 'arista_eos' }),
  result('r-3', { platform: 'cisco_ios', status: 'failed', error: refusal }),
];

describe('the platform that was found out', () => {
  it('stands in the table, beside why a device failed', () => {
    const io = fakeIo();
    printRunTable(io, { results } as unknown as RunRecord);
    const [, known, found, failed] = io.out().split('\n');
    assert.doesNotMatch(known ?? '', /found/);
    assert.match(found ?? '', /^r-2 .*\(found to be arista_eos\)$/);
    assert.match(failed ?? '', /^r-3 .*\[run\.found-held\] \(found to be cisco_ios\)$/);
  });

  it('stands beside the code alone where a terminal has shown before why a device failed', () => {
    const io = fakeIo();
    printRunTable(io, { results } as unknown as RunRecord, true);
    const [, known, found, failed] = io.out().split('\n');
    assert.match(known ?? '', /^r-1 .*1\.0 s$/);
    assert.match(found ?? '', /\(found to be arista_eos\)$/);
    assert.match(failed ?? '', /1\.0 s {2}\[run\.found-held\] \(found to be cisco_ios\)$/);
  });

  it('stands in the line of a device that is done', () => {
    let err = '';
    const reporter = new PlainReporter(fakeStream((text) => (err += text)));
    for (const one of results) {
      reporter.onEvent({
        type: 'device-finished',
        run: 'r',
        at: '2026-11-20T18:03:21.000Z',
        device: one.device,
        result: one,
      });
    }
    const [known, found, failed] = err.split('\n');
    assert.match(known ?? '', /^ok +r-1: 1 of 1 commands, 1(?:\.0)? s$/);
    assert.match(found ?? '', /^ok +r-2: 1 of 1 commands, 1(?:\.0)? s \(found to be arista_eos\)$/);
    assert.match(failed ?? '', /^failed +r-3: .*s \(found to be cisco_ios\)\. r-3 was not sent anything\.$/);
  });
});
