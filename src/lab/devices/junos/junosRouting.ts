import { arpTable } from '../../network/hosts.ts';
import { announcedPort, linkNeighbors } from '../../network/neighbors.ts';
import type { NetDevice } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import { pick } from '../../network/random.ts';
import { ospfNeighbors, routes, type Route } from '../../network/routes.ts';
import { bgpLines } from '../cisco/bgpTable.ts';
import { colonMac, fit, right, row } from '../columns.ts';
import { durationParts } from '../times.ts';

/** `1w2d 03:04:05`, `3d 04:05:06`, `04:05:06`. */
export function junosAge(ms: number): string {
  const { weeks, days, hours, minutes, seconds } = durationParts(ms);
  const clock = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
  if (weeks > 0) return `${weeks}w${days}d ${clock}`;
  return days > 0 ? `${days}d ${clock}` : clock;
}

/** `show bgp summary`. */
export function showBgpSummary(network: Network, device: NetDevice): string {
  const lines = bgpLines(network, device);
  const down = lines.filter((line) => !line.up).length;
  return [
    'Threading mode: BGP I/O',
    'Default eBGP mode: advertise - accept, receive - accept',
    `Groups: 2 Peers: ${lines.length} Down peers: ${down}`,
    'Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn State|#Active/Received/Accepted/Damped...',
    ...lines.flatMap(({ neighbor, up, received, sent, age }) => {
      const { prefixes } = neighbor;
      const line = `${fit(neighbor.address, 16)}${right(neighbor.asn, 11)} ${right(received, 10)} ${right(sent, 10)} ${right(0, 7)} ${right(up ? 0 : 1, 7)} ${right(junosAge(age), 11)} ${up ? 'Establ' : 'Active'}`;
      return up ? [line, `  inet.0: ${prefixes}/${prefixes}/${prefixes}/0`] : [line];
    }),
    '',
  ].join('\n');
}

/** `show lldp neighbors`. */
export function showLldpNeighbors(network: Network, device: NetDevice): string {
  const lines = linkNeighbors(network, device).map(({ port, device: other, peerPort }) =>
    row(
      [19, 20, 20, 19],
      port.name,
      '-',
      colonMac(other.baseMac),
      announcedPort(other, peerPort),
      other.hostname,
    ),
  );
  return `${['Local Interface    Parent Interface    Chassis Id          Port info          System Name', ...lines].join('\n')}\n`;
}

/** `show ospf neighbor`. */
export function showOspfNeighbor(network: Network, device: NetDevice): string {
  const lines = ospfNeighbors(network, device).map(({ routerId, address, port }) =>
    row(
      [17, 23, 10, 17, 5],
      address,
      `${port.name}.0`,
      'Full',
      routerId,
      ' 128',
      right(pick(routerId, 31, 39), 5),
    ),
  );
  return `${['Address          Interface              State     ID               Pri  Dead', ...lines].join('\n')}\n`;
}

/** `show arp [no-resolve]`. */
export function showArp(network: Network, device: NetDevice, resolve: boolean): string {
  const entries = arpTable(network, device).filter((entry) => entry.age !== undefined);
  const lines = entries.map(({ ip, mac, port }) =>
    row(
      resolve ? [18, 16, 26, 24] : [18, 16, 24],
      ...[colonMac(mac), ip, ...(resolve ? [ip] : []), `${port.name}.0`, 'none'],
    ),
  );
  const header = resolve
    ? 'MAC Address       Address         Name                      Interface               Flags'
    : 'MAC Address       Address         Interface               Flags';
  return `${[header, ...lines, `Total entries: ${entries.length}`].join('\n')}\n`;
}

/** `show route`. */
export function showRoute(network: Network, device: NetDevice): string {
  const table = routes(network, device);
  const age = junosAge(network.uptime(device) - 300_000);
  const lines = table.flatMap((route) => [
    `${fit(`${route.network}/${route.prefix}`, 19)}${protocolOf(route)} ${age}${route.source === 'ospf' ? `, metric ${route.metric}` : ''}`,
    `                    ${hopOf(route)}`,
  ]);
  return [
    '',
    `inet.0: ${table.length} destinations, ${table.length} routes (${table.length} active, 0 holddown, 0 hidden)`,
    '+ = Active Route, - = Last Active, * = Both',
    '',
    ...lines,
    '',
  ].join('\n');
}

function protocolOf(route: Route): string {
  return {
    connected: '*[Direct/0]',
    local: '*[Local/0]',
    static: '*[Static/5]',
    ospf: '*[OSPF/10]',
    'ospf-external': '*[OSPF/150]',
    bgp: '*[BGP/170]',
  }[route.source];
}

function hopOf(route: Route): string {
  const port = `${route.port?.name ?? 'lo0'}.0`;
  if (route.source === 'local') return `   Local via ${port}`;
  return route.via === undefined ? `>  via ${port}` : `>  to ${route.via} via ${port}`;
}
