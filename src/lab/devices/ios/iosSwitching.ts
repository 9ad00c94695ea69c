import { macTable } from '../../network/hosts.ts';
import { announcedModel, announcedPort, linkNeighbors, systemDescription } from '../../network/neighbors.ts';
import { pick } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { shortIosName } from '../cisco/interfaceNames.ts';
import { vlanPorts, wrapPorts } from '../cisco/vlanPorts.ts';
import { dottedMac, fit, right, row } from '../columns.ts';

const reserved: readonly [number, string, string][] = [
  [1002, 'fddi-default', 'fddi'],
  [1003, 'token-ring-default', 'tr'],
  [1004, 'fddinet-default', 'fdnet'],
  [1005, 'trnet-default', 'trnet'],
];

/** `show vlan [brief]`. */
export function showVlan(session: CiscoSession, brief: boolean): string {
  const vlans = session.network.vlans(session.device);
  const lines = [[1, 'default'] as const, ...vlans].flatMap(([id, name]) =>
    wrapPorts(`${fit(String(id), 5)}${fit(name, 33)}active    `, vlanPorts(session, id, shortIosName), 4, 48),
  );
  const rest = reserved.map(([id, name]) => row([5, 33], id, name, 'act/unsup'));
  const head = [
    'VLAN Name                             Status    Ports',
    '---- -------------------------------- --------- -------------------------------',
  ];
  const text = ['', ...head, ...lines, ...rest, ''].join('\n');
  if (brief) return text;
  const types = [
    ...[1, ...vlans.keys()].map((id) => [id, 'enet'] as const),
    ...reserved.map(([id, , type]) => [id, type] as const),
  ].map(([id, type]) =>
    row([5, 6, 11, 6, 7, 7, 9, 5, 9, 7], id, type, 100_000 + id, 1500, '-', '-', '-', '-', '-', 0, '     0'),
  );
  return [
    text,
    'VLAN Type  SAID       MTU   Parent RingNo BridgeNo Stp  BrdgMode Trans1 Trans2',
    '---- ----- ---------- ----- ------ ------ -------- ---- -------- ------ ------',
    ...types,
    '',
    'Remote SPAN VLANs',
    '-'.repeat(78),
    '',
    '',
    'Primary Secondary Type              Ports',
    '------- --------- ----------------- ------------------------------------------',
    '',
    '',
  ].join('\n');
}

/** `show mac address-table`. */
export function showMacTable(session: CiscoSession): string {
  const entries = macTable(session.network, session.device);
  const lines = entries.map(
    ({ vlan, mac, port }) =>
      `${right(vlan, 4)}    ${dottedMac(mac)}    DYNAMIC     ${shortIosName(port.name)}`,
  );
  return [
    '          Mac Address Table',
    '-------------------------------------------',
    '',
    'Vlan    Mac Address       Type        Ports',
    '----    -----------       --------    -----',
    ` All    0100.0ccc.cccc    STATIC      CPU`,
    ` All    0180.c200.0000    STATIC      CPU`,
    ...lines,
    `Total Mac Addresses for this criterion: ${entries.length + 2}`,
    '',
  ].join('\n');
}

/** `show cdp neighbors`. Only Cisco devices speak CDP. */
export function showCdpNeighbors(session: CiscoSession): string {
  const neighbors = linkNeighbors(session.network, session.device).filter(({ device }) =>
    device.platform.startsWith('cisco'),
  );
  const lines = neighbors.flatMap(({ port, device, peerPort }) => {
    const local = spacedName(port.name);
    const hold = String(pick(`${device.name}/cdp`, 121, 178));
    const rest = row(
      [18, 11, 12, 10],
      local,
      hold,
      capability(device.role),
      announcedModel(device).slice(0, 9),
      spacedName(peerPort.name),
    );
    const name = device.platform === 'cisco_nxos' ? `${device.hostname}(${device.serial})` : device.hostname;
    return name.length > 16 ? [name, `                 ${rest}`] : [`${name.padEnd(17)}${rest}`];
  });
  return [
    'Capability Codes: R - Router, T - Trans Bridge, B - Source Route Bridge',
    '                  S - Switch, H - Host, I - IGMP, r - Repeater, P - Phone, ',
    '                  D - Remote, C - CVTA, M - Two-port Mac Relay ',
    '',
    'Device ID        Local Intrfce     Holdtme    Capability  Platform  Port ID',
    ...lines,
    '',
    `Total cdp entries displayed : ${neighbors.length}`,
    '',
  ].join('\n');
}

/** `show lldp neighbors`. */
export function showLldpNeighbors(session: CiscoSession): string {
  const neighbors = linkNeighbors(session.network, session.device);
  const lines = neighbors.map(({ port, device, peerPort }) =>
    row(
      [20, 15, 11, 16],
      device.hostname,
      shortIosName(port.name),
      120,
      'B,R',
      announcedPort(device, peerPort),
    ),
  );
  return [
    'Capability codes:',
    '    (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device',
    '    (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other',
    '',
    'Device ID           Local Intf     Hold-time  Capability      Port ID',
    ...lines,
    '',
    `Total entries displayed: ${neighbors.length}`,
    '',
    '',
  ].join('\n');
}

/** `show lldp neighbors detail`. */
export function showLldpDetail(session: CiscoSession): string {
  const neighbors = linkNeighbors(session.network, session.device);
  const blocks = neighbors.map(({ port, device, peerPort }) =>
    [
      '------------------------------------------------',
      `Local Intf: ${shortIosName(port.name)}`,
      `Chassis id: ${dottedMac(device.baseMac)}`,
      `Port id: ${announcedPort(device, peerPort)}`,
      `Port Description: ${peerPort.description}`,
      `System Name: ${device.hostname}`,
      '',
      'System Description: ',
      systemDescription(session.network, device),
      '',
      `Time remaining: ${pick(`${device.name}/lldp`, 91, 119)} seconds`,
      'System Capabilities: B,R',
      'Enabled Capabilities: B,R',
      'Management Addresses:',
      `    IP: ${device.loopback}`,
      'Auto Negotiation - not supported',
      `Physical media capabilities - not advertised`,
      `Vlan ID: - not advertised`,
      '',
    ].join('\n'),
  );
  return `${blocks.join('')}\nTotal entries displayed: ${neighbors.length}\n\n`;
}

function spacedName(name: string): string {
  return name.replace(/^([A-Z][a-z]{2})[A-Za-z-]*/, '$1 ');
}

function capability(role: string): string {
  return role === 'edge' || role === 'router' ? 'R S I' : 'S I';
}
