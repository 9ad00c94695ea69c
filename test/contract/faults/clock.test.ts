import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/api/run.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { labTotal } from '../engine/labFixture.ts';
import { eventOf } from '../engine/testEngine.ts';
import { assertOwnOutputs, othersUnharmed } from './checkOutputs.ts';
import { record as recordRow } from './faultTable.ts';
import { leftBehind } from './processState.ts';
import { eventsOf, RunFixture } from './runFixture.ts';

const isOk = (device: string): boolean => device.startsWith('ok-');

describe('faults of the clock', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const fixture = new RunFixture(folder);
  before(function () {
    if (process.platform === 'win32') this.skip(); // no signal to set the clock with
  });
  afterEach(() => fixture.close());

  it('clock going backwards: runs end well, names stay apart, no time is negative', async () => {
    const lab = await fixture.faultyLab(10, { stuck: 'hang-in-output' });
    const made = await fixture.rested(lab, 'steppingClockExecutor.ts');
    const run = await made.engine.start(fixture.plan(lab), fixture.options({ commandTimeoutMs: 2_000 }));
    await eventOf(run, (event) => event.type === 'device-finished');
    process.kill(made.pid(), 'SIGUSR2');
    const record = await run.finished;
    const others = await othersUnharmed(run.folder, record, isOk);
    const [stuck] = record.results;
    assert.equal(stuck?.commands[0]?.error?.code, 'session.command-timeout');
    for (const result of record.results) {
      for (const { durationMs } of [result, ...result.commands]) assert.ok(durationMs >= 0);
    }
    assert.ok(Date.parse(record.finishedAt ?? '') < Date.parse(record.startedAt), 'the clock went back');
    const store = new RunStore(join(folder(), 'runs'));
    const again = await made.engine.start(
      fixture.plan(lab, ({ name }) => isOk(name)),
      fixture.options(),
    );
    assert.equal(await othersUnharmed(again.folder, await again.finished, isOk), others);
    assert.deepEqual((await store.list()).map(({ status }) => status).sort(), ['failed', 'ok']);
    const left = await leftBehind(made.executor, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'clock going backwards',
      made: 'the clock is set back by an hour in a run with a silent device',
      status: stuck.status,
      commands: stuck.commands.map(({ status }) => status).join(', '),
      ...stuck.commands[0]?.error,
      others,
      left,
    });
  });

  it('sleep: connections that died in it end soon, and everything else goes on', async () => {
    const dead = { 'asleep-0': 'half-open', 'asleep-1': 'half-open', 'asleep-2': 'half-open' } as const;
    const lab = await fixture.faultyLab(10, dead);
    const made = await fixture.rested(lab, 'sleepingExecutor.ts');
    // nothing but the sleep can be why a command ends
    const run = await made.engine.start(
      fixture.plan(lab),
      fixture.options({ concurrency: 3, commandTimeoutMs: 600_000 }),
    );
    await eventsOf(run, 3, (event) => event.type === 'command-started' && event.index === 1);
    // a machine under load may stand still for a moment, too
    const slept = eventOf(run, (event) => event.type === 'slept' && event.sleptMs > 3_600_000);
    process.kill(made.pid(), 'SIGUSR2');
    const told = await slept;
    assert.ok(told.type === 'slept' && Math.abs(told.sleptMs - 8 * 3_600_000) < 60_000, JSON.stringify(told));
    const record = await run.finished;
    const others = await othersUnharmed(run.folder, record, isOk);
    const [asleep] = record.results;
    for (const result of record.results.slice(0, 3)) {
      assert.deepEqual(
        result.commands.map(({ status }) => status),
        ['ok', 'failed', 'skipped'],
      );
      assert.equal(result.commands[1]?.error?.code, 'session.lost');
      await assertOwnOutputs(run.folder, result);
    }
    assert.deepEqual(
      record.notes?.map(({ code }) => code),
      ['engine.slept'],
    );
    assert.deepEqual(
      (await new RunStore(join(folder(), 'runs')).read(run.id)).notes,
      record.notes,
      'run.json says so',
    );
    const left = await leftBehind(made.executor, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'half-open after a sleep',
      made: 'lab: `half-open`, and the machine sleeps for eight hours',
      status: asleep?.status ?? '',
      commands: asleep?.commands.map(({ status }) => status).join(', ') ?? '',
      ...asleep?.commands[1]?.error,
      others,
      left,
    });
  });

  it('stopped process: no device is given up for the time in which nobody listened', async () => {
    const lab = await fixture.faultyLab(5, { trickling: 'slow', gone: 'half-open' });
    const made = await fixture.rested(lab, 'sleepingExecutor.ts');
    const plan = fixture.plan(lab);
    const devices = plan.devices.map((planned) => ({
      ...planned,
      commands: planned.commands.map((command) => ({
        ...command,
        timeout: planned.device.name === 'gone' ? 600 : 2.5,
      })),
    }));
    const run = await made.engine.start({ ...plan, devices }, fixture.options());
    const begun = eventsOf(run, 1, isBegun('trickling', 0));
    await Promise.all([begun, eventsOf(run, 1, isBegun('gone', 1))]);
    const slept = eventOf(run, (event) => event.type === 'slept' && event.sleptMs > stoppedMs - 500);
    process.kill(made.pid(), 'SIGSTOP');
    await new Promise((resolve) => {
      setTimeout(resolve, stoppedMs);
    });
    process.kill(made.pid(), 'SIGCONT');
    await slept;
    const record = await run.finished;
    const others = await othersUnharmed(run.folder, record, (device) => device !== 'gone');
    const gone = record.results.find(({ device }) => device === 'gone');
    assert.equal(gone?.commands[1]?.error?.code, 'session.lost');
    await assertOwnOutputs(run.folder, gone);
    const left = await leftBehind(made.executor, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'program stopped and let go on',
      made: 'SIGSTOP for longer than the time-outs, SIGCONT; one connection dies meanwhile',
      status: gone.status,
      commands: gone.commands.map(({ status }) => status).join(', '),
      code: gone.commands[1].error.code,
      message: gone.commands[1].error.message,
      others,
      left,
    });
  });

  it('sessions kept warm are asked after a sleep whether they are still there', async () => {
    const lab = await fixture.faultyLab(3);
    const made = await fixture.rested(lab, 'sleepingExecutor.ts');
    const options = fixture.options({ keepWarmMs: 60_000 });
    const before = labTotal(lab, 'connections');
    const first = await made.engine.start(fixture.plan(lab), options);
    await othersUnharmed(first.folder, await first.finished, isOk);
    process.kill(made.pid(), 'SIGUSR2');
    const again = await made.engine.start(fixture.plan(lab), options);
    await othersUnharmed(again.folder, await again.finished, isOk);
    assert.equal(labTotal(lab, 'connections') - before, 3, 'nobody logged in again');
    const asked = [...lab.stats().values()].flatMap(({ commands: sent }) =>
      sent.filter((line) => line === ''),
    );
    assert.equal(asked.length, 3, 'an empty line to each');
  });
});

/** Longer than the time-outs of the devices in the test. */
const stoppedMs = 4_000;

function isBegun(device: string, index: number): (event: RunEvent) => boolean {
  return (event) => event.type === 'command-started' && event.device === device && event.index === index;
}
