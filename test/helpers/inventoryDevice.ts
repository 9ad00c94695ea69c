import type { Device } from '../../src/api/device.ts';

/** A device as an inventory declares it, with nothing but the needful; everything can be replaced. */
export function inventoryDevice(change: Partial<Device> = {}): Device {
  return {
    name: 'core-1',
    host: '192.0.2.1',
    platform: 'cisco_ios',
    transport: 'ssh',
    tags: [],
    groups: [],
    variables: new Map(),
    declaredAt: { file: 'inventory.csv', line: 2, column: 1 },
    fieldsAt: new Map(),
    ...change,
  };
}
