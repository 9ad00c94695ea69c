import assert from 'node:assert/strict';
import type { Plan } from '../../../src/api/plan.ts';
import { checkRefused } from '../../../src/cli/run/checkRefused.ts';
import { confirmHeld } from '../../../src/cli/run/confirmHeld.ts';
import { fakeIo } from './fakeIo.ts';

function plan(parts: Partial<Plan>): Plan {
  const device = { name: 'core-1', host: 'h', platform: 'cisco_ios', transport: 'ssh' };
  return {
    version: 1,
    createdAt: '2026-11-20T00:00:00.000Z',
    title: 't',
    devices: [{ device, commands: [] }],
    refused: [],
    held: [],
    ...parts,
  };
}

const held = [{ device: 'core-1', index: 0, text: 'reload', reason: 'reloads the device' }];
const refused = [
  { device: 'edge-1', reasons: [{ code: 'template.undefined', message: '"vlan" is not defined.' }] },
];

describe('commands that are held', () => {
  it('go nowhere without a terminal and without --allow-held', async () => {
    const io = fakeIo();
    await assert.rejects(confirmHeld(plan({ held }), false, io), { code: 'cli.held' });
    assert.match(io.err(), /core-1: reload \(reloads the device\)/);
  });

  it('are sent for the whole word yes alone', async () => {
    await assert.rejects(confirmHeld(plan({ held }), false, fakeIo({ answers: ['y'] })), {
      code: 'cli.held',
    });
    await confirmHeld(plan({ held }), false, fakeIo({ answers: ['yes'] }));
  });

  it('are shown with --allow-held too, without a question', async () => {
    const io = fakeIo({ answers: [] });
    await confirmHeld(plan({ held }), true, io);
    assert.match(io.err(), /reload/);
    assert.deepEqual(io.asked, []);
  });
});

describe('devices that are refused', () => {
  it('stop everything, with their reasons, unless they may be skipped', () => {
    const io = fakeIo();
    assert.throws(() => checkRefused(plan({ refused }), false, false, io), { code: 'cli.refused' });
    assert.match(io.err(), /edge-1 is refused: "vlan" is not defined\. \[template\.undefined\]/);
    checkRefused(plan({ refused }), false, true, io);
  });

  it('come with what to do about them, once for each kind', () => {
    const io = fakeIo();
    const reasons = [{ code: 'planning.config-broken-off', message: 'm', hint: 'Look first.' }];
    const two = ['edge-1', 'edge-2'].map((device) => ({ device, reasons }));
    checkRefused(plan({ refused: two }), false, true, io);
    assert.deepEqual(io.err().match(/ {2}Look first\. \[planning\.config-broken-off\]\n/g)?.length, 1);
  });

  it('are not the only reason: errors of the inventory stop it too', () => {
    assert.throws(() => checkRefused(plan({}), true, false, fakeIo()), { code: 'cli.refused' });
    checkRefused(plan({}), false, false, fakeIo());
  });

  it('leave nothing to skip to where they are all', () => {
    assert.throws(() => checkRefused(plan({ refused, devices: [] }), false, true, fakeIo()), {
      code: 'cli.nothing-to-send',
    });
  });
});
