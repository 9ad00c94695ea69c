import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Plan } from '../../../src/api/plan.ts';
import type { ErrorInfo } from '../../../src/api/diagnostic.ts';
import type { CommandStatus, DeviceResult, RunRecord } from '../../../src/api/run.ts';
import type { Run } from '../../../src/engine/client/engine.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';
import type { Lab, LabDeviceSpec } from '../../../src/lab/labOptions.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makeCommand, makeDevice, makePlan } from '../../unit/engine/makePlan.ts';
import { addressesOf, LabFixture } from '../engine/labFixture.ts';
import { entryPath } from '../engine/testEngine.ts';
import { assertLongLine } from './assertLongLine.ts';
import { assertOwnOutputs, othersUnharmed } from './checkOutputs.ts';
import { startDeadEnd } from './deadEnd.ts';
import type { DeadEnd } from './deadEnd.ts';
import { deviceFaults } from './deviceFaults.ts';
import type { DeviceFault } from './deviceFaults.ts';
import { record as recordRow } from './faultTable.ts';
import { lastingFolder } from './lastingFolder.ts';
import { hasProc, leftBehind, watched } from './processState.ts';
import type { Watched } from './processState.ts';

const commands = ['show version', 'show ip interface brief', 'show clock'];
const healthyCount = 60;
const isHealthy = (device: string): boolean => device.startsWith('healthy-');

/** All at once: whatever one of them does, it does beside sixty healthy devices and all the others. */
describe('faults of devices, side by side in one executor', function () {
  this.timeout(90_000);
  const fixture = new LabFixture();
  const folder = lastingFolder();
  // Only Linux lets packets to a full queue vanish.
  const faults = deviceFaults.filter(({ id }) => id !== 'unroutable' || hasProc);
  const records = new Map<'usual' | 'small', RunRecord>();
  const runs = new Map<'usual' | 'small', Run>();
  let lab: Lab;
  let deadEnd: DeadEnd | undefined;
  let executor: Watched | undefined;
  let others = '';

  before(async () => {
    lab = await fixture.lab(0, {
      devices: [
        ...faults.filter(({ lab: fault }) => fault !== undefined).map(toLabDevice),
        ...Array.from({ length: healthyCount }, (_, index) =>
          toLabDevice({ id: `healthy-${String(index)}` }),
        ),
      ],
      tuning: { tokens: true, lockoutAfter: 0, maxSessions: 0 },
    });
    if (hasProc) deadEnd = await startDeadEnd();
    const made = fixture.engine(undefined, { executorPath: entryPath('../faults/cutOffExecutor.ts') });
    const options = (more: Partial<RunOptions>): RunOptions =>
      makeOptions(join(folder(), 'runs'), {
        hostKeys: 'accept-new',
        acceptedKeysFile: join(folder(), 'known_hosts'),
        concurrency: 200,
        retries: 0,
        connectTimeoutMs: 3_000,
        loginTimeoutMs: 8_000,
        ...more,
      });
    const quiet = makePlan(
      addressesOf(lab).filter(({ name }) => name === 'healthy-0'),
      commands,
    );
    const before = await made.engine.start(quiet, options({ runsFolder: join(folder(), 'before') }));
    assert.equal((await before.finished).status, 'ok');
    executor = await watched(made.pid());
    runs.set('usual', await made.engine.start(planOf(false), options({})));
    runs.set('small', await made.engine.start(planOf(true), options({ maxOutputBytes: 1_000_000 })));
    for (const [kind, run] of runs) records.set(kind, await run.finished);
  });
  after(async () => {
    await fixture.close();
    await deadEnd?.close();
  });

  it('leave sixty healthy devices unharmed: every output is complete, and in the file of its device', async () => {
    const { folder: runFolder } = runs.get('usual') as Run;
    others = await othersUnharmed(runFolder, records.get('usual') as RunRecord, isHealthy);
    assert.equal(others, '60 of 60 complete');
  });

  it('are in run.json as they were told', async () => {
    for (const run of runs.values()) {
      const stored = await new RunStore(join(folder(), 'runs')).read(run.id);
      assert.deepEqual(stored, await run.finished);
    }
  });

  it('leave no connection, no descriptor and no memory behind', async () => {
    assert.equal(await leftBehind(executor, [lab]), 'nothing');
  });

  for (const fault of deviceFaults) {
    it(`${fault.fault}: ${fault.code ?? fault.status}`, async function () {
      if (!faults.includes(fault)) this.skip();
      const kind = fault.small === true ? 'small' : 'usual';
      const result = records.get(kind)?.results.find(({ device }) => device === fault.id) as DeviceResult;
      const error = result.error ?? result.commands.find((each) => each.error !== undefined)?.error;
      assert.equal(result.status, fault.status, JSON.stringify(result));
      // Where no name server answers, nobody can say that a name does not exist; the table is then not compared.
      if (error?.code === 'session.dns-unavailable' && fault.code === 'session.dns') this.skip();
      const statuses = assertEnd(fault, result, error);
      const { folder: runFolder } = runs.get(kind) as Run;
      await assertOwnOutputs(runFolder, result, fault.lab === 'garbage');
      if (fault.lab === 'long-line') await assertLongLine(join(runFolder, result.commands[0]?.file ?? ''));
      const { open, loginsRejected } = lab.stats().get(fault.id) ?? { open: 0, loginsRejected: 0 };
      assert.deepEqual([open, loginsRejected <= 1], [0, true], 'a login is tried once only');
      recordRow({
        fault: fault.fault,
        made: fault.lab === undefined ? (fault.made ?? '') : `lab: \`${fault.lab}\``,
        status: result.status,
        commands: statuses.join(', '),
        code: error?.code,
        message: error?.message,
        others,
        left: await leftBehind(executor, [lab]),
      });
    });
  }

  function planOf(small: boolean): Plan {
    const chosen = faults.filter((fault) => (fault.small === true) === small);
    const known = new Map(addressesOf(lab).map((address) => [address.name, address]));
    const healthy = small ? [] : [...known.values()].filter(({ name }) => isHealthy(name));
    const plan = makePlan([...chosen.map((fault) => addressOf(fault, known)), ...healthy], commands);
    return {
      ...plan,
      devices: plan.devices.map((planned) => {
        const fault = chosen.find(({ id }) => id === planned.device.name);
        const lines = fault?.one === true ? commands.slice(0, 1) : commands;
        const more = fault?.timeout === undefined ? {} : { timeout: fault.timeout };
        return { ...planned, commands: lines.map((line) => makeCommand(line, more)) };
      }),
    };
  }

  function addressOf(fault: DeviceFault, known: ReadonlyMap<string, DeviceAddress>): DeviceAddress {
    const port = fault.id === 'unroutable' ? (deadEnd?.port ?? 0) : 22;
    const own = makeDevice(fault.id, { host: '127.0.0.1', port, platform: 'cisco_ios', username: 'showrun' });
    return { ...(known.get(fault.id) ?? own), ...fault.address };
  }
});

/** Code, hint and commands are those of the fault. Returns the commands' statuses. */
function assertEnd(fault: DeviceFault, result: DeviceResult, error: ErrorInfo | undefined): CommandStatus[] {
  assert.equal(error?.code, fault.code, JSON.stringify(result));
  if (fault.code !== undefined) assert.match(error?.hint ?? '', fault.hint ?? /never without one/);
  const statuses = result.commands.map(({ status }) => status);
  assert.deepEqual(statuses, fault.commands, JSON.stringify(result));
  return statuses;
}

function toLabDevice({ id, lab }: Pick<DeviceFault, 'id' | 'lab'>): LabDeviceSpec {
  return { name: id, platform: 'cisco_ios', ...(lab === undefined ? {} : { faults: [lab] }) };
}
