import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../../src/api/run.ts';
import type { Question } from '../../../src/api/question.ts';
import type { ExecutorMessage } from '../../../src/engine/protocol.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { builtInPlugins } from '../engine/labFixture.ts';
import { entryPath, eventOf } from '../engine/testEngine.ts';
import { othersUnharmed } from './checkOutputs.ts';
import { record as recordRow } from './faultTable.ts';
import { leftBehind } from './processState.ts';
import { eventsOf, RunFixture } from './runFixture.ts';

const isOk = (device: string): boolean => device.startsWith('ok-');
const errorOf = (record: RunRecord, device: string): { code?: string; message?: string } =>
  record.results.find((result) => result.device === device)?.error ?? {};

describe('faults of the processes', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const fixture = new RunFixture(folder);
  afterEach(() => fixture.close());

  it('executor killed: what was answered is kept, the next run has a new one', async () => {
    const lab = await fixture.faultyLab(10, { stuck: 'hang-in-output' });
    const made = await fixture.rested(lab);
    const run = await made.engine.start(fixture.plan(lab), fixture.options());
    const end = eventOf(run, (event) => event.type === 'run-finished');
    await eventsOf(run, 10, (event) => event.type === 'device-finished');
    process.kill(made.pid(), 'SIGKILL');
    const record = await run.finished;
    assert.equal(record.status, 'interrupted');
    const others = await othersUnharmed(run.folder, record, isOk);
    assert.deepEqual(await new RunStore(join(folder(), 'runs')).read(run.id), record);
    const last = await end;
    assert.ok(last.type === 'run-finished' && last.error !== undefined);
    assert.equal(last.error.code, 'engine.executor-died');
    assert.equal(await leftBehind(undefined, [lab]), 'nothing');
    const next = await made.engine.start(
      fixture.plan(lab, ({ name }) => isOk(name)),
      fixture.options(),
    );
    assert.equal(await othersUnharmed(next.folder, await next.finished, isOk), others);
    const left = await leftBehind({ ...made.executor, pid: made.pid() }, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'executor killed',
      made: 'SIGKILL in an output',
      status: `run: ${record.status}`,
      code: last.error.code,
      message: last.error.message,
      others,
      left,
    });
  });

  it('editor closed: the executor completes the folder and ends', async () => {
    const lab = await fixture.faultyLab(10, { stuck: 'hang-in-output' });
    const child = fork(entryPath('../../../src/engine/executor/main.ts'), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const done = new Promise<string>((resolve) => {
      let finished = 0;
      child.on('message', (message) => {
        const said = message as ExecutorMessage;
        if (said.type === 'question')
          child.send({ type: 'answer', question: said.id, answer: answer(said.question) });
        if (said.type !== 'events') return;
        finished += said.events.filter((event) => event.type === 'device-finished').length;
        if (finished === 10) resolve(said.run);
      });
    });
    child.send({
      type: 'start',
      request: 1,
      plan: fixture.plan(lab),
      options: fixture.options(),
      pluginRoots: [builtInPlugins],
    });
    const id = await done;
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0);
    const record = JSON.parse(await readFile(join(folder(), 'runs', id, 'run.json'), 'utf8')) as RunRecord;
    assert.equal(record.status, 'interrupted');
    const others = await othersUnharmed(join(folder(), 'runs', id), record, isOk);
    const left = await leftBehind(undefined, [lab]);
    assert.equal(left, 'nothing');
    const error = errorOf(record, 'stuck');
    assert.equal(error.code, 'engine.interrupted');
    recordRow({
      fault: 'editor closed during a run',
      made: 'the channel to the executor ends',
      status: `run: ${record.status}`,
      ...error,
      others,
      left,
    });
  });

  it('two editors on one workspace: neither takes anything from the other', async () => {
    const lab = await fixture.faultyLab(10, { stuck: 'hang-in-output' });
    const [first, second] = [await fixture.rested(lab), fixture.engine()];
    const healthy = fixture.plan(lab, ({ name }) => isOk(name));
    const long = await first.engine.start(fixture.plan(lab), fixture.options());
    const onlyStuck = eventsOf(long, 10, (event) => event.type === 'device-finished');
    const short = await Promise.all(
      [second, first, second].map(({ engine }) => engine.start(healthy, fixture.options())),
    );
    const runs = [long, ...short];
    assert.equal(new Set(runs.map(({ id }) => id)).size, 4);
    let others = '';
    for (const run of short) others = await othersUnharmed(run.folder, await run.finished, isOk);
    await onlyStuck;
    const store = new RunStore(join(folder(), 'runs'));
    const statuses = async (): Promise<string[]> => (await store.list()).map(({ status }) => status).sort();
    assert.deepEqual(await statuses(), ['ok', 'ok', 'ok', 'running'], 'the other one sees what goes on');
    process.kill(second.pid(), 'SIGKILL');
    long.cancel('stuck');
    const record = await long.finished;
    assert.equal(record.status, 'cancelled');
    assert.equal(await othersUnharmed(long.folder, record, isOk), others);
    assert.deepEqual(await statuses(), ['cancelled', 'ok', 'ok', 'ok']);
    const keys = (await readFile(join(folder(), 'known_hosts'), 'utf8')).trim().split('\n');
    for (const key of keys) assert.match(key, /^\[127\.0\.0\.1\]:\d+ ssh-ed25519 [\w+/=]+$/);
    assert.equal(new Set(keys.map((key) => key.split(' ')[0])).size, 11, 'every key was remembered');
    const left = await leftBehind(first.executor, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'two editors on one workspace',
      made: 'two executors, four runs in one folder, one executor killed',
      status: 'run: ok',
      others: `of each run: ${others}`,
      left,
    });
  });
});

function answer(question: Question): unknown {
  if (question.kind === 'credential') {
    return {
      kind: 'credential',
      secrets: { username: 'showrun', password: 'lab-password', enableSecret: 'lab-secret' },
    };
  }
  return { kind: question.kind, accept: true };
}
