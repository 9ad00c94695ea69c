import { ospfNeighbors, routes, type Route } from '../../network/routes.ts';
import { pick } from '../../network/random.ts';
import { bgpLines } from '../cisco/bgpTable.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { fit, right, row } from '../columns.ts';
import { shortAge } from '../times.ts';

/** `show ip route`. */
export function showIpRoute(session: CiscoSession): string {
  const table = routes(session.network, session.device).filter((route) => route.source !== 'local');
  const lastResort = table.find((route) => route.prefix === 0);
  const gateway =
    lastResort === undefined
      ? ['Gateway of last resort is not set']
      : ['Gateway of last resort:', routeLine(lastResort)];
  return [
    '',
    'VRF: default',
    'Codes: C - connected, S - static, K - kernel, ',
    '       O - OSPF, IA - OSPF inter area, E1 - OSPF external type 1,',
    '       E2 - OSPF external type 2, N1 - OSPF NSSA external type 1,',
    '       N2 - OSPF NSSA external type2, B - Other BGP Routes,',
    '       B I - iBGP, B E - eBGP, R - RIP, I L1 - IS-IS level 1,',
    '       I L2 - IS-IS level 2, O3 - OSPFv3, A B - BGP Aggregate,',
    '       A O - OSPF Summary, NG - Nexthop Group Static Route,',
    '       V - VXLAN Control Service, M - Martian,',
    '       DH - DHCP client installed default route,',
    '       DP - Dynamic Policy Route, L - VRF Leaked',
    '',
    ...gateway,
    '',
    ...table.filter((route) => route.prefix > 0).map(routeLine),
    '',
    '',
  ].join('\n');
}

function routeLine(route: Route): string {
  const code = { local: 'C', connected: 'C', static: 'S', ospf: 'O', 'ospf-external': 'O E2', bgp: 'B E' }[
    route.source
  ];
  const start = ` ${fit(code, 9)}${route.network}/${route.prefix}`;
  if (route.via === undefined) return `${start} is directly connected, ${route.port?.name ?? ''}`;
  const distance = { local: 0, connected: 0, static: 1, ospf: 110, 'ospf-external': 110, bgp: 200 }[
    route.source
  ];
  return `${start} [${distance}/${route.metric}] via ${route.via}, ${route.port?.name ?? 'Null0'}`;
}

/** `show ip bgp summary`. */
export function showBgpSummary(session: CiscoSession): string {
  const lines = bgpLines(session.network, session.device).map(({ neighbor, up, received, sent, age }) =>
    [
      `  ${neighbor.description.slice(0, 24).padEnd(25)}`,
      `${neighbor.address.padEnd(16)} 4 `,
      right(neighbor.asn, 5),
      right(received, 18),
      right(sent, 10),
      right(0, 5),
      right(0, 5),
      right(shortAge(age), 9),
      up ? ` Estab   ${neighbor.prefixes}      ${neighbor.prefixes}` : ' Idle',
    ].join(''),
  );
  return [
    'BGP summary information for VRF default',
    `Router identifier ${session.device.loopback}, local AS number ${session.device.asn}`,
    'Neighbor Status Codes: m - Under maintenance',
    '  Description              Neighbor         V AS           MsgRcvd   MsgSent  InQ OutQ  Up/Down State   PfxRcd PfxAcc',
    ...lines,
    '',
  ].join('\n');
}

/** `show ip ospf neighbor`. */
export function showOspfNeighbor(session: CiscoSession): string {
  const lines = ospfNeighbors(session.network, session.device).map(({ routerId, address, port }) =>
    row(
      [16, 9, 9, 4, 23, 12, 16],
      routerId,
      '1',
      'default',
      0,
      'FULL',
      `00:00:${pick(routerId, 31, 39)}`,
      address,
      port.name,
    ),
  );
  const header = row(
    [16, 9, 9, 4, 23, 12, 16],
    'Neighbor ID',
    'Instance',
    'VRF',
    'Pri',
    'State',
    'Dead Time',
    'Address',
    'Interface',
  );
  return `${[header, ...lines].join('\n')}\n`;
}
