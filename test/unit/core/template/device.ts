import type { Device } from '../../../../src/api/device.ts';
import { inventoryDevice } from '../../../helpers/inventoryDevice.ts';

/** A device for tests; everything can be replaced. */
export function device(change: Partial<Device> = {}): Device {
  return inventoryDevice({ tags: ['edge'], groups: ['core'], site: 'ams', ...change });
}
