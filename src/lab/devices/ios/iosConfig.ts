import { maskOf } from '../../network/addressPlan.ts';
import type { NetInterface } from '../../network/netDevice.ts';
import { pickCode } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { timeParts } from '../times.ts';
import { listedPorts } from './iosInterfaces.ts';

/** The running configuration of IOS without the lines that `show running-config` puts before it. */
export function iosConfiguration(session: CiscoSession): string {
  const { device, network } = session;
  const version = network.version(device).split('.').slice(0, 2).map(Number).join('.');
  const secret = `$9$${pickCode(`${device.name}/secret`, 14)}$${pickCode(`${device.name}/hash`, 43)}`;
  const lines = [
    `version ${version}`,
    'service timestamps debug datetime msec',
    'service timestamps log datetime msec',
    'service password-encryption',
    '!',
    `hostname ${device.hostname}`,
    '!',
    'logging buffered 102400 debugging',
    `enable secret 9 ${secret}`,
    '!',
    'no aaa new-model',
    'no ip domain lookup',
    `ip domain name lab.example`,
    '!',
    'lldp run',
    '!',
    `username ${session.context.username} privilege 1 secret 9 ${secret}`,
    '!',
    ...[...network.vlans(device)].flatMap(([id, name]) => [`vlan ${id}`, ` name ${name}`, '!']),
    ...listedPorts(session).flatMap((port) => [...interfaceLines(port), '!']),
    ...routingLines(session),
    'ip forward-protocol nd',
    'no ip http server',
    ...device.statics.map(
      ({ network: target, prefix, via }) => `ip route ${target} ${maskOf(prefix)} ${via[network.state]}`,
    ),
    '!',
    ...device.extra.flatMap(({ line, children }) => [line, ...children.map((child) => ` ${child}`)]),
    'snmp-server community 5h0wrunR0 RO',
    `snmp-server location ${device.site}`,
    '!',
    'line con 0',
    ' logging synchronous',
    'line vty 0 15',
    ' login local',
    ' transport input ssh',
    '!',
    ...device.ntp.map((server) => `ntp server ${server}`),
    'end',
    '',
  ];
  return lines.join('\n');
}

/** `show running-config`. */
export function showRunningConfig(session: CiscoSession): string {
  const text = iosConfiguration(session);
  const changed = timeParts(
    Math.max(
      session.network.lastChange,
      ...[...session.device.interfaces.values()].map((port) => port.changedAt),
    ),
  );
  const by = `${changed.time} UTC ${changed.weekday} ${changed.month} ${changed.day} ${changed.year} by ${session.context.username}`;
  return [
    'Building configuration...',
    '',
    `Current configuration : ${text.length} bytes`,
    '!',
    `! Last configuration change at ${by}`,
    '!',
    text,
    '',
  ].join('\n');
}

/** `show running-config interface <interface>`. */
export function showRunningInterface(session: CiscoSession, args: Readonly<Record<string, string>>): string {
  const port = session.port(args['interface'] ?? '');
  const lines = port === undefined ? [] : interfaceLines(port);
  const text = `${lines.join('\n')}\n`;
  return `Building configuration...\n\nCurrent configuration : ${text.length} bytes\n!\n${text}end\n\n`;
}

function interfaceLines(port: NetInterface): string[] {
  const lines = [`interface ${port.name}`];
  if (port.description !== '') lines.push(` description ${port.description}`);
  if (port.mode === 'access' && port.accessVlan !== 1)
    lines.push(` switchport access vlan ${port.accessVlan}`);
  if (port.mode === 'trunk' && port.trunkVlans !== '')
    lines.push(` switchport trunk allowed vlan ${port.trunkVlans}`);
  if (port.mode !== 'routed') lines.push(` switchport mode ${port.mode}`);
  if (port.mode === 'routed' && port.kind === 'physical' && port.name.startsWith('Ten'))
    lines.push(' no switchport');
  if (port.mtu !== 1500) lines.push(` mtu ${port.mtu}`);
  if (port.address !== undefined) lines.push(` ip address ${port.address.ip} ${maskOf(port.address.prefix)}`);
  else if (port.mode === 'routed') lines.push(' no ip address');
  lines.push(...port.extra.map((line) => ` ${line}`));
  if (!port.enabled) lines.push(' shutdown');
  return lines;
}

function routingLines({ device, network }: CiscoSession): string[] {
  if (!device.ospf) return [];
  const neighbors = network
    .bgp(device)
    .flatMap(({ address, asn, description }) => [
      ` neighbor ${address} remote-as ${asn}`,
      ` neighbor ${address} description ${description}`,
      ...(asn === device.asn ? [` neighbor ${address} update-source Loopback0`] : []),
    ]);
  return [
    'router ospf 1',
    ` router-id ${device.loopback}`,
    ' network 10.0.0.0 0.255.255.255 area 0',
    '!',
    `router bgp ${device.asn}`,
    ` bgp router-id ${device.loopback}`,
    ' bgp log-neighbor-changes',
    ...neighbors,
    '!',
  ];
}
