import assert from 'node:assert/strict';
import type { RunEvent } from '../../../src/api/run.ts';
import { LiveRun } from '../../../src/extension/run/liveRun.ts';
import { okCommand, okDevice, planOf } from './samplePlan.ts';

type Event = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'at' | 'run'> : never) : never;

const limits = { concurrency: 100, concurrencyPerSite: 50, concurrencyPerJumpHost: 25 };

function start(devices: readonly string[]): { live: LiveRun; apply(event: Event): string | undefined } {
  const live = new LiveRun('r', planOf(devices, ['show version', 'show clock']), limits);
  return { live, apply: (event) => live.apply({ at: '', run: 'r', ...event } as RunEvent) };
}

describe('LiveRun', () => {
  it('follows a device from waiting to done', () => {
    const { live, apply } = start(['a', 'b']);
    assert.equal(live.result('a')?.status, 'queued');
    assert.equal(apply({ type: 'device-started', device: 'a', attempt: 1 }), 'a');
    assert.equal(live.result('a')?.status, 'connecting');
    apply({ type: 'device-connected', device: 'a', prompt: 'a#' });
    apply({ type: 'command-started', device: 'a', index: 1 });
    assert.equal(live.runningCommand('a'), 'show clock');
    apply({ type: 'command-finished', device: 'a', result: okCommand('a', 1, 'show clock') });
    assert.equal(live.runningCommand('a'), undefined);
    assert.deepEqual(
      live.result('a')?.commands.map((command) => command.command),
      ['show clock'],
    );
    assert.deepEqual(live.counts(), { total: 2, done: 0, ok: 0, failed: 0, cancelled: 0, active: 1 });
    apply({ type: 'device-finished', device: 'a', result: okDevice('a', ['show version', 'show clock']) });
    assert.deepEqual(live.counts(), { total: 2, done: 1, ok: 1, failed: 0, cancelled: 0, active: 0 });
    assert.equal(live.result('a')?.status, 'ok');
  });

  it('knows of several commands that a device answers at the same time', () => {
    const { live, apply } = start(['a']);
    apply({ type: 'device-started', device: 'a', attempt: 1 });
    apply({ type: 'command-started', device: 'a', index: 0 });
    apply({ type: 'command-started', device: 'a', index: 1 });
    assert.equal(live.runningCommand('a'), 'show version (+1)');
    apply({ type: 'command-finished', device: 'a', result: okCommand('a', 1, 'show clock') });
    assert.equal(live.runningCommand('a'), 'show version');
    apply({ type: 'command-finished', device: 'a', result: okCommand('a', 0, 'show version') });
    assert.equal(live.runningCommand('a'), undefined);
    assert.deepEqual(
      live.result('a')?.commands.map(({ index }) => index),
      [0, 1],
    );
  });

  it('counts what was cancelled apart from what failed, also devices that never started', () => {
    const { live, apply } = start(['a', 'b']);
    apply({ type: 'device-finished', device: 'a', result: { ...okDevice('a', []), status: 'cancelled' } });
    apply({ type: 'device-finished', device: 'b', result: { ...okDevice('b', []), status: 'failed' } });
    assert.deepEqual(live.counts(), { total: 2, done: 2, ok: 0, failed: 1, cancelled: 1, active: 0 });
  });

  it('counts a device once, whatever is repeated', () => {
    const { live, apply } = start(['a']);
    apply({ type: 'device-started', device: 'a', attempt: 1 });
    apply({ type: 'device-started', device: 'a', attempt: 2 });
    apply({ type: 'device-finished', device: 'a', result: okDevice('a', []) });
    apply({ type: 'device-finished', device: 'a', result: okDevice('a', []) });
    assert.deepEqual(live.counts(), { total: 1, done: 1, ok: 1, failed: 0, cancelled: 0, active: 0 });
  });

  it('takes no notice of devices that are not in the plan', () => {
    const { live, apply } = start(['a']);
    assert.equal(apply({ type: 'device-started', device: 'x', attempt: 1 }), undefined);
    assert.equal(live.result('x'), undefined);
    assert.equal(live.counts().active, 0);
  });

  it('knows which sites and jump hosts wait', () => {
    const { live, apply } = start(['a']);
    const breaker = { type: 'breaker', scope: 'site', name: 'ams', waiting: 4 } as const;
    apply({ ...breaker, state: 'open', failed: ['b'], retryInMs: 15_000 });
    apply({ ...breaker, scope: 'jump-host', state: 'open' });
    assert.deepEqual(
      live.breakers().map(({ scope, name, state }) => [scope, name, state]),
      [
        ['site', 'ams', 'open'],
        ['jump-host', 'ams', 'open'],
      ],
    );
    apply({ ...breaker, state: 'half-open', probe: 'a' });
    assert.equal(live.breakers()[0]?.state, 'half-open');
    apply({ ...breaker, state: 'closed' });
    assert.deepEqual(
      live.breakers().map(({ scope }) => scope),
      ['jump-host'],
    );
  });

  it('knows the limits that hold now', () => {
    const { live, apply } = start(['a']);
    assert.equal(live.limits.concurrency, 100);
    apply({ type: 'limits-changed', limits: { ...limits, concurrency: 7 } });
    assert.deepEqual(live.limits, { ...limits, concurrency: 7 });
  });
});
