import { addressPlan } from './addressPlan.ts';
import type { NetDevice, NetInterface } from './netDevice.ts';
import type { Network } from './network.ts';
import { pick } from './random.ts';

/** A line of a MAC address table. */
export interface MacEntry {
  readonly vlan: number;
  /** 12 hexadecimal digits. */
  readonly mac: string;
  readonly port: NetInterface;
}

/** A line of an ARP table. */
export interface ArpEntry {
  readonly ip: string;
  readonly mac: string;
  readonly port: NetInterface;
  /** Milliseconds; undefined for the device's own addresses. */
  readonly age?: number;
}

interface Host {
  readonly ip: string;
  readonly mac: string;
  readonly vlan: number;
  readonly device: NetDevice;
  readonly port: NetInterface;
}

/** MAC addresses a switch has learned: from its own ports, and behind its trunks. */
export function macTable(network: Network, device: NetDevice): MacEntry[] {
  const entries: MacEntry[] = [];
  for (const host of podHosts(network, device.pod)) {
    const port = host.device === device ? host.port : trunkTowards(network, device, host.device);
    if (port !== undefined && network.isUp(port, device))
      entries.push({ vlan: host.vlan, mac: host.mac, port });
  }
  for (const port of device.interfaces.values()) {
    const peer = network.peer(port);
    if (peer === undefined || port.mode === 'routed' || !network.isUp(port, device)) continue;
    entries.push({ vlan: port.mode === 'trunk' ? 10 : port.accessVlan, mac: peer.port.mac, port });
  }
  return entries.sort((left, right) => left.vlan - right.vlan || left.mac.localeCompare(right.mac));
}

/** Addresses a device has resolved, its own included. */
export function arpTable(network: Network, device: NetDevice): ArpEntry[] {
  const entries: ArpEntry[] = [];
  for (const port of device.interfaces.values()) {
    if (port.address === undefined || port.kind === 'loopback' || !network.isUp(port, device)) continue;
    entries.push({ ip: port.address.ip, mac: port.mac, port });
    for (const [ip, mac] of neighborsOn(network, device, port)) {
      const phase = pick(`${ip}/age`, 0, 239) * 60_000;
      entries.push({ ip, mac, port, age: (network.clock.now() + phase) % (240 * 60_000) });
    }
  }
  return entries;
}

function neighborsOn(network: Network, device: NetDevice, port: NetInterface): [string, string][] {
  const plan = addressPlan(device.pod);
  const peer = network.peer(port);
  if (peer !== undefined)
    return peer.port.address === undefined ? [] : [[peer.port.address.ip, peer.port.mac]];
  if (port.attached === 'provider') return [[plan.transit(device.slot)[1], `00b0c2${port.mac.slice(6)}`]];
  if (port.kind === 'management') return [[plan.management(-10), `00005e000${port.mac.slice(9, 12)}`]];
  if (port.kind !== 'vlan') return [];
  const others = network
    .pod(device.pod)
    .filter((other) => other !== device)
    .map((other) => other.interfaces.get(port.name))
    .filter((other) => other?.address !== undefined)
    .map((other): [string, string] => [other?.address?.ip ?? '', other?.mac ?? '']);
  const hosts = podHosts(network, device.pod).filter((host) => host.vlan === port.accessVlan);
  const seen = device.role === 'access' ? [] : hosts.map((host): [string, string] => [host.ip, host.mac]);
  return [...others, ...seen];
}

function podHosts(network: Network, pod: number): Host[] {
  const plan = addressPlan(pod);
  const hosts: Host[] = [];
  for (const device of network.pod(pod)) {
    for (const port of device.interfaces.values()) {
      if (port.attached !== 'host' || port.kind !== 'physical' || !network.isUp(port, device)) continue;
      const number = 100 + ((device.slot * 8 + hosts.length) % 150);
      const mac = `3c970e${(0x100000 + pick(`${device.name}/${port.name}`, 0, 0xeffff)).toString(16)}`;
      hosts.push({ ip: plan.vlan(port.accessVlan, number), mac, vlan: port.accessVlan, device, port });
    }
  }
  return hosts;
}

function trunkTowards(network: Network, device: NetDevice, other: NetDevice): NetInterface | undefined {
  const ports = [...device.interfaces.values()].filter(
    (port) => port.mode === 'trunk' && network.isUp(port, device),
  );
  const direct = ports.find((port) => network.peer(port)?.device === other);
  return direct ?? (device.role === 'access' && other.role === 'access' ? ports[0] : undefined);
}
