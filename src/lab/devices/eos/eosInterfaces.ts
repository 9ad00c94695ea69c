import { counters, lastFlap } from '../../network/counters.ts';
import type { NetInterface } from '../../network/netDevice.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { shortEosName } from '../cisco/interfaceNames.ts';
import { dottedMac, fit, right, row } from '../columns.ts';
import { durationParts } from '../times.ts';

/** Interfaces in EOS's order: Ethernet, Loopback, Management, Vlan. */
export function listedPorts(session: CiscoSession): readonly NetInterface[] {
  const rank = { physical: 0, loopback: 1, management: 2, vlan: 3 };
  return [...session.device.interfaces.values()].sort((left, other) => rank[left.kind] - rank[other.kind]);
}

/** `show interfaces status`. */
export function showInterfacesStatus(session: CiscoSession): string {
  const ports = listedPorts(session).filter((port) => port.kind === 'physical' || port.kind === 'management');
  const lines = ports.map((port) => {
    const up = session.network.isUp(port, session.device);
    const status = port.enabled ? (up ? 'connected' : 'notconnect') : 'disabled';
    const vlan = port.mode === 'access' ? String(port.accessVlan) : port.mode;
    const fast = port.speed >= 10_000;
    return row(
      [11, 32, 13, 9],
      shortEosName(port.name),
      port.description,
      status,
      vlan,
      `${fit(up ? 'full' : 'auto', 7)}${fit(up ? (fast ? '10G' : '1G') : 'auto', 7)}${fast ? '10GBASE-SR' : '10/100/1000'}`,
    );
  });
  return `${['Port       Name                            Status       Vlan     Duplex Speed  Type', ...lines].join('\n')}\n`;
}

/** `show interfaces description`. */
export function showInterfacesDescription(session: CiscoSession): string {
  const lines = listedPorts(session).map((port) => {
    const up = session.network.isUp(port, session.device);
    const status = port.enabled ? (up ? 'up' : 'down') : 'admin down';
    return row([31, 15, 19], shortEosName(port.name), status, up ? 'up' : 'down', port.description);
  });
  return `${[row([31, 15, 19], 'Interface', 'Status', 'Protocol', 'Description'), ...lines].join('\n')}\n`;
}

/** `show ip interface brief`. */
export function showIpInterfaceBrief(session: CiscoSession): string {
  const lines = listedPorts(session)
    .filter((port) => port.address !== undefined)
    .map((port) => {
      const up = session.network.isUp(port, session.device);
      const address = `${port.address?.ip ?? ''}/${port.address?.prefix ?? 0}`;
      const status = port.enabled ? (up ? 'up' : 'down') : 'admin down';
      return row([17, 21, 13, 15], port.name, address, status, up ? 'up' : 'down', right(port.mtu, 7));
    });
  return [
    '                                                                              Address ',
    'Interface        IP Address           Status       Protocol            MTU    Owner   ',
    '---------------- -------------------- ------------ -------------- ----------- ------- ',
    ...lines,
    '',
  ].join('\n');
}

/** `show interfaces counters`. */
export function showInterfacesCounters(session: CiscoSession): string {
  const ports = listedPorts(session).filter((port) => port.kind === 'physical' || port.kind === 'management');
  const table = (direction: 'In' | 'Out'): string[] => [
    `Port      ${['Octets', 'UcastPkts', 'McastPkts', 'BcastPkts'].map((name) => right(direction + name, 16)).join('')}`,
    ...ports.map((port) => {
      const count = counters(session.network, session.device, port);
      const values =
        direction === 'In'
          ? [count.inBytes, count.inPackets, count.inMulticast, count.inBroadcast]
          : [
              count.outBytes,
              count.outPackets,
              Math.floor(count.outPackets / 89),
              Math.floor(count.outPackets / 307),
            ];
      return fit(shortEosName(port.name), 10) + values.map((value) => right(value, 16)).join('');
    }),
  ];
  return [...table('In'), '', ...table('Out'), ''].join('\n');
}

/** `show interfaces [<interface>]`. */
export function showInterfaces(session: CiscoSession, args: Readonly<Record<string, string>>): string {
  const one = args['interface'] === undefined ? undefined : session.port(args['interface']);
  return (one === undefined ? listedPorts(session) : [one]).map((port) => details(session, port)).join('');
}

function details(session: CiscoSession, port: NetInterface): string {
  const { network, device } = session;
  const up = network.isUp(port, device);
  const count = counters(network, device, port);
  const mac = dottedMac(port.mac);
  const { allDays, hours, minutes, seconds } = durationParts(session.now - lastFlap(network, port));
  const state = port.enabled ? (up ? 'up' : 'down') : 'administratively down';
  const link = port.enabled ? (up ? 'connected' : 'notconnect') : 'disabled';
  const hardware = { physical: 'Ethernet', management: 'Ethernet', vlan: 'Vlan', loopback: 'Loopback' }[
    port.kind
  ];
  const address =
    port.address === undefined
      ? []
      : [
          `  Internet address is ${port.address.ip}/${port.address.prefix}`,
          '  Broadcast address is 255.255.255.255',
        ];
  const age = `  ${up ? 'Up' : 'Down'} ${allDays} days, ${hours} hours, ${minutes} minutes, ${seconds} seconds`;
  const head = [
    `${port.name} is ${state}, line protocol is ${up ? 'up' : 'down'} (${link})`,
    hardware === 'Loopback'
      ? '  Hardware is Loopback'
      : `  Hardware is ${hardware}, address is ${mac} (bia ${mac})`,
    ...(port.description === '' ? [] : [`  Description: ${port.description}`]),
    ...address,
  ];
  if (port.kind === 'loopback' || port.kind === 'vlan') {
    return [...head, `  IP MTU ${port.kind === 'loopback' ? 65_535 : port.mtu} bytes`, age, ''].join('\n');
  }
  return [
    ...head,
    `  IP MTU ${port.mtu} bytes, Ethernet MTU 10218 bytes, BW ${port.speed * 1000} kbit`,
    `  ${up ? 'Full-duplex' : 'Auto-duplex'}, ${up ? `${port.speed / 1000}Gb/s` : 'Auto-speed'}, auto negotiation: off, uni-link: disabled`,
    age,
    '  Loopback Mode : None',
    `  Last clearing of "show interface" counters ${port.clearedAt === undefined ? 'never' : '0:00:01 ago'}`,
    `  5 minutes input rate ${(count.inBits / 1e6).toFixed(2)} Mbps (0.1% with framing overhead), ${count.inRate} packets/sec`,
    `  5 minutes output rate ${(count.outBits / 1e6).toFixed(2)} Mbps (0.1% with framing overhead), ${count.outRate} packets/sec`,
    `     ${count.inPackets} packets input, ${count.inBytes} bytes`,
    `     Received ${count.inBroadcast} broadcasts, ${count.inMulticast} multicast`,
    '     0 runts, 0 giants',
    `     ${count.inErrors} input errors, ${count.inErrors} CRC, 0 alignment, 0 symbol, 0 input discards`,
    '     0 PAUSE input',
    `     ${count.outPackets} packets output, ${count.outBytes} bytes`,
    `     Sent ${Math.floor(count.outPackets / 307)} broadcasts, ${Math.floor(count.outPackets / 89)} multicast`,
    '     0 output errors, 0 collisions',
    '     0 late collision, 0 deferred, 0 output discards',
    '     0 PAUSE output',
    '',
  ].join('\n');
}
