import assert from 'node:assert/strict';
import type { Inventory } from '../../../../src/api/device.ts';
import { rerunPlan } from '../../../../src/engine/planning/rerunPlan.ts';
import { inventoryDevice } from '../../../helpers/inventoryDevice.ts';
import { okDevice, planOf, recordOf } from '../../extension/samplePlan.ts';

const now = new Date('2026-11-21T08:00:00Z');

function inventoryOf(...devices: [name: string, host: string][]): Inventory {
  return {
    devices: devices.map(([name, host]) => inventoryDevice({ name, host })),
  };
}

describe('rerunPlan', () => {
  const plan = {
    ...planOf(['a', 'b', 'c'], ['show version']),
    refused: [{ device: 'x', reasons: [{ code: 'template.undefined', message: 'no uplink' }] }],
    held: [
      { device: 'a', index: 0, text: 'show version', reason: 'test' },
      { device: 'b', index: 0, text: 'show version', reason: 'test' },
    ],
  };
  const failed = { ...okDevice('b', ['show version']), status: 'failed' as const };
  const record = recordOf('r', plan, [failed]);

  it('sends the same lines to the addresses of now', () => {
    const again = rerunPlan(
      record,
      inventoryOf(['a', '192.0.2.9'], ['b', '192.0.2.8'], ['c', '192.0.2.7']),
      'all',
      now,
    );
    assert.deepEqual(
      again.devices.map(({ device, commands }) => [device.name, device.host, commands]),
      [
        ['a', '192.0.2.9', plan.devices[0]?.commands],
        ['b', '192.0.2.8', plan.devices[1]?.commands],
        ['c', '192.0.2.7', plan.devices[2]?.commands],
      ],
    );
    assert.equal(again.createdAt, now.toISOString());
    assert.deepEqual(again.refused, plan.refused);
    assert.deepEqual(again.held, plan.held);
  });

  it('leaves out what went well, and asks again about held commands of the rest alone', () => {
    const again = rerunPlan(
      record,
      inventoryOf(['a', '192.0.2.1'], ['b', '192.0.2.2'], ['c', '192.0.2.3']),
      'not-ok',
      now,
    );
    assert.deepEqual(
      again.devices.map(({ device }) => device.name),
      ['b'],
    );
    assert.deepEqual(again.refused, []);
    assert.deepEqual(
      again.held.map(({ device }) => device),
      ['b'],
    );
  });

  it('refuses a device that is not in the inventory any more', () => {
    const again = rerunPlan(record, inventoryOf(['a', '192.0.2.1']), 'not-ok', now);
    assert.deepEqual(again.devices, []);
    assert.equal(again.refused[0]?.reasons[0]?.code, 'planning.unknown-device');
  });
});
