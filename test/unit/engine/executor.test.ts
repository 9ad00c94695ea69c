import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/api/run.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeCommand, makeDevice, makePlan } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const names = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `dev-${String(index)}`);

describe('executor', () => {
  const folder = temporaryFolder();

  it('runs every command on every device and puts every output in its own file', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(names(20), ['show version', 'show clock', 'show users']);
    const id = await executor.run(plan, makeOptions(folder()));
    const record = await new RunStore(folder()).read(id);
    assert.equal(record.status, 'ok');
    assert.deepEqual(
      { ...record.totals, bytes: 0 },
      { devices: 20, ok: 20, failed: 0, cancelled: 0, refused: 0, commands: 60, bytes: 0 },
    );
    for (const result of record.results) {
      for (const command of result.commands) {
        const text = await readFile(join(folder(), id, command.file ?? ''), 'utf8');
        assert.equal(text, `${result.device}: ${command.command}\n`);
        assert.equal(command.bytes, Buffer.byteLength(text));
      }
    }
    assert.deepEqual((await readdir(join(folder(), id, 'dev-3'))).sort(), [
      '01-show-version.txt',
      '02-show-clock.txt',
      '03-show-users.txt',
    ]);
    assert.equal(executor.sessions.counts.open, 0);
  });

  it('cuts an output without end, keeps what came before, and leaves the others alone', async () => {
    const executor = new TestExecutor();
    const options = { ...makeOptions(folder()), maxOutputBytes: 50_000 };
    const id = await executor.run(makePlan(['dev-1'], ['big 100', 'show clock']), options);
    const [big, clock] = (await new RunStore(folder()).read(id)).results[0]?.commands ?? [];
    assert.equal(big?.status, 'failed');
    assert.equal(big.error?.code, 'engine.output-limit');
    assert.ok(big.bytes >= 50_000 && big.bytes < 52_000);
    assert.equal((await readFile(join(folder(), id, big.file ?? ''))).length, big.bytes);
    assert.equal(clock?.status, 'ok');
  });

  it('puts what was kept apart from an output beside it', async () => {
    const executor = new TestExecutor();
    const id = await executor.run(makePlan(['dev-1'], ['noisy', 'show clock']), makeOptions(folder()));
    const [noisy, clock] = (await new RunStore(folder()).read(id)).results[0]?.commands ?? [];
    assert.equal(noisy?.status, 'ok');
    assert.deepEqual(noisy.messages, { file: 'dev-1/01-noisy.messages.txt', bytes: 43, count: 3 });
    assert.equal(
      await readFile(join(folder(), id, noisy.messages.file), 'utf8'),
      'first message\nsecond message\nthird message\n',
    );
    assert.equal(await readFile(join(folder(), id, noisy.file ?? ''), 'utf8'), 'dev-1: noisy\n');
    assert.equal(clock?.messages, undefined);
    assert.deepEqual((await readdir(join(folder(), id, 'dev-1'))).sort(), [
      '01-noisy.messages.txt',
      '01-noisy.txt',
      '02-show-clock.txt',
    ]);
  });

  it('puts what has come behind the last command of a device beside that command, and beside no other', async () => {
    const executor = new TestExecutor();
    const lines = ['then a message', 'noisy', 'then a message'];
    const id = await executor.run(makePlan(['dev-1'], lines), makeOptions(folder()));
    const results = (await new RunStore(folder()).read(id)).results[0]?.commands ?? [];
    assert.deepEqual(
      results.map(({ status, messages }) => [status, messages?.count]),
      [
        ['ok', undefined],
        ['ok', 3],
        ['ok', 1],
      ],
    );
    const { file } = results[2]?.messages ?? { file: '' };
    assert.equal(await readFile(join(folder(), id, file), 'utf8'), 'late message\n');
  });

  it('ends a command whose messages would fill the disk, with what came before', async () => {
    const executor = new TestExecutor();
    const options = { ...makeOptions(folder()), maxOutputBytes: 50_000 };
    const id = await executor.run(makePlan(['dev-1'], ['storm']), options);
    const [storm] = (await new RunStore(folder()).read(id)).results[0]?.commands ?? [];
    assert.equal(storm?.status, 'failed');
    assert.equal(storm.error?.code, 'engine.output-limit');
    assert.ok((storm.messages?.bytes ?? 0) >= 50_000 && (storm.messages?.bytes ?? 0) < 52_000);
    assert.equal(storm.file, 'dev-1/01-storm.txt');
  });

  it('tells the host the events of each device in order, and has them in the journal without the previews', async () => {
    const executor = new TestExecutor();
    const id = await executor.run(makePlan(names(3), ['show version']), makeOptions(folder()));
    const told = executor.events(id);
    assert.deepEqual(
      told.filter((event) => 'device' in event && event.device === 'dev-1').map((event) => event.type),
      ['device-started', 'device-connected', 'command-started', 'command-finished', 'device-finished'],
    );
    assert.equal(told.at(0)?.type, 'run-started');
    assert.equal(told.at(-1)?.type, 'run-finished');
    const journal = await readFile(join(folder(), id, 'journal.ndjson'), 'utf8');
    const lines = journal
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    const withoutTails = told.map((event) => {
      if (event.type !== 'command-finished') return event;
      assert.equal(event.tail, `${event.device}: show version\n`);
      const { tail: _tail, ...rest } = event;
      return rest;
    });
    assert.deepEqual(lines, withoutTails);
  });

  it('keeps to the concurrency, also for two runs together', async () => {
    const executor = new TestExecutor();
    const options = makeOptions(folder(), { concurrency: 4 });
    const first = executor.run(makePlan(names(30), ['a', 'b']), options);
    const second = executor.run(
      makePlan(
        names(30).map((name, index) => makeDevice(name, { port: 5000 + index })),
        ['c'],
      ),
      options,
    );
    await Promise.all([first, second]);
    assert.equal(executor.sessions.counts.mostOpen, 4);
    assert.equal(executor.sessions.counts.opened, 60);
  });

  it('never has two sessions on one device at the same time', async () => {
    const executor = new TestExecutor();
    const plan = makePlan([makeDevice('one'), makeDevice('other-name-of-one')], ['a', 'b']);
    await Promise.all([executor.run(plan, makeOptions(folder())), executor.run(plan, makeOptions(folder()))]);
    assert.equal(executor.sessions.counts.mostOpen, 1);
    assert.equal(executor.sessions.counts.opened, 4);
  });

  it('tries again what may pass, and counts the attempts', async () => {
    const executor = new TestExecutor();
    const plan = makePlan([makeDevice('shy', { host: 'refuse-2' })], ['show version']);
    const id = await executor.run(plan, makeOptions(folder(), { retries: 2 }));
    const [result] = (await new RunStore(folder()).read(id)).results;
    assert.equal(result?.status, 'ok');
    assert.equal(result.attempts, 3);
    const retries = executor.events(id).filter((event) => event.type === 'device-retry');
    assert.deepEqual(
      retries.map((event) => event.error.code),
      ['session.refused', 'session.refused'],
    );
  });

  it('gives up after the retries, and never tries a rejected login again', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(
      [makeDevice('down', { host: 'refuse', port: 1 }), makeDevice('locked', { host: 'reject', port: 2 })],
      ['show version'],
    );
    const id = await executor.run(plan, makeOptions(folder(), { retries: 3 }));
    const { results, status, totals } = await new RunStore(folder()).read(id);
    assert.deepEqual(
      results.map((each) => [each.status, each.attempts, each.error?.code, each.commands[0]?.status]),
      [
        ['failed', 4, 'session.refused', 'skipped'],
        ['failed', 1, 'session.auth-rejected', 'skipped'],
      ],
    );
    assert.equal(status, 'failed');
    assert.equal(totals.failed, 2);
    assert.deepEqual((await readdir(join(folder(), id))).sort(), ['journal.ndjson', 'run.json']);
  });

  it('goes on after a refused command unless the template says stop, and stops when the session is lost', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(['a'], ['bad', 'show clock', 'drop', 'show users']);
    const stopping = makePlan(['a'], [makeCommand('bad', { onError: 'stop' }), 'show clock']);
    const first = await executor.run(plan, makeOptions(folder()));
    const second = await executor.run(stopping, makeOptions(folder()));
    const statuses = async (id: string): Promise<string[]> => {
      const { results } = await new RunStore(folder()).read(id);
      return results.flatMap((result) => result.commands.map((command) => command.status));
    };
    assert.deepEqual(await statuses(first), ['rejected', 'ok', 'failed', 'skipped']);
    assert.deepEqual(await statuses(second), ['rejected', 'skipped']);
    assert.equal(await readFile(join(folder(), first, 'a', '03-drop.txt'), 'utf8'), 'a: drop\n');
  });

  it('says that a jump host was lost between two lines, and not that the device ended the connection', async () => {
    const lines = ['then the jump host is lost', 'show clock', 'show version'];
    const id = await new TestExecutor().run(makePlan(['dev-1'], lines), makeOptions(folder()));
    const [result] = (await new RunStore(folder()).read(id)).results;
    assert.deepEqual(
      result?.commands.map(({ status }) => status),
      ['ok', 'skipped', 'skipped'],
    );
    assert.equal(result?.error?.code, 'session.jump-host-lost');
    assert.equal(
      result?.error?.message,
      'dev-1: the connection to jump host j was lost. 2 lines were not sent.',
    );
  });

  it('leaves no file for a silent command, and lists refused devices with their reasons', async () => {
    const executor = new TestExecutor();
    const refused = [
      { device: 'old', reasons: [{ code: 'plan.no-platform', message: 'Unknown platform.' }] },
    ];
    const id = await executor.run(makePlan(['a'], ['silent'], { refused }), makeOptions(folder()));
    const { results, totals, status } = await new RunStore(folder()).read(id);
    assert.equal(results[0]?.commands[0]?.file, undefined);
    assert.deepEqual(results[1], {
      device: 'old',
      folder: 'old',
      status: 'refused',
      attempts: 0,
      durationMs: 0,
      error: { code: 'plan.no-platform', message: 'Unknown platform.' },
      commands: [],
    });
    assert.equal(totals.refused, 1);
    assert.equal(totals.devices, 2);
    assert.equal(status, 'failed');
    assert.deepEqual((await readdir(join(folder(), id))).sort(), ['journal.ndjson', 'run.json']);
  });

  it('asks for a credential once for all devices, and forgets it with the run', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(
      names(10).map((name, port) => makeDevice(name, { host: 'ask', port })),
      ['show version'],
    );
    for (const turn of [0, 1]) {
      const id = await executor.started(executor.start(plan, makeOptions(folder())));
      const { id: question } = await executor.until('question', (message) => message.run === id);
      executor.executor.receive({
        type: 'answer',
        question,
        answer: { kind: 'credential', secrets: { password: 'hunter2' } },
      });
      assert.equal((await executor.finished(id)).status, 'ok');
      assert.equal(executor.said.filter((message) => message.type === 'question').length, turn + 1);
    }
  });

  it('writes no secret that was answered into journal, record or events', async () => {
    const executor = new TestExecutor();
    const plan = makePlan([makeDevice('a', { host: 'ask' })], ['show hunter2 please']);
    const id = await executor.started(executor.start(plan, makeOptions(folder())));
    const { id: question } = await executor.until('question');
    executor.executor.receive({
      type: 'answer',
      question,
      answer: { kind: 'credential', secrets: { password: 'hunter2' } },
    });
    await executor.finished(id);
    assert.doesNotMatch(JSON.stringify(executor.events(id)), /hunter2/);
    assert.doesNotMatch(await readFile(join(folder(), id, 'journal.ndjson'), 'utf8'), /hunter2/);
    assert.deepEqual(await readdir(join(folder(), id, 'a')), ['01-show-please.txt']);
    assert.doesNotMatch(await readFile(join(folder(), id, 'run.json'), 'utf8'), /hunter2/);
    const { plan: stored } = await new RunStore(folder()).read(id);
    const again = executor.start(stored, makeOptions(folder()));
    const { error } = await executor.until('not-started', (message) => message.request === again);
    assert.equal(error.code, 'engine.masked-plan');
  });

  it('refuses held commands, a device that is there twice, and lines that are two', async () => {
    const executor = new TestExecutor();
    const held = [{ device: 'a', index: 0, text: 'reload', reason: 'reloads the device' }];
    const refusals = [
      [makePlan(['a'], ['reload'], { held }), 'engine.held-commands'],
      [makePlan(['a'], [makeCommand('clear counters', { confirm: true })]), 'engine.held-commands'],
      [makePlan(['a', 'a'], ['show version']), 'engine.invalid-plan'],
      [makePlan(['a'], ['show version\nreload']), 'engine.invalid-plan'],
      [makePlan([], ['show version']), 'engine.nothing-to-run'],
    ] as const;
    for (const [plan, code] of refusals) {
      const request = executor.start(plan, makeOptions(folder()));
      const { error } = await executor.until('not-started', (message) => message.request === request);
      assert.equal(error.code, code);
    }
    assert.deepEqual(await readdir(folder()), []);
    assert.equal(executor.sessions.counts.opened, 0);
    const id = await executor.run(
      makePlan(['a'], ['reload'], { held }),
      makeOptions(folder(), { heldConfirmed: true }),
    );
    assert.equal((await new RunStore(folder()).read(id)).status, 'ok');
  });
});
