import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/api/run.ts';
import type { EngineDependencies } from '../../../src/engine/client/createEngine.ts';
import type { ExecutorMessage } from '../../../src/engine/protocol.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { isRunning } from '../../helpers/processGone.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makeDevice, makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { entryPath, eventOf, testEngine } from './testEngine.ts';
import type { TestEngine } from './testEngine.ts';

const fakeExecutor = entryPath('fakeExecutor.ts');
type Answerer = Parameters<typeof testEngine>[1];
const decline: Answerer = () => ({ kind: 'credential', secrets: undefined });
describe('engine client and executor process', () => {
  const engines: TestEngine[] = [];
  const newEngine = (answer: Answerer = decline, more: Partial<EngineDependencies> = {}): TestEngine => {
    const made = testEngine(fakeExecutor, answer, more);
    engines.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(engines.splice(0).map(({ engine }) => engine.dispose()));
  });
  const folder = temporaryFolder();

  it('gives every event in order, from the first, and the same record as is on disk', async () => {
    const { engine } = newEngine();
    const plan = makePlan(
      Array.from({ length: 50 }, (_, index) => `dev-${String(index)}`),
      ['a', 'b', 'c'],
    );
    const run = await engine.start(plan, makeOptions(folder()));
    const events: RunEvent[] = [];
    run.onEvent((event) => events.push(event));
    const record = await run.finished;
    assert.equal(events.at(0)?.type, 'run-started');
    assert.equal(events.at(-1)?.type, 'run-finished');
    assert.equal(events.length, 2 + 50 * 9);
    assert.equal(record.status, 'ok');
    assert.equal(run.folder, join(folder(), run.id));
    assert.deepEqual(await new RunStore(folder()).read(run.id), record);
  });

  it('gives way to the programs that a person works with, where its host wants that', async () => {
    const priorities = await Promise.all(
      [false, true].map(async (background) => {
        const made = newEngine(decline, { background });
        const run = await made.engine.start(makePlan(['dev'], ['a']), makeOptions(folder()));
        const priority = getPriority(made.pid());
        assert.equal((await run.finished).status, 'ok');
        return priority;
      }),
    );
    assert.deepEqual(priorities, [
      getPriority(),
      Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL),
    ]);
  });

  it('hands over a plan of thousands of devices whole', async () => {
    const { engine } = newEngine();
    const plan = makePlan(
      Array.from({ length: 2001 }, (_, index) => `dev-${String(index)}`),
      ['silent'],
    );
    const run = await engine.start(plan, makeOptions(folder()));
    const record = await run.finished;
    assert.equal(record.totals.ok, 2001);
    assert.deepEqual((await new RunStore(folder()).read(run.id)).plan, plan);
  });

  it('keeps the process for the next run', async () => {
    const made = newEngine();
    await (
      await made.engine.start(makePlan(['a'], ['x']), makeOptions(folder()))
    ).finished;
    const first = made.pid();
    await (
      await made.engine.start(makePlan(['a'], ['x']), makeOptions(folder()))
    ).finished;
    assert.equal(made.pid(), first);
    assert.equal(made.log.filter((line) => line.includes('ready')).length, 1);
    await made.engine.dispose();
    assert.ok(!isRunning(first));
  });

  it('says so when the executor is killed, keeps every finished output, and starts a new one next time', async () => {
    const made = newEngine();
    const devices = [
      ...Array.from({ length: 20 }, (_, port) => makeDevice(`dev-${String(port)}`, { port })),
      makeDevice('stuck', { port: 99 }),
    ];
    const plan = makePlan(devices, ['show version', 'show clock']);
    const stuck = makePlan([makeDevice('stuck', { port: 99 })], ['show version', 'half']).devices;
    const run = await made.engine.start(
      { ...plan, devices: [...plan.devices.slice(0, -1), ...stuck] },
      makeOptions(folder()),
    );
    const events: RunEvent[] = [];
    run.onEvent((event) => events.push(event));
    let finished = 0;
    await eventOf(run, (event) => event.type === 'device-finished' && (finished += 1) === 20);
    process.kill(made.pid(), 'SIGKILL');
    const record = await run.finished;
    assert.equal(record.status, 'interrupted');
    assert.deepEqual(await new RunStore(folder()).read(run.id), record);
    assert.equal(record.totals.ok, 20);
    for (const result of record.results.slice(0, -1)) {
      for (const command of result.commands) {
        assert.equal(
          await readFile(join(run.folder, command.file ?? ''), 'utf8'),
          `${result.device}: ${command.command}\n`,
        );
      }
    }
    const last = record.results.at(-1);
    assert.equal(last?.status, 'interrupted');
    assert.deepEqual(
      last.commands.map((each) => each.status),
      ['ok', 'failed'],
    );
    const end = events.at(-1);
    assert.ok(end?.type === 'run-finished');
    assert.equal(end.error?.code, 'engine.executor-died');
    assert.match(end.error.message, /ended by SIGKILL|ended with code/); // Windows knows no signals
    const next = await made.engine.start(makePlan(['a'], ['x']), makeOptions(folder()));
    assert.equal((await next.finished).status, 'ok');
  });

  it('ends by itself and marks the run interrupted when the host goes away', async () => {
    const child = fork(fakeExecutor, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const started = new Promise<string>((resolve) => {
      child.on('message', (message) => {
        const said = message as ExecutorMessage;
        if (said.type === 'events' && said.events.some((event) => event.type === 'device-started'))
          resolve(said.run);
      });
    });
    const plan = makePlan([makeDevice('stuck', { host: 'hang' })], ['show version']);
    child.send({ type: 'start', request: 1, plan, options: makeOptions(folder()), pluginRoots: [] });
    const id = await started;
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0);
    const record = JSON.parse(await readFile(join(folder(), id, 'run.json'), 'utf8')) as { status: string };
    assert.equal(record.status, 'interrupted');
  });

  it('completes its folders even when it fails over a mistake of its own, and says so', async () => {
    const made = newEngine();
    const plan = makePlan([makeDevice('a', { host: 'explode' })], ['show version']);
    const run = await made.engine.start(plan, makeOptions(folder()));
    const end = eventOf(run, (event) => event.type === 'run-finished');
    const record = await run.finished;
    assert.equal(record.status, 'interrupted');
    assert.equal(record.results[0]?.error?.code, 'engine.executor-failed');
    assert.deepEqual(await new RunStore(folder()).read(run.id), record);
    const last = await end;
    assert.ok(last.type === 'run-finished' && last.error?.message.includes('a mistake'));
    assert.ok(made.log.some((line) => line.includes('a mistake') && line.includes('at ')));
  });

  it('tells the other listeners although one fails', async () => {
    const made = newEngine();
    const run = await made.engine.start(makePlan(['a'], ['x']), makeOptions(folder()));
    let heard = 0;
    run.onEvent(() => {
      throw new Error('bad listener');
    });
    run.onEvent(() => (heard += 1));
    await run.finished;
    assert.equal(heard, 7);
    assert.equal(made.log.filter((line) => line.includes('bad listener')).length, 7);
  });

  it('cancels what goes on when it is disposed of', async () => {
    const { engine } = newEngine();
    const run = await engine.start(
      makePlan([makeDevice('a', { host: 'hang' })], ['x']),
      makeOptions(folder()),
    );
    await engine.dispose();
    assert.equal((await run.finished).status, 'cancelled');
    await assert.rejects(engine.start(makePlan(['a'], ['x']), makeOptions(folder())), {
      code: 'engine.disposed',
    });
  });

  it('ends an executor that hangs and does not obey a cancel, and marks the run interrupted', async () => {
    const made = newEngine(decline, { cancelPatienceMs: 300 });
    const plan = makePlan(['quick', makeDevice('spin', { host: 'spin' })], ['x']);
    const run = await made.engine.start(plan, makeOptions(folder()));
    await eventOf(run, (event) => event.type === 'device-finished' && event.device === 'quick');
    // The fake hangs its process soon after the session was asked for; what it says until then counts as life.
    const nagging = setInterval(() => run.cancel(), 200);
    const record = await run.finished;
    clearInterval(nagging);
    assert.equal(record.status, 'interrupted');
    assert.equal(record.results.find(({ device }) => device === 'quick')?.status, 'ok');
    assert.ok(made.log.some((line) => line.includes('does not obey')));
  }).timeout(30_000);

  it('says where an executor hangs, ends it, and keeps what was written, without being asked', async () => {
    const made = testEngine(entryPath('watchedExecutor.ts'), decline, {});
    engines.push(made);
    const plan = makePlan(['quick', makeDevice('spin', { host: 'spin-later' })], ['x']);
    const run = await made.engine.start(plan, makeOptions(folder()));
    const end = eventOf(run, (event) => event.type === 'run-finished');
    const record = await run.finished;
    assert.equal(record.status, 'interrupted');
    assert.equal(record.results.find(({ device }) => device === 'quick')?.status, 'ok');
    assert.deepEqual(await new RunStore(folder()).read(run.id), record);
    const last = await end;
    assert.ok(last.type === 'run-finished');
    assert.match(last.error?.message ?? '', /watchdog: it is in .*spinForEver \(fakeSessions\.ts:\d+:\d+\)/);
    assert.ok(made.log.some((line) => /watchdog: .*busy with one thing for 0\.6 s/.test(line)));
    assert.ok(made.log.some((line) => line.includes('spinForEver')));
  }).timeout(30_000);

  it('ends an executor that was stopped by the system', async function () {
    if (process.platform === 'win32') this.skip();
    const made = newEngine(decline, { silenceLimitMs: 2_000 });
    const run = await made.engine.start(
      makePlan([makeDevice('a', { host: 'hang' })], ['x']),
      makeOptions(folder()),
    );
    await eventOf(run, (event) => event.type === 'device-started');
    process.kill(made.pid(), 'SIGSTOP');
    assert.equal((await run.finished).status, 'interrupted');
    assert.ok(made.log.some((line) => line.includes('has said nothing for 2 s')));
  }).timeout(30_000);

  it('carries questions and answers, takes a failing prompter for a refusal, and withdraws on cancel', async () => {
    const options = makeOptions(folder());
    const plan = makePlan([makeDevice('a', { host: 'ask' })], ['show version']);
    const good = newEngine(() => ({ kind: 'credential', secrets: { password: 'hunter2' } }));
    assert.equal((await (await good.engine.start(plan, options)).finished).status, 'ok');
    assert.deepEqual(good.questions, [{ kind: 'credential', device: 'a', credential: 'default' }]);
    const broken = newEngine(() => {
      throw new Error('no terminal');
    });
    const { results } = await (await broken.engine.start(plan, options)).finished;
    assert.equal(results[0]?.error?.code, 'session.auth-declined');
    assert.ok(broken.log.some((line) => line.includes('no terminal')));
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    let withdrawn = false;
    const waiting = newEngine((_question, signal) => {
      asked();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          withdrawn = true;
          reject(signal.reason as Error);
        });
      });
    });
    const run = await waiting.engine.start(plan, options);
    await isAsked;
    run.cancel();
    assert.equal((await run.finished).status, 'cancelled');
    assert.ok(withdrawn);
  });

  it('gives a record without the secrets that the plan had in its lines', async () => {
    const { engine } = newEngine(() => ({ kind: 'credential', secrets: { password: 'hunter2' } }));
    const plan = makePlan(
      [makeDevice('a', { host: 'ask' })],
      ['snmp-server community hunter2', 'show clock'],
      { title: 'snmp-server community hunter2; show clock', filter: 'note:hunter2' },
    );
    const run = await engine.start(plan, makeOptions(folder()));
    const record = await run.finished;
    assert.equal(record.status, 'ok');
    assert.doesNotMatch(JSON.stringify(record, undefined, 1), /.*hunter2.*/);
    assert.equal(record.plan.devices[0]?.commands[0]?.masked, true);
    assert.deepEqual(await new RunStore(folder()).read(run.id), record);
  });

  it('says why nothing was started', async () => {
    const { engine } = newEngine();
    await assert.rejects(engine.start(makePlan([], []), makeOptions(folder())), {
      code: 'engine.nothing-to-run',
    });
    const missing = newEngine(undefined, { executorPath: entryPath('missing.ts') });
    await assert.rejects(
      missing.engine.start(makePlan(['a'], ['x']), makeOptions(folder())),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'engine.executor-died');
        assert.match(error.message, /missing\.ts/);
        return true;
      },
    );
    const noNode = newEngine(undefined, { execPath: join(folder(), 'no-such-node') });
    await assert.rejects(noNode.engine.start(makePlan(['a'], ['x']), makeOptions(folder())), {
      code: 'engine.executor-died',
    });
  });

  it('gives the executor none of the variables that carry secrets', async () => {
    process.env.SHOWRUN_PASSWORD = 'hunter2';
    try {
      const made = newEngine();
      await (
        await made.engine.start(makePlan(['a'], ['x']), makeOptions(folder()))
      ).finished;
      if (process.platform !== 'linux') return;
      const environment = await readFile(`/proc/${String(made.pid())}/environ`, 'utf8');
      const line = await readFile(`/proc/${String(made.pid())}/cmdline`, 'utf8');
      assert.doesNotMatch(environment + line, /hunter2|SHOWRUN_/);
      assert.match(environment, /ELECTRON_RUN_AS_NODE=1/);
    } finally {
      delete process.env.SHOWRUN_PASSWORD;
    }
  });
});
