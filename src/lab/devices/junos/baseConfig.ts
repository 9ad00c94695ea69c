import type { NetDevice, NetInterface } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import { pickCode } from '../../network/random.ts';
import { emptyConfig, setStatement, statementPath, statementWords, type ConfigNode } from './configTree.ts';

/** What the device was configured with when the lab started. */
export interface Pristine {
  readonly hostname: string;
  readonly ntp: readonly string[];
  readonly ports: readonly NetInterface[];
}

/** The configuration a device starts with, in the lab's present state. */
export function baseConfig(network: Network, device: NetDevice, pristine: Pristine): ConfigNode {
  const root = emptyConfig();
  for (const line of [
    ...systemLines(network, device, pristine),
    ...pristine.ports.flatMap(portLines),
    ...routingLines(network, device, pristine),
  ]) {
    setStatement(root, statementPath(statementWords(line)));
  }
  return root;
}

function systemLines(network: Network, device: NetDevice, pristine: Pristine): string[] {
  const hash = `"$6$${pickCode(`${device.name}/salt`, 8)}$${pickCode(`${device.name}/hash`, 60)}"`;
  return [
    `version ${network.version(device)}`,
    `system host-name ${pristine.hostname}`,
    `system root-authentication encrypted-password ${hash}`,
    'system login user showrun class super-user',
    `system login user showrun authentication encrypted-password ${hash}`,
    'system services ssh',
    'system services netconf ssh',
    'system syslog file messages any notice',
    ...pristine.ntp.map((server) => `system ntp server ${server}`),
  ];
}

function portLines(port: NetInterface): string[] {
  const start = `interfaces ${port.name}`;
  const used = port.address !== undefined || port.description !== '' || !port.enabled;
  if (!used) return [];
  return [
    ...(port.description === '' ? [] : [`${start} description "${port.description}"`]),
    ...(port.enabled ? [] : [`${start} disable`]),
    ...(port.mtu === 1500 ? [] : [`${start} mtu ${port.mtu}`]),
    ...(port.address === undefined
      ? []
      : [`${start} unit 0 family inet address ${port.address.ip}/${port.address.prefix}`]),
  ];
}

function routingLines(network: Network, device: NetDevice, pristine: Pristine): string[] {
  const sessions = network.bgp(device);
  const group = (asn: number): string => (asn === device.asn ? 'internal' : 'transit');
  const routed = pristine.ports.filter((port) => port.link !== undefined && port.address !== undefined);
  return [
    ...device.statics.map(
      (route) =>
        `routing-options static route ${route.network}/${route.prefix} next-hop ${route.via[network.state]}`,
    ),
    `routing-options router-id ${device.loopback}`,
    `routing-options autonomous-system ${device.asn}`,
    'protocols bgp group internal type internal',
    `protocols bgp group internal local-address ${device.loopback}`,
    ...sessions.flatMap(({ address, asn, description }) => {
      const start = `protocols bgp group ${group(asn)} neighbor ${address}`;
      return [
        `${start} description "${description}"`,
        ...(asn === device.asn ? [] : [`${start} peer-as ${asn}`]),
      ];
    }),
    ...routed.map((port) => `protocols ospf area 0.0.0.0 interface ${port.name}.0`),
    'protocols ospf area 0.0.0.0 interface lo0.0 passive',
    'protocols lldp interface all',
  ];
}
