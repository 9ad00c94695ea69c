import type { DeviceResult } from '../../api/run.ts';

/** The platform that a device turned out to have where the inventory says `auto`; empty where it was known before. */
export function platformNote({ platform }: Pick<DeviceResult, 'platform'>): string {
  return platform === undefined ? '' : `(found to be ${platform})`;
}
