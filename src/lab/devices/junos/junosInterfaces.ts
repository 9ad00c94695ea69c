import { broadcastOf, networkOf } from '../../network/addressPlan.ts';
import { counters, lastFlap } from '../../network/counters.ts';
import type { NetDevice, NetInterface } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import { colonMac, row } from '../columns.ts';
import { shortAge, timeParts } from '../times.ts';

const upDown = (up: boolean): string => (up ? 'up' : 'down');

/** `show interfaces terse`. */
export function showInterfacesTerse(network: Network, device: NetDevice): string {
  const widths = [24, 6, 5, 9, 22];
  const lines = [...device.interfaces.values()].flatMap((port) => {
    const link = upDown(network.isUp(port, device));
    const admin = upDown(port.enabled);
    const physical = row(widths, port.name, admin, link);
    if (port.address === undefined) return [physical];
    const address = `${port.address.ip}/${port.address.prefix}`;
    const shown =
      port.kind === 'loopback'
        ? row([...widths], `${port.name}.0`, 'up', 'up', 'inet', port.address.ip, '--> 0/0')
        : row(widths, `${port.name}.0`, admin, link, 'inet', address);
    return [physical, shown];
  });
  return `${[row(widths, 'Interface', 'Admin', 'Link', 'Proto', 'Local', 'Remote'), ...lines].join('\n')}\n`;
}

/** `show interfaces descriptions`. */
export function showInterfacesDescriptions(network: Network, device: NetDevice): string {
  const lines = [...device.interfaces.values()]
    .filter((port) => port.description !== '')
    .map((port) =>
      row([16, 6, 5], port.name, upDown(port.enabled), upDown(network.isUp(port, device)), port.description),
    );
  return `${['Interface       Admin Link Description', ...lines].join('\n')}\n`;
}

/** `show interfaces [<name>]`. */
export function showInterfaces(network: Network, device: NetDevice, name?: string): string {
  const ports = [...device.interfaces.values()].filter((port) => name === undefined || port.name === name);
  return ports.map((port, index) => details(network, device, port, index)).join('\n');
}

function details(network: Network, device: NetDevice, port: NetInterface, index: number): string {
  const up = network.isUp(port, device);
  const count = counters(network, device, port);
  const mac = colonMac(port.mac);
  const flapped = lastFlap(network, port);
  const time = timeParts(flapped);
  const state = port.enabled ? 'Enabled' : 'Administratively down';
  const link = up ? 'Up' : 'Down';
  const physical = `Physical interface: ${port.name}, ${state}, Physical link is ${link}`;
  const head = [
    physical,
    `  Interface index: ${148 + index}, SNMP ifIndex: ${520 + index}`,
    ...(port.description === '' ? [] : [`  Description: ${port.description}`]),
  ];
  const unit =
    port.address === undefined
      ? []
      : [
          '',
          `  Logical interface ${port.name}.0 (Index ${330 + index}) (SNMP ifIndex ${600 + index})`,
          `    Flags: ${up ? 'Up' : 'Device-Down'} SNMP-Traps 0x4004000 Encapsulation: ENET2`,
          `    Input packets : ${count.inPackets}`,
          `    Output packets: ${count.outPackets}`,
          `    Protocol inet, MTU: ${port.mtu}`,
          `      Flags: Sendbcast-pkt-to-re`,
          '      Addresses, Flags: Is-Preferred Is-Primary',
          `        Destination: ${networkOf(port.address.ip, port.address.prefix)}/${port.address.prefix}, Local: ${port.address.ip}, Broadcast: ${broadcastOf(port.address.ip, port.address.prefix)}`,
        ];
  if (port.kind === 'loopback') return [...head, '  Type: Loopback, MTU: Unlimited', ...unit, ''].join('\n');
  return [
    ...head,
    `  Link-level type: Ethernet, MTU: ${port.mtu + 14}, MRU: ${port.mtu + 22}, Speed: ${port.speed / 1000}Gbps, BPDU Error: None, Loop Detect PDU Error: None,`,
    '  MAC-REWRITE Error: None, Loopback: Disabled, Source filtering: Disabled, Flow control: Enabled',
    `  Device flags   : Present Running${up ? '' : ' Down'}`,
    `  Interface flags: ${up ? '' : 'Hardware-Down '}SNMP-Traps Internal: 0x4000`,
    '  Link flags     : None',
    '  CoS queues     : 8 supported, 8 maximum usable queues',
    `  Current address: ${mac}, Hardware address: ${mac}`,
    `  Last flapped   : ${time.date} ${time.time} UTC (${shortAge(network.clock.now() - flapped)} ago)`,
    `  Input rate     : ${count.inBits} bps (${count.inRate} pps)`,
    `  Output rate    : ${count.outBits} bps (${count.outRate} pps)`,
    `  Active alarms  : ${up ? 'None' : 'LINK'}`,
    `  Active defects : ${up ? 'None' : 'LINK'}`,
    ...unit,
    '',
  ].join('\n');
}
