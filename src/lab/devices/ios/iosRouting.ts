import { networkOf } from '../../network/addressPlan.ts';
import { arpTable } from '../../network/hosts.ts';
import { ospfNeighbors, routes, type Route } from '../../network/routes.ts';
import { pick } from '../../network/random.ts';
import { bgpLines, bgpPrefixes } from '../cisco/bgpTable.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { dottedMac, fit, right, row } from '../columns.ts';
import { shortAge } from '../times.ts';

const codes = [
  'Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP',
  '       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area ',
  '       N1 - OSPF NSSA external type 1, N2 - OSPF NSSA external type 2',
  '       E1 - OSPF external type 1, E2 - OSPF external type 2, m - OMP',
  '       n - NAT, Ni - NAT inside, No - NAT outside, Nd - NAT DIA',
  '       i - IS-IS, su - IS-IS summary, L1 - IS-IS level-1, L2 - IS-IS level-2',
  '       ia - IS-IS inter area, * - candidate default, U - per-user static route',
  '       H - NHRP, G - NHRP registered, g - NHRP registration summary',
  '       o - ODR, P - periodic downloaded static route, l - LISP',
  '       a - application route',
  '       + - replicated route, % - next hop override, p - overrides from PfR',
];

/** `show ip route`. */
export function showIpRoute(session: CiscoSession): string {
  const table = routes(session.network, session.device);
  const lastResort = table.find((route) => route.prefix === 0);
  const gateway =
    lastResort?.via === undefined
      ? 'Gateway of last resort is not set'
      : `Gateway of last resort is ${lastResort.via} to network 0.0.0.0`;
  const lines: string[] = lastResort === undefined ? [] : [routeLine(session, lastResort)];
  for (const major of new Set(
    table.filter((route) => route.prefix > 0).map((route) => classNetwork(route.network)),
  )) {
    const inside = table.filter((route) => route.prefix > 0 && classNetwork(route.network) === major);
    lines.push(classHeader(major, inside), ...inside.map((route) => routeLine(session, route)));
  }
  return [...codes, '', gateway, '', ...lines, ''].join('\n');
}

/** `show ip arp`. */
export function showIpArp(session: CiscoSession): string {
  const lines = arpTable(session.network, session.device).map(({ ip, mac, port, age }) => {
    const minutes = age === undefined ? '-' : String(Math.floor(age / 60_000));
    return `Internet  ${fit(ip, 17)}${right(minutes, 5)}   ${dottedMac(mac)}  ARPA   ${port.name}`;
  });
  return `${['Protocol  Address          Age (min)  Hardware Addr   Type   Interface', ...lines].join('\n')}\n`;
}

/** `show ip bgp summary`. */
export function showBgpSummary(session: CiscoSession): string {
  const lines = bgpLines(session.network, session.device);
  if (lines.length === 0) return '% BGP not active\n\n';
  const prefixes = bgpPrefixes(lines);
  const { loopback, asn } = session.device;
  return [
    `BGP router identifier ${loopback}, local AS number ${asn}`,
    `BGP table version is ${prefixes + 1}, main routing table version ${prefixes + 1}`,
    `${prefixes} network entries using ${prefixes * 248} bytes of memory`,
    `${prefixes} path entries using ${prefixes * 136} bytes of memory`,
    `${lines.length}/${lines.length} BGP path/bestpath attribute entries using ${lines.length * 288} bytes of memory`,
    '2 BGP AS-PATH entries using 48 bytes of memory',
    '0 BGP route-map cache entries using 0 bytes of memory',
    '0 BGP filter-list cache entries using 0 bytes of memory',
    `BGP using ${prefixes * 384 + 1000} total bytes of memory`,
    `BGP activity ${prefixes}/0 prefixes, ${prefixes}/0 paths, scan interval 60 secs`,
    '',
    'Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd',
    ...lines.map(({ neighbor, up, received, sent, age }) =>
      [
        neighbor.address.padEnd(15),
        ' 4 ',
        right(neighbor.asn, 12),
        right(received, 8),
        right(sent, 8),
        right(up ? prefixes + 1 : 1, 9),
        right(0, 5),
        right(0, 5),
        ` ${shortAge(age).padEnd(8)}`,
        up ? right(neighbor.prefixes, 9) : ' Idle',
      ].join(''),
    ),
    '',
  ].join('\n');
}

/** `show ip ospf neighbor`. */
export function showOspfNeighbor(session: CiscoSession): string {
  const lines = ospfNeighbors(session.network, session.device).map(({ routerId, address, port }) =>
    row(
      [16, 5, 16, 12, 16],
      routerId,
      '  0',
      'FULL/  -',
      `00:00:${pick(routerId, 31, 39)}`,
      address,
      port.name,
    ),
  );
  if (lines.length === 0) return '';
  return `\n${['Neighbor ID     Pri   State           Dead Time   Address         Interface', ...lines].join('\n')}\n`;
}

function routeLine(session: CiscoSession, route: Route): string {
  const code = { local: 'L', connected: 'C', static: 'S', ospf: 'O', 'ospf-external': 'O*E2', bgp: 'B*' }[
    route.source
  ];
  const mark = route.source === 'static' && route.prefix === 0 ? 'S*' : code;
  const target = `${mark.padEnd(9)}${route.network}/${route.prefix}`;
  if (route.via === undefined) return `${target} is directly connected, ${route.port?.name ?? ''}`;
  const distance = { local: 0, connected: 0, static: 1, ospf: 110, 'ospf-external': 110, bgp: 20 }[
    route.source
  ];
  const age =
    route.source === 'static' ? '' : `, ${shortAge(session.network.uptime(session.device) - 300_000)}`;
  const port =
    route.port === undefined || route.source === 'bgp' || route.source === 'static'
      ? ''
      : `, ${route.port.name}`;
  return `${target} [${distance}/${route.metric}] via ${route.via}${age}${port}`;
}

function classNetwork(network: string): string {
  const first = Number(network.split('.')[0]);
  return networkOf(network, first < 128 ? 8 : first < 192 ? 16 : 24);
}

function classHeader(major: string, inside: readonly Route[]): string {
  const first = Number(major.split('.')[0]);
  const prefix = first < 128 ? 8 : first < 192 ? 16 : 24;
  const lengths = new Set(inside.map((route) => route.prefix));
  const varied =
    lengths.size > 1 ? `variably subnetted, ${inside.length} subnets, ${lengths.size} masks` : '';
  const same = `subnetted, ${inside.length} subnets`;
  const shown = varied === '' ? [...lengths][0] : prefix;
  return `      ${major}/${shown ?? prefix} is ${varied === '' ? same : varied}`;
}
