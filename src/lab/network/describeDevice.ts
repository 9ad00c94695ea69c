import type { LabDevice } from '../labOptions.ts';
import { addressPlan } from './addressPlan.ts';
import type { Network } from './network.ts';
import type { RosterEntry } from './roster.ts';

/** What an inventory says of a device: everything but its address. */
export function describeDevice(
  entry: RosterEntry,
  network: Network,
): Omit<LabDevice, 'host' | 'port' | 'transport' | 'faults'> {
  const { name, platform, site, role } = entry;
  const ports = [...network.device(name).interfaces.values()];
  const vlans = [...network.device(name).vlans.keys()].join(';');
  const uplink =
    ports.find((port) => port.link?.a.port === port) ?? ports.find((port) => port.link !== undefined);
  return {
    name,
    platform,
    site,
    role,
    tags: [role, entry.pod === 0 ? 'lab' : `pod-${entry.pod + 1}`],
    groups: [site],
    variables: { uplink: uplink?.name ?? '', vlans, loopback: addressPlan(entry.pod).loopback(entry.slot) },
  };
}
