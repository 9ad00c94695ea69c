import { arpTable, macTable } from '../../network/hosts.ts';
import { announcedModel, announcedPort, linkNeighbors } from '../../network/neighbors.ts';
import { pick } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { shortNxosName } from '../cisco/interfaceNames.ts';
import { vlanPorts, wrapPorts } from '../cisco/vlanPorts.ts';
import { dottedMac, fit, right, row } from '../columns.ts';
import { durationParts } from '../times.ts';

/** `show vlan [brief]`. */
export function showVlan(session: CiscoSession, brief: boolean): string {
  const vlans: (readonly [number, string])[] = [[1, 'default'], ...session.network.vlans(session.device)];
  const lines = vlans.flatMap(([id, name]) =>
    wrapPorts(
      `${fit(String(id), 5)}${fit(name, 33)}active    `,
      vlanPorts(session, id, shortNxosName),
      4,
      48,
    ).map((line) => line.trimEnd()),
  );
  const text = [
    '',
    'VLAN Name                             Status    Ports',
    '---- -------------------------------- --------- -------------------------------',
    ...lines,
    '',
  ].join('\n');
  if (brief) return text;
  const modes = vlans.map(([id]) => row([5, 13], id, 'enet', 'CE'));
  return [
    text,
    'VLAN Type         Vlan-mode',
    '---- -----        ----------',
    ...modes,
    '',
    'Remote SPAN VLANs',
    '-'.repeat(79),
    '',
    'Primary  Secondary  Type             Ports',
    '-------  ---------  ---------------  -------------------------------------------',
    '',
    '',
  ].join('\n');
}

/** `show mac address-table`. */
export function showMacTable(session: CiscoSession): string {
  const entries = macTable(session.network, session.device).map(
    ({ vlan, mac, port }) =>
      `* ${right(vlan, 4)}     ${dottedMac(mac)}   dynamic  0         F      F    ${shortNxosName(port.name)}`,
  );
  return [
    'Legend: ',
    '        * - primary entry, G - Gateway MAC, (R) - Routed MAC, O - Overlay MAC',
    '        age - seconds since last seen,+ - primary entry using vPC Peer-Link,',
    '        (T) - True, (F) - False, C - ControlPlane MAC, ~ - vsan',
    '   VLAN     MAC Address      Type      age     Secure NTFY Ports',
    '---------+-----------------+--------+---------+------+----+------------------',
    ...entries,
    `G    -     ${dottedMac(session.device.baseMac)}   static   -         F      F    sup-eth1(R)`,
    '',
  ].join('\n');
}

/** `show ip arp`. */
export function showIpArp(session: CiscoSession): string {
  const entries = arpTable(session.network, session.device).filter(
    (entry) => entry.age !== undefined && entry.port.kind !== 'management',
  );
  const lines = entries.map(({ ip, mac, port, age }) => {
    const { hours, minutes, seconds } = durationParts((age ?? 0) % (25 * 60_000));
    const time = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
    return row([16, 10, 16], ip, time, dottedMac(mac), port.name);
  });
  return [
    '',
    'Flags: * - Adjacencies learnt on non-active FHRP router',
    '       + - Adjacencies synced via CFSoE',
    '       # - Adjacencies Throttled for Glean',
    '       CP - Added via L2RIB, Control plane Adjacencies',
    '       PS - Added via L2RIB, Peer Sync',
    '       RO - Re-Originated Peer Sync Entry',
    '       D - Static Adjacencies attached to down interface',
    '',
    'IP ARP Table for context default',
    `Total number of entries: ${lines.length}`,
    'Address         Age       MAC Address     Interface       Flags',
    ...lines,
    '',
  ].join('\n');
}

/** `show cdp neighbors`. */
export function showCdpNeighbors(session: CiscoSession): string {
  const neighbors = linkNeighbors(session.network, session.device).filter(({ device }) =>
    device.platform.startsWith('cisco'),
  );
  const lines = neighbors.flatMap(({ port, device, peerPort }) => {
    const name =
      device.platform === 'cisco_nxos'
        ? `${device.hostname}(${device.serial})`
        : `${device.hostname}.lab.example`;
    const rest = row(
      [15, 7, 12, 14],
      shortNxosName(port.name),
      pick(device.name, 121, 178),
      'R S I',
      announcedModel(device).slice(0, 13),
      peerPort.name,
    );
    return name.length > 18 ? [name, `                    ${rest}`] : [`${name.padEnd(20)}${rest}`];
  });
  return [
    'Capability Codes: R - Router, T - Trans-Bridge, B - Source-Route-Bridge',
    '                  S - Switch, H - Host, I - IGMP, r - Repeater,',
    '                  V - VoIP-Phone, D - Remotely-Managed-Device,',
    '                  s - Supports-STP-Dispute',
    '',
    'Device-ID          Local Intrfce  Hldtme Capability  Platform      Port ID',
    ...lines,
    '',
    `Total entries displayed: ${neighbors.length}`,
    '',
  ].join('\n');
}

/** `show lldp neighbors`. */
export function showLldpNeighbors(session: CiscoSession): string {
  const neighbors = linkNeighbors(session.network, session.device);
  const lines = neighbors.map(({ port, device, peerPort }) =>
    row(
      [21, 16, 11, 12],
      device.hostname,
      shortNxosName(port.name),
      120,
      'BR',
      announcedPort(device, peerPort),
    ),
  );
  return [
    'Capability codes:',
    '  (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device',
    '  (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other',
    'Device ID            Local Intf      Hold-time  Capability  Port ID  ',
    ...lines,
    `Total entries displayed: ${neighbors.length}`,
    '',
  ].join('\n');
}
