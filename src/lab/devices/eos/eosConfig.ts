import type { NetInterface } from '../../network/netDevice.ts';
import { pickCode } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { listedPorts } from './eosInterfaces.ts';

/** The configuration of EOS without its header comments. */
export function eosConfiguration(session: CiscoSession): string {
  const { device, network } = session;
  const hash = `$6$${pickCode(`${device.name}/salt`, 16)}$${pickCode(`${device.name}/hash`, 86)}`;
  return [
    'transceiver qsfp default-mode 4x10G',
    '!',
    'service routing protocols model ribd',
    '!',
    `hostname ${device.hostname}`,
    '!',
    ...device.ntp.map((server) => `ntp server ${server}`),
    '!',
    'spanning-tree mode mstp',
    '!',
    'no aaa root',
    '!',
    `username ${session.context.username} privilege 1 secret sha512 ${hash}`,
    '!',
    ...[...network.vlans(device)].flatMap(([id, name]) => [`vlan ${id}`, `   name ${name}`, '!']),
    ...listedPorts(session).flatMap((port) => [...interfaceLines(port), '!']),
    ...device.extra.flatMap(({ line, children }) => [line, ...children.map((child) => `   ${child}`), '!']),
    ...device.statics.map((route) => `ip route ${route.network}/${route.prefix} ${route.via[network.state]}`),
    '!',
    'ip routing',
    '!',
    `router bgp ${device.asn}`,
    `   router-id ${device.loopback}`,
    ...network
      .bgp(device)
      .flatMap(({ address, asn, description }) => [
        `   neighbor ${address} remote-as ${asn}`,
        ...(asn === device.asn ? [`   neighbor ${address} update-source Loopback0`] : []),
        `   neighbor ${address} description ${description}`,
      ]),
    '!',
    'router ospf 1',
    `   router-id ${device.loopback}`,
    '   network 10.0.0.0/8 area 0.0.0.0',
    '   max-lsa 12000',
    '!',
    'end',
    '',
  ].join('\n');
}

/** `show running-config` and `show startup-config`. */
export function showConfiguration(session: CiscoSession, which: 'running' | 'startup'): string {
  const { device, network } = session;
  const text = which === 'startup' ? (device.saved ?? eosConfiguration(session)) : eosConfiguration(session);
  return [
    `! Command: show ${which}-config`,
    `! device: ${device.hostname} (${device.model}, EOS-${network.version(device)})`,
    '!',
    '! boot system flash:/EOS.swi',
    '!',
    text,
  ].join('\n');
}

/** `show running-config interfaces <interface>`. */
export function showRunningInterface(session: CiscoSession, args: Readonly<Record<string, string>>): string {
  const port = session.port(args['interface'] ?? '');
  return port === undefined ? '' : `${interfaceLines(port).join('\n')}\n`;
}

function interfaceLines(port: NetInterface): string[] {
  const lines = [`interface ${port.name}`];
  if (port.description !== '') lines.push(`   description ${port.description}`);
  if (port.mtu !== 1500) lines.push(`   mtu ${port.mtu}`);
  if (!port.enabled) lines.push('   shutdown');
  if (port.mode === 'access' && port.accessVlan !== 1)
    lines.push(`   switchport access vlan ${port.accessVlan}`);
  if (port.mode === 'trunk')
    lines.push(`   switchport trunk allowed vlan ${port.trunkVlans}`, '   switchport mode trunk');
  if (port.mode === 'routed' && port.kind === 'physical') lines.push('   no switchport');
  if (port.address !== undefined) lines.push(`   ip address ${port.address.ip}/${port.address.prefix}`);
  return [...lines, ...port.extra.map((line) => `   ${line}`)];
}
