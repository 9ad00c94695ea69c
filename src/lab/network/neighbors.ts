import type { NetDevice, NetInterface } from './netDevice.ts';
import type { Network } from './network.ts';

/** A device heard by LLDP or CDP. */
export interface LinkNeighbor {
  readonly port: NetInterface;
  readonly device: NetDevice;
  readonly peerPort: NetInterface;
}

/** Network devices on the other ends of the cables; servers do not announce themselves. */
export function linkNeighbors(network: Network, device: NetDevice): LinkNeighbor[] {
  return [...device.interfaces.values()].flatMap((port) => {
    const peer = network.peer(port);
    if (peer === undefined || peer.device.platform === 'linux' || !network.isUp(port, device)) return [];
    return [{ port, device: peer.device, peerPort: peer.port }];
  });
}

/** What a device says of its hardware and software in LLDP. */
export function systemDescription(network: Network, device: NetDevice): string {
  const version = network.version(device);
  const texts = {
    cisco_ios: `Cisco IOS Software, Version ${version}, RELEASE SOFTWARE`,
    cisco_nxos: `Cisco Nexus Operating System (NX-OS) Software, Version ${version}`,
    arista_eos: `Arista Networks EOS version ${version} running on an Arista Networks ${device.model}`,
    juniper_junos: `Juniper Networks, Inc. ${device.model} internet router, kernel JUNOS ${version}`,
    linux: `Debian GNU/Linux ${version}`,
  };
  return texts[device.platform];
}

/** How a device names its port in LLDP: IOS shortens it, the others do not. */
export function announcedPort(device: NetDevice, port: NetInterface): string {
  return device.platform === 'cisco_ios' ? port.name.replace(/^([A-Z][a-z])[A-Za-z-]*/, '$1') : port.name;
}

/** How a device names its model in CDP. */
export function announcedModel(device: NetDevice): string {
  return device.platform === 'cisco_nxos' ? `N9K-${device.model}` : device.model;
}
