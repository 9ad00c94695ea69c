import assert from 'node:assert/strict';
import type { Device } from '../../../src/api/device.ts';
import { compareNames, defaultGrouping, groupDevices } from '../../../src/extension/devices/groupDevices.ts';
import { inventoryDevice } from '../../helpers/inventoryDevice.ts';

const device = (name: string, more: Partial<Device> = {}): Device => inventoryDevice({ name, ...more });

function names(groups: ReturnType<typeof groupDevices>): [string | undefined, string[]][] {
  return groups.map((group) => [group.name, group.devices.map((each) => each.name)]);
}

describe('groupDevices', () => {
  it('sorts groups and devices as people count, those without a value last', () => {
    const devices = [
      device('sw10', { site: 'ams10' }),
      device('sw2', { site: 'ams10' }),
      device('r1'),
      device('r2', { site: 'ams2' }),
      device('r3', { site: '' }),
    ];
    assert.deepEqual(names(groupDevices(devices, 'site')), [
      ['ams2', ['r2']],
      ['ams10', ['sw2', 'sw10']],
      [undefined, ['r1', 'r3']],
    ]);
  });

  it('shows a device in each of its groups, once', () => {
    const devices = [device('a', { groups: ['core', 'prod', 'core'] }), device('b', { groups: ['prod'] })];
    assert.deepEqual(names(groupDevices(devices, 'group')), [
      ['core', ['a']],
      ['prod', ['a', 'b']],
    ]);
  });

  it('makes one group without a name of a flat list, and none of nothing', () => {
    assert.deepEqual(names(groupDevices([device('b'), device('a')], 'flat')), [[undefined, ['a', 'b']]]);
    assert.deepEqual(groupDevices([], 'site'), []);
  });

  it('starts with the first field that says anything', () => {
    assert.equal(defaultGrouping([device('a')]), 'flat');
    assert.equal(defaultGrouping([device('a', { role: 'core' })]), 'role');
    assert.equal(defaultGrouping([device('a', { role: 'core' }), device('b', { site: 'x' })]), 'site');
  });

  it('orders names that differ in case only the same way every time', () => {
    assert.deepEqual(['b', 'A', 'a'].sort(compareNames), ['A', 'a', 'b']);
    assert.deepEqual(['a', 'A', 'b'].sort(compareNames), ['A', 'a', 'b']);
  });
});
