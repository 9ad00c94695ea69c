import assert from 'node:assert/strict';
import type { CommandResult, RunEvent } from '../../../src/api/run.ts';
import { LiveText } from '../../../src/extension/live/liveText.ts';
import { okCommand, okDevice } from './samplePlan.ts';

const stamp = { at: '2026-11-20T18:03:21.123Z', run: 'r' } as const;

function finished(device: string, result: CommandResult, tail: string): RunEvent {
  return { ...stamp, type: 'command-finished', device, result, tail };
}

describe('LiveText', () => {
  it('tells each result as it comes, with its output', () => {
    const live = new LiveText('Uplinks');
    const clock = { ...okCommand('a', 0, 'show clock'), bytes: 9, durationMs: 120 };
    assert.equal(live.apply(finished('a', clock, '18:03:21\n')), true);
    assert.equal(live.text(), '# Uplinks\n\n--- 18:03:21 a: show clock (ok, 9 B, 0.1 s)\n18:03:21\n\n');
  });

  it('says where only the end of an output is shown', () => {
    const live = new LiveText('Uplinks');
    live.apply(finished('a', { ...okCommand('a', 0, 'show tech'), bytes: 2_000_000 }, 'last line'));
    assert.match(live.text(), /… the end of 2\.0 MB; the whole output is in the Runs view\nlast line\n/);
  });

  it('gives the reason of what failed, and nothing where a device is fine', () => {
    const live = new LiveText('Uplinks');
    const ok: RunEvent = { ...stamp, type: 'device-finished', device: 'a', result: okDevice('a', []) };
    assert.equal(live.apply(ok), false);
    const error = { code: 'session.refused', message: 'b: refused the connection.' };
    live.apply({ ...ok, device: 'b', result: { ...okDevice('b', []), status: 'failed', error } });
    assert.match(live.text(), /b: failed: refused the connection\./);
  });

  it('leaves out the oldest results instead of growing without end', () => {
    const live = new LiveText('Uplinks');
    for (let index = 0; index < 1000; index++) {
      live.apply(finished('a', { ...okCommand('a', index, `show ${index}`), bytes: 2000 }, 'x'.repeat(2000)));
    }
    const text = live.text();
    assert.ok(text.length < 125_000);
    assert.ok(text.length > 50_000);
    assert.match(text, /^# Uplinks\n# The first \d+ entries are left out here\./);
    assert.match(text, /show 999 /);
    assert.doesNotMatch(text, /show 0 /);
  });
});
