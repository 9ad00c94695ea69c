import type { Device } from '../../api/device.ts';

/** How the Devices view is arranged. */
export type Grouping = 'site' | 'role' | 'platform' | 'group' | 'flat';

/** All arrangements, in the order in which they are offered. */
export const groupings: readonly Grouping[] = ['site', 'role', 'platform', 'group', 'flat'];

/** Devices that share a value of the field they are grouped by; `name` is undefined for those without one. */
export interface DeviceGroup {
  readonly name: string | undefined;
  readonly devices: readonly Device[];
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Sorts names as people do: `sw2` before `sw10`. */
export function compareNames(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0);
}

/**
 * Groups in the order of their names, the one without a name last; devices within a group in the order of theirs.
 * A device in several groups appears in each of them. `flat` gives one group without a name.
 */
export function groupDevices(devices: readonly Device[], by: Grouping): DeviceGroup[] {
  const byName = new Map<string | undefined, Device[]>();
  for (const device of devices) {
    for (const name of valuesOf(device, by)) {
      const group = byName.get(name);
      if (group === undefined) byName.set(name, [device]);
      else group.push(device);
    }
  }
  const groups = [...byName].map(([name, members]) => ({
    name,
    devices: members.sort((left, right) => compareNames(left.name, right.name)),
  }));
  return groups.sort((left, right) => {
    if (left.name === undefined) return 1;
    return right.name === undefined ? -1 : compareNames(left.name, right.name);
  });
}

/** The arrangement that says most before anybody has chosen one: the first field that some device has. */
export function defaultGrouping(devices: readonly Device[]): Grouping {
  const some = (by: Grouping): boolean => devices.some((device) => valuesOf(device, by)[0] !== undefined);
  return (['site', 'group', 'role'] as const).find(some) ?? 'flat';
}

function valuesOf(device: Device, by: Grouping): readonly (string | undefined)[] {
  switch (by) {
    case 'flat':
      return [undefined];
    case 'platform':
      return [device.platform];
    case 'group':
      return device.groups.length === 0 ? [undefined] : [...new Set(device.groups)];
    default: {
      const value = device[by];
      return [value === undefined || value === '' ? undefined : value];
    }
  }
}
