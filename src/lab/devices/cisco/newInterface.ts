import type { NetInterface } from '../../network/netDevice.ts';
import type { CiscoSession } from './ciscoSession.ts';

/** An interface that configuration can bring into being: a loopback or an SVI; undefined for anything with a socket. */
export function newInterface(session: CiscoSession, name: string): NetInterface | undefined {
  const kind = /^loopback/i.test(name) ? 'loopback' : /^vlan/i.test(name) ? 'vlan' : undefined;
  if (kind === undefined) return undefined;
  return {
    name,
    kind,
    mac: session.device.baseMac,
    speed: 1000,
    mtu: 1500,
    description: '',
    enabled: true,
    mode: 'routed',
    accessVlan: Number(/\d+$/.exec(name)?.[0] ?? 1),
    trunkVlans: '',
    changedAt: session.now,
    extra: [],
  };
}
