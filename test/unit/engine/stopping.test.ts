import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceResult, RunEvent, RunRecord } from '../../../src/api/run.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeCommand, makeDevice, makePlan } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const isStarted =
  (device: string) =>
  (event: RunEvent): boolean =>
    event.type === 'device-started' && event.device === device;
const isCommand =
  (device: string, index: number) =>
  (event: RunEvent): boolean =>
    event.type === 'command-started' && event.device === device && event.index === index;

function resultOf(record: RunRecord, device: string): DeviceResult {
  const result = record.results.find((each) => each.device === device);
  assert.ok(result);
  return result;
}

const commandStatuses = (result: DeviceResult): string[] => result.commands.map((each) => each.status);

describe('stopping a run', () => {
  const folder = temporaryFolder();

  it('cancels everything at every stage at once and keeps what was complete', async () => {
    const executor = new TestExecutor();
    const devices = [
      makeDevice('complete', { port: 1 }),
      makeDevice('opening', { port: 2, host: 'hang' }),
      makeDevice('deaf', { port: 3, host: 'deaf' }),
      makeDevice('asking', { port: 4, host: 'ask' }),
      makeDevice('running', { port: 5 }),
      makeDevice('queued', { port: 6 }),
    ];
    const plan = makePlan(devices, ['show version']);
    const running = makePlan([makeDevice('running', { port: 5 })], ['show version', 'half', 'show users']);
    const mixed = {
      ...plan,
      devices: plan.devices.map((each) =>
        each.device.name === 'running' ? { ...each, commands: running.devices[0]?.commands ?? [] } : each,
      ),
    };
    const id = await executor.started(executor.start(mixed, makeOptions(folder(), { concurrency: 4 })));
    await executor.event(id, isCommand('running', 1));
    await executor.until('question');
    executor.executor.receive({ type: 'cancel', run: id });
    const { status } = await executor.finished(id);
    const record = await new RunStore(folder()).read(id);
    assert.equal(status, 'cancelled');
    assert.equal(record.status, 'cancelled');
    assert.equal(resultOf(record, 'complete').status, 'ok');
    for (const name of ['opening', 'deaf', 'asking', 'queued']) {
      assert.equal(resultOf(record, name).status, 'cancelled', name);
      assert.deepEqual(commandStatuses(resultOf(record, name)), ['cancelled'], name);
    }
    assert.equal(resultOf(record, 'queued').attempts, 0);
    assert.deepEqual(commandStatuses(resultOf(record, 'running')), ['ok', 'cancelled', 'cancelled']);
    assert.equal(await readFile(join(folder(), id, 'running', '02-half.txt'), 'utf8'), 'running: half\n');
    assert.equal(executor.sessions.counts.open, 0);
    await executor.until('withdraw');
  });

  it('cancels one device and leaves the others alone', async () => {
    const executor = new TestExecutor();
    const plan = makePlan([makeDevice('stuck', { host: 'hang', port: 1 }), 'fine'], ['show version']);
    const id = await executor.started(executor.start(plan, makeOptions(folder())));
    await executor.event(id, isStarted('stuck'));
    executor.executor.receive({ type: 'cancel', run: id, devices: ['stuck'] });
    assert.equal((await executor.finished(id)).status, 'cancelled');
    const record = await new RunStore(folder()).read(id);
    assert.equal(resultOf(record, 'stuck').status, 'cancelled');
    assert.equal(resultOf(record, 'fine').status, 'ok');
  });

  it('cancels a block: whoever is in the middle of it loses the rest, all others leave it out', async () => {
    const executor = new TestExecutor();
    const lines = (middle: string) => [
      makeCommand('before', { block: 'One' }),
      makeCommand(middle, { block: 'Two' }),
      makeCommand('after', { block: 'Three' }),
    ];
    const plan = {
      ...makePlan(['inside', 'later'], []),
      devices: [
        { device: makeDevice('inside', { port: 1 }), commands: lines('half') },
        { device: makeDevice('later', { port: 2 }), commands: lines('show users') },
      ],
    };
    const id = await executor.started(executor.start(plan, makeOptions(folder(), { concurrency: 1 })));
    await executor.event(id, isCommand('inside', 1));
    executor.executor.receive({ type: 'cancel', run: id, block: 'Two' });
    assert.equal((await executor.finished(id)).status, 'cancelled');
    const record = await new RunStore(folder()).read(id);
    assert.deepEqual(commandStatuses(resultOf(record, 'inside')), ['ok', 'cancelled', 'cancelled']);
    assert.deepEqual(commandStatuses(resultOf(record, 'later')), ['ok', 'cancelled', 'ok']);
    assert.equal(resultOf(record, 'later').status, 'cancelled');
    assert.deepEqual(executor.sessions.counts.sent, [
      'inside: before',
      'inside: half',
      'later: before',
      'later: after',
    ]);
    const told = executor.events(id).find((event) => event.type === 'cancel-requested');
    assert.ok(told?.type === 'cancel-requested' && told.block === 'Two' && told.devices === undefined);
  });

  it('sends nothing more to a device where a cancelled block has a line that the others need', async () => {
    for (const needed of [
      makeCommand('configure terminal', { block: 'Enter' }),
      makeCommand('interface e1', { block: 'Enter', mode: 'config' }),
      makeCommand('telnet 10.0.0.1', { block: 'Enter' }),
    ]) {
      const executor = new TestExecutor();
      const rest = [needed, makeCommand('shutdown', { block: 'Change', mode: needed.mode })];
      const plan = {
        ...makePlan([], []),
        devices: [
          { device: makeDevice('first', { port: 1 }), commands: [makeCommand('hang')] },
          {
            device: makeDevice('second', { port: 2 }),
            commands: [makeCommand('show clock', { block: 'Look' }), ...rest],
          },
        ],
      };
      const id = await executor.started(executor.start(plan, makeOptions(folder(), { concurrency: 1 })));
      await executor.event(id, isCommand('first', 0));
      executor.executor.receive({ type: 'cancel', run: id, block: 'Enter' });
      executor.executor.receive({ type: 'cancel', run: id, devices: ['first'] });
      await executor.finished(id);
      const record = await new RunStore(folder()).read(id);
      assert.deepEqual(commandStatuses(resultOf(record, 'second')), ['ok', 'cancelled', 'cancelled']);
      assert.equal(resultOf(record, 'second').status, 'cancelled');
      assert.deepEqual(executor.sessions.counts.sent, ['first: hang', 'second: show clock']);
    }
  });

  it('cancels a device that still waits in the queue right away', async () => {
    const executor = new TestExecutor();
    const plan = makePlan([makeDevice('first', { host: 'hang', port: 1 }), 'second'], ['show version']);
    const id = await executor.started(executor.start(plan, makeOptions(folder(), { concurrency: 1 })));
    await executor.event(id, isStarted('first'));
    executor.executor.receive({ type: 'cancel', run: id, devices: ['second'] });
    await executor.event(id, (event) => event.type === 'device-finished' && event.device === 'second');
    executor.executor.receive({ type: 'cancel', run: id });
    await executor.finished(id);
    assert.equal(executor.sessions.counts.opened, 0);
  });

  it('cancels during the pause before another attempt', async () => {
    const executor = new TestExecutor();
    const plan = makePlan([makeDevice('down', { host: 'refuse' })], ['show version']);
    const options = makeOptions(folder(), { retries: 1, retryDelayMs: 3_600_000 });
    const id = await executor.started(executor.start(plan, options));
    await executor.event(id, (event) => event.type === 'device-retry');
    executor.executor.receive({ type: 'cancel', run: id });
    // Nothing but the cancelling ends that pause within the time of a test.
    await executor.finished(id);
    assert.equal(resultOf(await new RunStore(folder()).read(id), 'down').attempts, 1);
  });

  it('interrupts runs when the host goes away, and completes their folders', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(['a', makeDevice('b', { host: 'hang', port: 7 })], ['show version']);
    const id = await executor.started(executor.start(plan, makeOptions(folder())));
    await executor.event(id, (event) => event.type === 'device-finished');
    await executor.executor.close();
    const record = await new RunStore(folder()).read(id);
    assert.equal(record.status, 'interrupted');
    assert.equal(resultOf(record, 'a').status, 'ok');
    assert.equal(resultOf(record, 'b').status, 'interrupted');
    assert.equal(resultOf(record, 'b').error?.code, 'engine.interrupted');
  });
});
