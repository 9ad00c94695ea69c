import { addressPlan, type AddressPlan } from './addressPlan.ts';
import { hardwareFor, type Hardware } from './hardware.ts';
import type { BgpNeighbor, NetDevice, NetInterface } from './netDevice.ts';
import { pick, pickCode } from './random.ts';
import { cablePod } from './cablePod.ts';
import type { RosterEntry } from './roster.ts';

/** Our own autonomous system. */
const ownAsn = 65010;

/** Builds the devices of a pod with their cables. The same seed gives the same pod. */
export function buildPod(entries: readonly RosterEntry[], seed: number, now: number): NetDevice[] {
  const plan = addressPlan(entries[0]?.pod ?? 0);
  const devices = entries.map((entry) => buildDevice(entry, plan, seed, now));
  cablePod(devices, plan);
  for (const device of devices) addBgp(device, devices, plan);
  return devices;
}

function buildDevice(entry: RosterEntry, plan: AddressPlan, seed: number, now: number): NetDevice {
  const hardware = hardwareFor(entry.platform, entry.role);
  const key = `${seed}/${entry.name}`;
  const upgraded =
    (entry.role === 'edge' && entry.ordinal === 1) || (entry.role === 'leaf' && entry.ordinal === 0);
  const { before, after } = hardware.versions;
  const switching = entry.role === 'access' || entry.role === 'core' || entry.role === 'leaf';
  const baseMac = `${['00a742', '5254ab', '7c21d8'][pick(key, 0, 2)]}${hex(pick(`${key}/mac`, 0, 0xffff), 4)}00`;
  const bootedAt = now - pick(`${key}/uptime`, 3 * 86_400, 400 * 86_400) * 1000;
  return {
    ...entry,
    hostname: entry.name,
    model: hardware.model,
    serial: `${hardware.serialPrefix}${pick(`${key}/year`, 22, 27)}${pick(`${key}/week`, 10, 52)}${pickCode(key, 4)}`,
    versions: { before, after: upgraded || entry.role === 'server' ? after : before },
    asn: ownAsn,
    loopback: plan.loopback(entry.slot),
    baseMac,
    bootedAt,
    interfaces: buildInterfaces(entry, hardware, plan, baseMac, bootedAt),
    vlans: new Map(
      switching
        ? [
            [10, 'OFFICE'],
            [20, 'SERVERS'],
            [30, 'VOICE'],
          ]
        : [],
    ),
    newVlans: new Map(switching ? [[40, 'CAMERAS']] : []),
    bgp: [],
    ospf: entry.role !== 'access' && entry.role !== 'server',
    statics: staticRoutes(entry, plan),
    ntp: [plan.vlan(20, 5), plan.vlan(20, 6)],
    extra: [],
  };
}

function staticRoutes(entry: RosterEntry, plan: AddressPlan): NetDevice['statics'] {
  const first = plan.vlan(10, 2);
  if (entry.role === 'access' || entry.role === 'server') {
    return [{ network: '0.0.0.0', prefix: 0, via: { before: first, after: first } }];
  }
  // The change of the lab moves this network from one firewall, or from one core, to the other.
  const switching = entry.role === 'core' || entry.role === 'leaf';
  const before = switching ? plan.vlan(20, 11) : plan.loopback(0);
  const after = switching ? plan.vlan(20, 12) : plan.loopback(1);
  return [{ network: '10.99.0.0', prefix: 16, via: { before, after } }];
}

function buildInterfaces(
  entry: RosterEntry,
  hardware: Hardware,
  plan: AddressPlan,
  baseMac: string,
  since: number,
): Map<string, NetInterface> {
  const interfaces = new Map<string, NetInterface>();
  const add = (name: string, kind: NetInterface['kind'], values: Partial<NetInterface>): void => {
    const mac = hex(Number.parseInt(baseMac, 16) + interfaces.size + 1, 12);
    interfaces.set(name, { ...blankInterface(name, kind, mac, since), ...values });
  };
  for (const range of hardware.ports) {
    for (let port = range.from; port <= range.to; port++) {
      add(range.name.replace('#', String(port)), 'physical', portDefaults(entry, range.speed, range.use));
    }
  }
  if (hardware.management !== undefined) {
    const address = { ip: plan.management(entry.slot), prefix: 24 };
    add(hardware.management, 'management', {
      address,
      attached: 'host',
      description: 'out-of-band management',
    });
  }
  const routed = { mode: 'routed' as const, speed: 8000 };
  if (entry.role !== 'server') {
    add(hardware.loopback, 'loopback', {
      ...routed,
      address: { ip: plan.loopback(entry.slot), prefix: 32 },
      description: 'router id',
    });
  }
  if (entry.role === 'access') add('Vlan10', 'vlan', svi(plan, 10, entry.slot + 20));
  if (entry.role === 'core' || entry.role === 'leaf') {
    for (const vlan of [10, 20, 30]) add(`Vlan${vlan}`, 'vlan', svi(plan, vlan, entry.slot + 2));
  }
  return interfaces;
}

function svi(plan: AddressPlan, vlan: number, host: number): Partial<NetInterface> {
  return {
    mode: 'routed',
    speed: 1000,
    address: { ip: plan.vlan(vlan, host), prefix: 24 },
    accessVlan: vlan,
  };
}

function portDefaults(entry: RosterEntry, speed: number, use: string): Partial<NetInterface> {
  const routed =
    entry.role === 'edge' || entry.role === 'router' || entry.role === 'server' || entry.role === 'spine';
  if (routed) return { speed, mode: 'routed', enabled: entry.platform !== 'cisco_ios' };
  return { speed, mode: 'access', accessVlan: use === 'host' ? 10 : 1 };
}

function blankInterface(name: string, kind: NetInterface['kind'], mac: string, since: number): NetInterface {
  return {
    name,
    kind,
    mac,
    speed: 1000,
    mtu: 1500,
    description: '',
    enabled: true,
    mode: 'routed',
    accessVlan: 1,
    trunkVlans: '',
    changedAt: since,
    extra: [],
  };
}

function addBgp(device: NetDevice, devices: readonly NetDevice[], plan: AddressPlan): void {
  if (!device.ospf) return;
  const neighbors = device.bgp as BgpNeighbor[];
  const hubs = devices.filter(
    (other) => other !== device && (other.role === 'core' || other.role === 'spine'),
  );
  const speakers =
    device.role === 'core' || device.role === 'spine' ? devices.filter((o) => o !== device && o.ospf) : hubs;
  for (const other of speakers) {
    neighbors.push({
      address: other.loopback,
      asn: ownAsn,
      description: other.name,
      prefixes: pick(`${device.name}-${other.name}`, 4, 60),
    });
  }
  const transit = [...device.interfaces.values()].find((port) => port.attached === 'provider');
  if (transit === undefined) return;
  neighbors.push({
    address: plan.transit(device.slot)[1],
    asn: 64_700 + device.slot,
    description: transit.description,
    prefixes: pick(`${device.name}-transit`, 900, 950) * 1000,
    over: transit,
  });
  if (device.role !== 'router') return;
  neighbors.push({
    address: plan.vlan(250, 9),
    asn: 64_799,
    description: 'route collector',
    prefixes: 0,
    goneIn: 'after',
  });
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
