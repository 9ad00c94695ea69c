import { addressPlan, networkOf } from './addressPlan.ts';
import type { NetDevice, NetInterface } from './netDevice.ts';
import type { Network } from './network.ts';

/** A line of a routing table. */
export interface Route {
  readonly source: 'local' | 'connected' | 'static' | 'ospf' | 'ospf-external' | 'bgp';
  readonly network: string;
  readonly prefix: number;
  readonly via?: string;
  readonly port?: NetInterface;
  readonly metric: number;
}

/** An OSPF neighbour. */
export interface OspfNeighbor {
  readonly routerId: string;
  readonly address: string;
  readonly port: NetInterface;
}

interface Hop {
  readonly device: NetDevice;
  readonly via: string;
  readonly port: NetInterface;
  readonly distance: number;
}

/** The routing table that follows from addresses, cables and the lab's state; sorted by network. */
export function routes(network: Network, device: NetDevice): Route[] {
  const table: Route[] = [];
  for (const port of device.interfaces.values()) {
    if (port.address === undefined || port.kind === 'management' || !network.isUp(port, device)) continue;
    const { ip, prefix } = port.address;
    table.push({ source: 'connected', network: networkOf(ip, prefix), prefix, port, metric: 0 });
    if (prefix < 32) table.push({ source: 'local', network: ip, prefix: 32, port, metric: 0 });
  }
  const hops = device.ospf ? reachable(network, device) : [];
  for (const hop of hops) {
    const { device: other, via, port, distance } = hop;
    table.push({ source: 'ospf', network: other.loopback, prefix: 32, via, port, metric: distance * 10 + 1 });
  }
  const lastResort = defaultRoute(network, device, hops);
  if (lastResort !== undefined) table.push(lastResort);
  for (const route of device.statics) {
    const via = route.via[network.state];
    const port = portTowards(device, via) ?? hops.find((hop) => hop.device.loopback === via)?.port;
    table.push({ ...route, source: 'static', via, metric: 0, ...(port === undefined ? {} : { port }) });
  }
  return table.sort((left, right) => order(left) - order(right) || left.prefix - right.prefix);
}

/** OSPF neighbours on links that are up at both ends. */
export function ospfNeighbors(network: Network, device: NetDevice): OspfNeighbor[] {
  if (!device.ospf) return [];
  return [...device.interfaces.values()].flatMap((port) => {
    const peer = network.peer(port);
    if (peer === undefined || port.address === undefined || peer.port.address === undefined) return [];
    if (!peer.device.ospf || !network.isUp(port, device)) return [];
    return [{ routerId: peer.device.loopback, address: peer.port.address.ip, port }];
  });
}

function reachable(network: Network, from: NetDevice): Hop[] {
  const found = new Map<NetDevice, Hop>();
  let frontier: { device: NetDevice; first?: Hop }[] = [{ device: from }];
  for (let distance = 1; frontier.length > 0; distance++) {
    const next: typeof frontier = [];
    for (const { device, first } of frontier) {
      for (const neighbor of ospfNeighbors(network, device)) {
        const other = network.peer(neighbor.port)?.device;
        if (other === undefined || other === from || found.has(other)) continue;
        const start = first ?? { device: other, via: neighbor.address, port: neighbor.port, distance };
        const hop = { ...start, device: other, distance };
        found.set(other, hop);
        next.push({ device: other, first: hop });
      }
    }
    frontier = next;
  }
  return [...found.values()];
}

function defaultRoute(network: Network, device: NetDevice, hops: readonly Hop[]): Route | undefined {
  if (!device.ospf) return undefined;
  const route = { network: '0.0.0.0', prefix: 0 };
  const transit = upTransit(network, device);
  if (transit !== undefined) {
    return {
      ...route,
      source: 'bgp',
      via: addressPlan(device.pod).transit(device.slot)[1],
      port: transit,
      metric: 0,
    };
  }
  const exit = hops.find((hop) => upTransit(network, hop.device) !== undefined);
  if (exit === undefined) return undefined;
  return { ...route, source: 'ospf-external', via: exit.via, port: exit.port, metric: 1 };
}

function upTransit(network: Network, device: NetDevice): NetInterface | undefined {
  return [...device.interfaces.values()].find(
    (port) => port.attached === 'provider' && network.isUp(port, device),
  );
}

function portTowards(device: NetDevice, ip: string): NetInterface | undefined {
  return [...device.interfaces.values()].find(
    ({ address, kind }) =>
      address !== undefined &&
      kind !== 'loopback' &&
      networkOf(ip, address.prefix) === networkOf(address.ip, address.prefix),
  );
}

function order(route: Route): number {
  return route.network.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
