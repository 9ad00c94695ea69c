import { arpTable, macTable } from '../../network/hosts.ts';
import { announcedPort, linkNeighbors } from '../../network/neighbors.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { shortEosName } from '../cisco/interfaceNames.ts';
import { vlanPorts, wrapPorts } from '../cisco/vlanPorts.ts';
import { dottedMac, fit, right, row } from '../columns.ts';
import { durationParts } from '../times.ts';

/** `show vlan`. */
export function showVlan(session: CiscoSession): string {
  const vlans: (readonly [number, string])[] = [[1, 'default'], ...session.network.vlans(session.device)];
  const lines = vlans.flatMap(([id, name]) => {
    const svi = session.port(`Vlan${id}`) === undefined ? [] : ['Cpu'];
    const ports = [...svi, ...vlanPorts(session, id, shortEosName)];
    return wrapPorts(`${fit(String(id), 6)}${fit(name, 33)}active    `, ports, 6, 49);
  });
  return [
    'VLAN  Name                             Status    Ports',
    '----- -------------------------------- --------- -------------------------------',
    ...lines,
    '',
    '',
  ].join('\n');
}

/** `show mac address-table`. */
export function showMacTable(session: CiscoSession): string {
  const entries = macTable(session.network, session.device);
  const lines = entries.map(
    ({ vlan, mac, port }) =>
      `${right(vlan, 4)}    ${dottedMac(mac)}    DYNAMIC     ${fit(shortEosName(port.name), 11)}1       0:12:04 ago`,
  );
  return [
    '          Mac Address Table',
    '------------------------------------------------------------------',
    '',
    'Vlan    Mac Address       Type        Ports      Moves   Last Move',
    '----    -----------       ----        -----      -----   ---------',
    ...lines,
    `Total Mac Addresses for this criterion: ${entries.length}`,
    '',
    '          Multicast Mac Address Table',
    '------------------------------------------------------------------',
    '',
    'Vlan    Mac Address       Type        Ports',
    '----    -----------       ----        -----',
    'Total Mac Addresses for this criterion: 0',
    '',
  ].join('\n');
}

/** `show ip arp`. */
export function showIpArp(session: CiscoSession): string {
  const lines = arpTable(session.network, session.device)
    .filter((entry) => entry.age !== undefined)
    .map(({ ip, mac, port, age }) => {
      const { hours, minutes, seconds } = durationParts(age ?? 0);
      const time = `${hours}:${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`;
      const learned = port.kind === 'vlan' ? `${port.name}, not learned` : port.name;
      return `${fit(ip, 15)} ${right(time, 9)}  ${dottedMac(mac)}  ${learned}`;
    });
  return `${['Address         Age (sec)  Hardware Addr   Interface', ...lines].join('\n')}\n`;
}

/** `show lldp neighbors`. */
export function showLldpNeighbors(session: CiscoSession): string {
  const lines = linkNeighbors(session.network, session.device).map(({ port, device, peerPort }) =>
    row(
      [14, 31, 23],
      shortEosName(port.name),
      `${device.hostname}.lab.example`,
      announcedPort(device, peerPort),
      120,
    ),
  );
  return [
    'Last table change time   : 1 day, 4:12:31 ago',
    `Number of table inserts  : ${lines.length}`,
    'Number of table deletes  : 0',
    'Number of table drops    : 0',
    'Number of table age-outs : 0',
    '',
    'Port          Neighbor Device ID             Neighbor Port ID       TTL',
    '---------- ------------------------------ ---------------------- ---',
    ...lines,
    '',
  ].join('\n');
}
