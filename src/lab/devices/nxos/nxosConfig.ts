import type { NetInterface } from '../../network/netDevice.ts';
import { pickCode } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { timeParts } from '../times.ts';

/** The configuration of NX-OS without its two header comments. */
export function nxosConfiguration(session: CiscoSession): string {
  const { device, network } = session;
  const vlans = network.vlans(device);
  const ports = [...device.interfaces.values()];
  const order = { vlan: 0, physical: 1, management: 2, loopback: 3 };
  ports.sort((left, right) => order[left.kind] - order[right.kind]);
  return [
    '',
    `version ${network.version(device)} Bios:version 05.47 `,
    `hostname ${device.hostname}`,
    '',
    'feature ospf',
    'feature bgp',
    'feature interface-vlan',
    'feature lldp',
    '',
    'no password strength-check',
    `username ${session.context.username} password 5 $5$${pickCode(`${device.name}/salt`, 6)}$${pickCode(`${device.name}/hash`, 43)}  role network-admin`,
    'no ip domain-lookup',
    `snmp-server location ${device.site}`,
    ...device.ntp.map((server) => `ntp server ${server} use-vrf management`),
    ...device.extra.flatMap(({ line, children }) => [line, ...children.map((child) => `  ${child}`)]),
    '',
    ...device.statics.map((route) => `ip route ${route.network}/${route.prefix} ${route.via[network.state]}`),
    `vlan ${[1, ...vlans.keys()].join(',')}`,
    ...[...vlans].flatMap(([id, name]) => [`vlan ${id}`, `  name ${name}`]),
    '',
    'vrf context management',
    '',
    ...ports.flatMap((port) => [...interfaceLines(port), '']),
    'line console',
    'line vty',
    'router ospf 1',
    `  router-id ${device.loopback}`,
    `router bgp ${device.asn}`,
    `  router-id ${device.loopback}`,
    '  address-family ipv4 unicast',
    ...network
      .bgp(device)
      .flatMap(({ address, asn, description }) => [
        `  neighbor ${address}`,
        `    remote-as ${asn}`,
        `    description ${description}`,
        ...(asn === device.asn ? ['    update-source loopback0'] : []),
        '    address-family ipv4 unicast',
      ]),
    '',
    '',
  ].join('\n');
}

/** `show running-config`, and `show startup-config` with its own first words. */
export function showConfiguration(session: CiscoSession, which: 'running' | 'startup'): string {
  const time = timeParts(session.now);
  const day = String(time.day).padStart(2, ' ');
  const stamp = `${time.weekday} ${time.month} ${day} ${time.time} ${time.year}`;
  const text =
    which === 'startup' ? (session.device.saved ?? nxosConfiguration(session)) : nxosConfiguration(session);
  return `\n!Command: show ${which}-config\n!Running configuration last done at: ${stamp}\n!Time: ${stamp}\n${text}`;
}

/** `show running-config interface <interface>`. */
export function showRunningInterface(session: CiscoSession, args: Readonly<Record<string, string>>): string {
  const port = session.port(args['interface'] ?? '');
  const time = timeParts(session.now);
  const lines = port === undefined ? [] : interfaceLines(port);
  return [
    '',
    `!Command: show running-config interface ${port?.name ?? ''}`,
    `!Time: ${time.weekday} ${time.month} ${time.day} ${time.time} ${time.year}`,
    '',
    `version ${session.network.version(session.device)} Bios:version 05.47 `,
    '',
    ...lines,
    '',
    '',
  ].join('\n');
}

function interfaceLines(port: NetInterface): string[] {
  const lines = [`interface ${port.name}`];
  if (port.description !== '') lines.push(`  description ${port.description}`);
  if (port.kind === 'management') lines.push('  vrf member management');
  if (port.kind === 'physical' && port.mode === 'routed') lines.push('  no switchport');
  if (port.mode === 'trunk')
    lines.push('  switchport mode trunk', `  switchport trunk allowed vlan ${port.trunkVlans}`);
  if (port.mode === 'access' && port.accessVlan !== 1)
    lines.push(`  switchport access vlan ${port.accessVlan}`);
  if (port.mtu !== 1500) lines.push(`  mtu ${port.mtu}`);
  if (port.address !== undefined) lines.push(`  ip address ${port.address.ip}/${port.address.prefix}`);
  if (port.address !== undefined && port.kind !== 'management') lines.push('  ip router ospf 1 area 0.0.0.0');
  lines.push(...port.extra.map((line) => `  ${line}`));
  if (!port.enabled) lines.push('  shutdown');
  else if (port.kind === 'vlan' || (port.kind === 'physical' && port.mode === 'routed'))
    lines.push('  no shutdown');
  return lines;
}
