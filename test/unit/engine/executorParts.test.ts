import assert from 'node:assert/strict';
import type { RunEvent } from '../../../src/api/run.ts';
import { EventLog } from '../../../src/engine/executor/eventLog.ts';
import { KeyedLock } from '../../../src/engine/executor/limits/keyedLock.ts';
import { QuestionDesk } from '../../../src/engine/executor/questionDesk.ts';
import { previewOf } from '../../../src/engine/executor/previewOf.ts';
import { raceAbort } from '../../../src/engine/executor/raceAbort.ts';
import { SharedGuards } from '../../../src/engine/executor/sharedGuards.ts';
import { StartPacer } from '../../../src/engine/executor/limits/startPacer.ts';
import { executorEnvironment } from '../../../src/engine/client/executorEnvironment.ts';
import type { ExecutorMessage } from '../../../src/engine/protocol.ts';

const event = (device: string): RunEvent => ({
  at: '2026-11-20T18:03:21.000Z',
  run: 'r',
  type: 'device-started',
  device,
  attempt: 1,
});

describe('EventLog', () => {
  it('tells the host only what is in the journal already, in order, many at a time', async () => {
    const journal: RunEvent[] = [];
    const told: RunEvent[] = [];
    let batches = 0;
    const log = new EventLog({
      append: async (events) => {
        await new Promise((resolve) => setImmediate(resolve));
        journal.push(...events);
      },
      announce: (events) => {
        batches += 1;
        told.push(...events);
        assert.deepEqual(told, journal);
      },
      onFailure: (error) => {
        throw error;
      },
    });
    const events = Array.from({ length: 1050 }, (_, index) => event(`d-${String(index)}`));
    for (const each of events) log.push(each);
    await log.flush();
    assert.deepEqual(told, events);
    assert.equal(batches, 11);
  });

  it('reports a journal that fails once, and still tells the host', async () => {
    const told: RunEvent[] = [];
    let failures = 0;
    const log = new EventLog({
      append: () => Promise.reject(new Error('full')),
      announce: (events) => told.push(...events),
      onFailure: () => (failures += 1),
    });
    log.push(event('a'));
    await log.flush();
    log.push(event('b'));
    await log.flush();
    assert.equal(told.length, 2);
    assert.equal(failures, 1);
  });
});

describe('raceAbort', () => {
  it('gives the result, or the reason as soon as the signal is aborted', async () => {
    const control = new AbortController();
    assert.equal(await raceAbort(Promise.resolve(1), control.signal), 1);
    const never = raceAbort(new Promise(() => undefined), control.signal);
    control.abort(new Error('stop'));
    await assert.rejects(never, /stop/);
    await assert.rejects(raceAbort(Promise.resolve(1), control.signal), /stop/);
  });

  it('hands over what comes too late', async () => {
    const control = new AbortController();
    let finish: (value: string) => void = () => undefined;
    const work = new Promise<string>((resolve) => (finish = resolve));
    const late = new Promise<string>((resolve) => {
      void raceAbort(work, control.signal, resolve).catch(() => undefined);
    });
    control.abort(new Error('stop'));
    finish('opened');
    assert.equal(await late, 'opened');
  });

  it('gives a value one owner, whenever the abort comes', async () => {
    for (let steps = 0; steps < 8; steps++) {
      const control = new AbortController();
      const { promise: work, resolve: finish } = Promise.withResolvers<string>();
      const owners: string[] = [];
      const raced = raceAbort(work, control.signal, () => owners.push('late')).then(
        () => owners.push('caller'),
        () => undefined,
      );
      finish('opened');
      for (let step = 0; step < steps; step++) await Promise.resolve();
      control.abort(new Error('stop'));
      await raced;
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(owners.length, 1, `${String(steps)} steps later: ${owners.join(', ')}`);
    }
  });
});

describe('KeyedLock', () => {
  it('lets one at a time through for a key, in order, and all at once for different keys', async () => {
    const lock = new KeyedLock();
    const log: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      log.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} out`);
      if (name === 'a1') throw new Error('failed');
    };
    await Promise.allSettled([
      lock.hold('a', work('a1')),
      lock.hold('a', work('a2')),
      lock.hold('b', work('b1')),
    ]);
    assert.deepEqual(
      log.filter((line) => line.startsWith('a')),
      ['a1 in', 'a1 out', 'a2 in', 'a2 out'],
    );
    assert.ok(log.indexOf('b1 in') < log.indexOf('a2 in'));
  });
});

describe('StartPacer', () => {
  it('spaces starts evenly, and needs no clock where there is no limit', async () => {
    let now = 0;
    const waits: number[] = [];
    const clock = { now: () => assert.fail('not the wall clock'), monotonic: () => now };
    const pacer = new StartPacer(clock, {
      after: (ms, action) => {
        waits.push(ms);
        queueMicrotask(action);
        return () => undefined;
      },
    });
    const { signal } = new AbortController();
    await pacer.wait(undefined, signal);
    for (let turn = 0; turn < 4; turn += 1) await pacer.wait(10, signal);
    assert.deepEqual(waits, [100, 200, 300]);
    now = 1_000;
    await pacer.wait(10, signal);
    assert.equal(waits.length, 3);
  });

  it('stops waiting when it is told to', async () => {
    let takenBack = 0;
    const clock = { now: () => 0, monotonic: () => 0 };
    const pacer = new StartPacer(clock, { after: () => () => (takenBack += 1) });
    const control = new AbortController();
    await pacer.wait(1, control.signal);
    const waiting = pacer.wait(1, control.signal);
    control.abort(new Error('stop'));
    await assert.rejects(waiting, /stop/);
    assert.equal(takenBack, 1);
  });
});

describe('QuestionDesk', () => {
  const credential = (device: string) => ({ kind: 'credential', device, credential: 'default' }) as const;

  it('asks each one-time code on its own, and a credential once for everybody, also when it was declined', async () => {
    const said: ExecutorMessage[] = [];
    const desk = new QuestionDesk((message) => said.push(message));
    const prompter = desk.prompterFor(() => 'run');
    const { signal } = new AbortController();
    const answers = [prompter.ask(credential('a'), signal), prompter.ask(credential('b'), signal)];
    desk.answer(1, { kind: 'credential', secrets: undefined });
    assert.deepEqual(await Promise.all(answers), Array(2).fill({ kind: 'credential', secrets: undefined }));
    await prompter.ask(credential('c'), signal);
    assert.equal(said.length, 1);
    const codes = ['a', 'b'].map((device) =>
      prompter.ask({ kind: 'prompt', device, text: 'Code:', echo: false }, signal),
    );
    desk.answer(3, { kind: 'prompt', text: '2' });
    desk.answer(2, { kind: 'prompt', text: '1' });
    desk.answer(99, { kind: 'prompt', text: 'nobody asked' });
    assert.deepEqual(await Promise.all(codes), [
      { kind: 'prompt', text: '1' },
      { kind: 'prompt', text: '2' },
    ]);
  });

  it('withdraws a question when the last one who waits for it is gone', async () => {
    const said: ExecutorMessage[] = [];
    const desk = new QuestionDesk((message) => said.push(message));
    const prompter = desk.prompterFor(() => 'run');
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [
      prompter.ask(credential('a'), first.signal),
      prompter.ask(credential('b'), second.signal),
    ];
    first.abort(new Error('stop'));
    await assert.rejects(waiting[0] as Promise<unknown>, /stop/);
    assert.equal(said.length, 1);
    second.abort(new Error('stop'));
    await assert.rejects(waiting[1] as Promise<unknown>, /stop/);
    assert.deepEqual(said.at(-1), { type: 'withdraw', id: 1 });
  });
});

describe('SharedGuards', () => {
  it('shares a guard while runs go on, and starts anew afterwards', () => {
    const guards = new SharedGuards();
    const first = guards.join(3);
    const second = guards.join(3);
    assert.equal(second.guard, first.guard);
    first.leave();
    const third = guards.join(3);
    assert.equal(third.guard, first.guard);
    second.leave();
    third.leave();
    assert.notEqual(guards.join(3).guard, first.guard);
  });

  it('holds to the smallest limit of the runs that go on, and counts for all of them', async () => {
    const guards = new SharedGuards();
    const bold = guards.join(5);
    const careful = guards.join(2);
    const { signal } = new AbortController();
    (await bold.guard.enter('default', 'a', signal)).rejected();
    (await careful.guard.enter('default', 'b', signal)).rejected();
    await assert.rejects(bold.guard.enter('default', 'c', signal), { code: 'session.credential-stopped' });
    careful.leave();
    (await bold.guard.enter('default', 'd', signal)).unused();
  });
});

describe('executorEnvironment', () => {
  it('keeps what SSH needs and drops secrets and what would change the child', () => {
    const environment = executorEnvironment({
      PATH: '/bin',
      SSH_AUTH_SOCK: '/agent',
      SHOWRUN_PASSWORD: 'x',
      showrun_enable_secret: 'x',
      NODE_OPTIONS: '--inspect',
    });
    assert.deepEqual(environment, { PATH: '/bin', SSH_AUTH_SOCK: '/agent', ELECTRON_RUN_AS_NODE: '1' });
  });
});

describe('previewOf', () => {
  const secret = 'hunter2-and-more';
  const redact = (text: string): string => text.replaceAll(secret, '****');

  it('gives a short output as it is, masked', () => {
    assert.equal(previewOf(`a\n${secret}\n`, false, redact), 'a\n****\n');
    assert.equal(previewOf('', false, redact), '');
  });

  it('never shows a part of a secret, wherever the cut falls', () => {
    const line = `password ${secret} end\n`;
    const output = line.repeat(400);
    for (let cut = 4000; cut > 4000 - 2 * line.length; cut -= 1) {
      const preview = previewOf(output.slice(-cut), true, redact);
      assert.ok(preview.length <= 2000 && preview.length > 1900);
      assert.equal(preview.replaceAll('password **** end\n', ''), '');
    }
  });

  it('leaves out the end of a line that is too long to be seen whole', () => {
    assert.equal(previewOf('x'.repeat(4000), true, redact), '');
    assert.equal(previewOf('x'.repeat(3000), false, redact), '');
  });
});
