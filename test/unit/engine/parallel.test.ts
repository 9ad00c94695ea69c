import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceResult, RunEvent } from '../../../src/api/run.ts';
import { resumePlan } from '../../../src/engine/planning/resumePlan.ts';
import { RecordBuilder } from '../../../src/store/recordBuilder.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeCommand, makeDevice, makePlan } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** The most commands of a device that were being answered at the same time, by its events. */
function mostAtOnce(events: readonly RunEvent[]): number {
  let now = 0;
  let most = 0;
  for (const { type } of events) {
    if (type === 'command-started') most = Math.max(most, (now += 1));
    if (type === 'command-finished') now -= 1;
  }
  return most;
}

describe('lines of one device at the same time', () => {
  const folder = temporaryFolder();
  const inBlock = (texts: readonly string[], more = {}) =>
    texts.map((text) => makeCommand(text, { block: 'Look', parallel: 16, ...more }));
  const planFor = (platform: string, commands: ReturnType<typeof makeCommand>[]) =>
    makePlan([makeDevice('r1', { platform })], commands);

  async function run(
    platform: string,
    commands: ReturnType<typeof makeCommand>[],
  ): Promise<{ result: DeviceResult; events: RunEvent[]; executor: TestExecutor; id: string }> {
    const executor = new TestExecutor();
    const id = await executor.run(planFor(platform, commands), makeOptions(folder()));
    const [result] = (await new RunStore(folder()).read(id)).results;
    assert.ok(result);
    assert.equal(executor.sessions.counts.open, 0, 'nothing stays open');
    return { result, events: executor.events(id), executor, id };
  }

  const texts = (result: DeviceResult): string[] => result.commands.map(({ command }) => command);
  const statuses = (result: DeviceResult): string[] => result.commands.map(({ status }) => status);

  it('keep the order of the plan in the results, each with its own output', async () => {
    // the first one can only end when the last one was sent: one after another would never end
    const lines = ['wait for c', 'a', 'b', 'c'];
    const { result, events, executor, id } = await run('bears-3', [
      makeCommand('before'),
      ...inBlock(lines),
      makeCommand('after'),
    ]);
    assert.deepEqual(texts(result), ['before', ...lines, 'after']);
    assert.deepEqual(new Set(statuses(result)), new Set(['ok']));
    assert.deepEqual(
      result.commands.map(({ index }) => index),
      [0, 1, 2, 3, 4, 5],
    );
    for (const { file, command } of result.commands) {
      assert.equal(await readFile(join(folder(), id, file ?? ''), 'utf8'), `r1: ${command}\n`);
    }
    const finished = events.flatMap((event) =>
      event.type === 'command-finished' ? event.result.command : [],
    );
    assert.equal(finished[0], 'before');
    assert.equal(finished.at(-1), 'after');
    assert.ok(finished.indexOf('c') > finished.indexOf('a'));
    assert.equal(executor.sessions.counts.sent[0], 'r1: before');
    assert.equal(executor.sessions.counts.sent.at(-1), 'r1: after');
  });

  it('are no more than the limits of the run leave room for, and nothing waits for that', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => `show ${String(index)}`);
    for (const [more, most] of [
      [{ concurrency: 2 }, 2],
      [{ concurrencyPerSite: 3 }, 3],
      [{ concurrencyPerJumpHost: 1 }, 1],
    ] as const) {
      const executor = new TestExecutor();
      const device = makeDevice('r1', { platform: 'bears-8', site: 'ams', jumpHost: 'gate' });
      const id = await executor.run(makePlan([device], inBlock(lines)), makeOptions(folder(), more));
      const [result] = (await new RunStore(folder()).read(id)).results;
      assert.equal(result?.status, 'ok');
      assert.equal(result.notes, undefined);
      assert.equal(executor.sessions.counts.mostOpen, most, JSON.stringify(more));
      assert.equal(executor.sessions.counts.open, 0);
    }
  });

  it('are no more than the platform bears, the block asks for, or there are', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `show ${String(index)}`);
    for (const [platform, parallel, lines, most] of [
      ['bears-3', 16, many, 3],
      ['bears-8', 2, many, 2],
      ['bears-8', 16, ['wait for y', 'wait for x', 'x', 'y'], 4],
      ['bears-1', 16, many, 1],
      ['generic', 16, many, 1],
    ] as const) {
      const { result, events, executor } = await run(platform, inBlock(lines, { parallel }));
      assert.equal(result.status, 'ok');
      assert.ok(mostAtOnce(events) <= most, platform);
      assert.ok(executor.sessions.counts.mostOpen <= most, platform);
      if (most === 1) assert.equal(executor.sessions.counts.further, 0);
      else assert.ok(mostAtOnce(events) > 1, platform);
    }
  });

  it('go on with the sessions there are where another one cannot be had, asked for once and told of once', async () => {
    const block = inBlock(['a', 'b', 'c', 'd']);
    const other = inBlock(['e', 'f', 'g'], { block: 'More' });
    const { result, executor } = await run('bears-4-rejects', [...block, ...other]);
    assert.equal(result.status, 'ok');
    assert.deepEqual(texts(result), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    assert.equal(executor.sessions.counts.further, 1);
    assert.deepEqual(
      result.notes?.map(({ code }) => code),
      ['engine.fewer-sessions'],
    );
    assert.match(
      result.notes?.[0]?.message ?? '',
      /one session, another one could not be opened: r1: rejected/,
    );
  });

  it('do not wait for a session that comes too late, and do not ask for it again', async () => {
    const { result, executor } = await run('bears-4-hangs', [
      ...inBlock(['a', 'b', 'c']),
      ...inBlock(['d', 'e'], { block: 'More' }),
    ]);
    assert.deepEqual(new Set(statuses(result)), new Set(['ok']));
    assert.equal(executor.sessions.counts.further, 1);
    assert.equal(result.notes, undefined);
  });

  it('are not begun any more after one that stops its device; the others are kept', async () => {
    const lines = inBlock(['bad', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], { onError: 'stop' });
    const { result, executor } = await run('bears-2', [...lines, makeCommand('after')]);
    assert.equal(result.status, 'failed');
    const sent = executor.sessions.counts.sent.length;
    assert.ok(sent < 8);
    const ok = sent - 1;
    const expected = [
      'rejected',
      ...Array<string>(ok).fill('ok'),
      ...Array<string>(9 - sent).fill('skipped'),
    ];
    assert.deepEqual(statuses(result), expected);
    assert.deepEqual(texts(result).slice(-1), ['after']);
  });

  it('lose one line with its session, and the rest goes on over the others', async () => {
    const lines = ['wait for drop', 'drop', 'c', 'd'];
    const { result } = await run('bears-2', [...inBlock(lines), makeCommand('after')]);
    assert.deepEqual(statuses(result), ['ok', 'failed', 'ok', 'ok', 'ok']);
    assert.equal(result.status, 'failed');
  });

  it('end with the first session where that is lost: what follows the block is not sent', async () => {
    const { result } = await run('bears-2', [
      ...inBlock(['wait for b', 'b', 'c', 'drop']).reverse(),
      makeCommand('after'),
    ]);
    assert.equal(result.commands.at(-1)?.status, 'skipped');
    assert.equal(result.commands[0]?.status, 'failed');
    assert.equal(result.status, 'failed');
  });

  it('end with the first session also where a further one waits for a place that never comes', async () => {
    const executor = new TestExecutor();
    const lines = inBlock(['drop', 'show clock', 'show version']);
    const id = await executor.run(planFor('bears-2', lines), makeOptions(folder(), { concurrency: 1 }));
    const [result] = (await new RunStore(folder()).read(id)).results;
    assert.ok(result);
    assert.deepEqual(statuses(result), ['failed', 'skipped', 'skipped']);
  });

  it('say what became of them where the session had ended before the first of them', async () => {
    const executor = new TestExecutor();
    const device = makeDevice('r1', { platform: 'bears-2', host: 'gone' });
    const id = await executor.run(makePlan([device], inBlock(['a', 'b'])), makeOptions(folder()));
    const [result] = (await new RunStore(folder()).read(id)).results;
    assert.equal(result?.status, 'failed');
    assert.equal(result.error?.code, 'session.closed');
    assert.match(
      result.error.message,
      /^r1 ended the connection before the first line\. 2 lines were not sent\.$/,
    );
  });

  it('are all cancelled at once, also while a session is being opened', async () => {
    for (const [platform, running] of [
      ['bears-3', 3],
      ['bears-3-hangs', 1],
    ] as const) {
      const executor = new TestExecutor();
      const plan = planFor(platform, [
        makeCommand('before'),
        ...inBlock(['half', 'hang', 'half', 'd']),
        makeCommand('after'),
      ]);
      const id = await executor.started(executor.start(plan, makeOptions(folder())));
      await executor.event(id, (event) => event.type === 'command-started' && event.index === running);
      executor.executor.receive({ type: 'cancel', run: id, block: 'Look' });
      await executor.finished(id);
      const [result] = (await new RunStore(folder()).read(id)).results;
      assert.ok(result);
      assert.deepEqual(statuses(result), ['ok', ...Array<string>(5).fill('cancelled')]);
      assert.deepEqual(
        result.commands.map(({ sent }) => sent !== false),
        [true, ...Array.from({ length: 5 }, (_, index) => index < running)],
      );
      assert.equal(result.status, 'cancelled');
      assert.equal(executor.sessions.counts.open, 0);
    }
  });

  it('leave gaps where the executor dies, and only what is missing is sent again', () => {
    const plan = planFor('bears-3', inBlock(['a', 'b', 'c', 'd', 'e']));
    const head = { id: '2026-11-20T180321Z-7f3a', showrun: '1.2.3', startedAt: plan.createdAt, plan };
    const builder = new RecordBuilder(head);
    const base = { at: plan.createdAt, run: head.id, device: 'r1' };
    const result = { index: 1, command: 'b', status: 'ok', bytes: 0, durationMs: 0 } as const;
    for (const event of [
      { ...base, type: 'device-started', attempt: 1 },
      ...[0, 1, 2].map((index) => ({ ...base, type: 'command-started', index }) as const),
      { ...base, type: 'command-finished', result },
      { ...base, type: 'command-started', index: 3 },
    ] as const)
      builder.apply(event);
    const record = builder.record('interrupted', plan.createdAt);
    const [device] = record.results;
    assert.ok(device);
    assert.deepEqual(statuses(device), ['failed', 'ok', 'failed', 'failed', 'skipped']);
    const { plan: rest } = resumePlan({ record, now: new Date(plan.createdAt) });
    assert.deepEqual(rest.devices[0]?.continued, [0, 2, 3, 4]);
    assert.deepEqual(
      rest.devices[0].commands.map(({ text, parallel }) => [text, parallel]),
      ['a', 'c', 'd', 'e'].map((text) => [text, 16]),
    );
  });

  it('are not believed of lines that must have their device for themselves', async () => {
    for (const line of [
      'configure terminal',
      'terminal length 0',
      'exit',
      'cd /tmp',
      'x; cd /tmp',
      'sudo -i',
    ]) {
      const { result, executor } = await run('bears-4', inBlock(['a', line, 'c']));
      assert.equal(result.status, 'ok');
      assert.equal(executor.sessions.counts.further, 0, line);
    }
    for (const more of [{ mode: 'config' }, { expect: [{ pattern: 'x', answer: '' }] }]) {
      const { executor } = await run('bears-4', inBlock(['a', 'b'], more));
      assert.equal(executor.sessions.counts.further, 0, JSON.stringify(more));
    }
  });
});
