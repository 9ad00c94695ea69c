import assert from 'node:assert/strict';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { eventOf } from '../engine/testEngine.ts';
import { startFixture } from '../ssh/fixtureServer.ts';
import type { Fixture } from '../ssh/fixtureServer.ts';
import { assertOwnOutputs, othersUnharmed } from './checkOutputs.ts';
import { record as recordRow } from './faultTable.ts';
import { leftBehind } from './processState.ts';
import { RunFixture } from './runFixture.ts';

describe('faults of a jump host', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const fixture = new RunFixture(folder);
  let jump: Fixture | undefined;
  afterEach(async () => {
    await fixture.close();
    await jump?.close();
    jump = undefined;
  });

  it('jump host dying in the middle: the devices behind it say so, all others are complete', async () => {
    jump = await startFixture({
      auth: (context) => {
        if (context.method === 'password') context.accept();
        else context.reject(['password']);
      },
    });
    const lab = await fixture.faultyLab(12, {
      'behind-0': 'hang-in-output',
      'behind-1': 'hang-in-output',
      'behind-2': 'hang-in-output',
    });
    const jumpHost = `showrun@127.0.0.1:${String(jump.port)}`;
    const isBehind = (name: string): boolean => name.startsWith('behind-') || /^ok-[0-3]$/.test(name);
    const direct = fixture.plan(lab);
    const plan = {
      ...direct,
      devices: direct.devices.map((planned) =>
        isBehind(planned.device.name) ? { ...planned, device: { ...planned.device, jumpHost } } : planned,
      ),
    };
    const made = await fixture.rested(lab);
    const run = await made.engine.start(plan, fixture.options());
    const waiting = new Set(plan.devices.map(({ device }) => device.name));
    await eventOf(run, (event) => {
      const begun = event.type === 'command-started' && event.device.startsWith('behind-');
      if (begun || event.type === 'device-finished') waiting.delete(event.device);
      return waiting.size === 0;
    });
    jump.drop();
    const record = await run.finished;
    const others = await othersUnharmed(run.folder, record, (device) => device.startsWith('ok-'));
    for (const result of record.results.slice(0, 3)) {
      assert.deepEqual(
        result.commands.map(({ status }) => status),
        ['failed', 'skipped', 'skipped'],
      );
      assert.equal(result.commands[0]?.error?.code, 'session.jump-host-lost');
      await assertOwnOutputs(run.folder, result);
    }
    await jump.idle();
    const left = await leftBehind(made.executor, [lab]);
    assert.equal(left, 'nothing');
    const [lost] = record.results;
    recordRow({
      fault: 'jump host dying',
      made: 'a jump host drops all connections in outputs',
      status: lost?.status ?? '',
      commands: 'failed, skipped, skipped',
      ...lost?.commands[0]?.error,
      others,
      left,
    });
  });
});
