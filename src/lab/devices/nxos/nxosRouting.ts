import { ospfNeighbors, routes, type Route } from '../../network/routes.ts';
import { bgpLines, bgpPrefixes } from '../cisco/bgpTable.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { shortNxosName } from '../cisco/interfaceNames.ts';
import { right, row } from '../columns.ts';
import { shortAge } from '../times.ts';

/** `show ip route`. */
export function showIpRoute(session: CiscoSession): string {
  const lines = routes(session.network, session.device).flatMap((route) => [
    `${route.network}/${route.prefix}, ubest/mbest: 1/0${route.via === undefined ? ', attached' : ''}`,
    `    *via ${hop(session, route)}`,
  ]);
  return [
    'IP Route Table for VRF "default"',
    "'*' denotes best ucast next-hop",
    "'**' denotes best mcast next-hop",
    "'[x/y]' denotes [preference/metric]",
    "'%<string>' in via output denotes VRF <string>",
    '',
    ...lines,
    '',
  ].join('\n');
}

function hop(session: CiscoSession, route: Route): string {
  const age = shortAge(session.network.uptime(session.device) - 300_000);
  const port = route.port === undefined ? '' : `, ${shortNxosName(route.port.name)}`;
  const own = route.port?.address?.ip ?? '';
  switch (route.source) {
    case 'connected':
      return `${own}${port}, [0/0], ${age}, direct`;
    case 'local':
      return `${own}${port}, [0/0], ${age}, local`;
    case 'static':
      return `${route.via ?? ''}${port}, [1/0], ${age}, static`;
    case 'bgp':
      return `${route.via ?? ''}, [20/0], ${age}, bgp-${session.device.asn}, external`;
    default:
      return `${route.via ?? ''}${port}, [110/${route.metric}], ${age}, ospf-1, ${route.source === 'ospf' ? 'intra' : 'type-2'}`;
  }
}

/** `show ip bgp summary`. */
export function showBgpSummary(session: CiscoSession): string {
  const lines = bgpLines(session.network, session.device);
  const prefixes = bgpPrefixes(lines);
  const { loopback, asn } = session.device;
  return [
    'BGP summary information for VRF default, address family IPv4 Unicast',
    `BGP router identifier ${loopback}, local AS number ${asn}`,
    `BGP table version is ${prefixes + 1}, IPv4 Unicast config peers ${lines.length}, capable peers ${lines.length}`,
    `${prefixes} network entries and ${prefixes} paths using ${prefixes * 244} bytes of memory`,
    `BGP attribute entries [${lines.length}/${lines.length * 172}], BGP AS path entries [2/12]`,
    'BGP community entries [0/0], BGP clusterlist entries [0/0]',
    '',
    'Neighbor        V    AS    MsgRcvd    MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd',
    ...lines.map(({ neighbor, up, received, sent, age }) =>
      [
        neighbor.address.padEnd(16),
        '4',
        right(neighbor.asn, 6),
        right(received, 11),
        right(sent, 11),
        right(up ? prefixes + 1 : 0, 9),
        right(0, 5),
        right(0, 5),
        right(shortAge(age), 9),
        up ? ` ${neighbor.prefixes}` : ' Idle',
      ].join(''),
    ),
    '',
  ].join('\n');
}

/** `show ip ospf neighbors`. */
export function showOspfNeighbors(session: CiscoSession): string {
  const neighbors = ospfNeighbors(session.network, session.device);
  const age = shortAge(session.network.uptime(session.device) - 240_000);
  return [
    ' OSPF Process ID 1 VRF default',
    ` Total number of neighbors: ${neighbors.length}`,
    ' Neighbor ID     Pri State            Up Time  Address         Interface',
    ...neighbors.map(({ routerId, address, port }) =>
      row([17, 4, 17, 9, 16], ` ${routerId}`, '  1', 'FULL/ -', age, address, shortNxosName(port.name)),
    ),
    '',
  ].join('\n');
}
