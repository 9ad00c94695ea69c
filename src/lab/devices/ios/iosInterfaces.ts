import { counters, lastFlap } from '../../network/counters.ts';
import type { NetInterface } from '../../network/netDevice.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { shortIosName } from '../cisco/interfaceNames.ts';
import { dottedMac, fit, right, row } from '../columns.ts';
import { shortAge } from '../times.ts';

/** Interfaces in the order a device lists them: SVIs first, then ports, then loopbacks. */
export function listedPorts(session: CiscoSession): readonly NetInterface[] {
  const rank = { vlan: 0, management: 1, physical: 2, loopback: 3 };
  return [...session.device.interfaces.values()].sort((left, other) => rank[left.kind] - rank[other.kind]);
}

/** `show ip interface brief`. */
export function showIpInterfaceBrief(session: CiscoSession): string {
  const widths = [16, 4, 7, 22];
  // The name's column gives way where the name is longer.
  const named = (name: string): string => `${name.padEnd(22)} `;
  const lines = listedPorts(session).map((port) => {
    const up = session.network.isUp(port, session.device);
    const status = port.enabled ? (up ? 'up' : 'down') : 'administratively down';
    const method = port.address === undefined ? 'unset' : 'NVRAM';
    return (
      named(port.name) +
      row(widths, port.address?.ip ?? 'unassigned', 'YES', method, status, up ? 'up' : 'down')
    );
  });
  const header = named('Interface') + row(widths, 'IP-Address', 'OK?', 'Method', 'Status', 'Protocol');
  return `${[header, ...lines].join('\n')}\n`;
}

/** `show interfaces status`. */
export function showInterfacesStatus(session: CiscoSession): string {
  const ports = listedPorts(session).filter((port) => port.kind === 'physical');
  const lines = ports.map((port) => {
    const up = session.network.isUp(port, session.device);
    const status = port.enabled ? (up ? 'connected' : 'notconnect') : 'disabled';
    const vlan = port.mode === 'access' ? String(port.accessVlan) : port.mode;
    const speed = port.speed >= 10_000 ? '10G' : '1000';
    const type = port.speed >= 10_000 ? 'SFP-10GBase-SR' : '10/100/1000BaseTX';
    return [
      fit(shortIosName(port.name), 10),
      fit(port.description, 19),
      fit(status, 13),
      fit(vlan, 11),
      right(up ? 'a-full' : 'auto', 6),
      right(up ? `a-${speed}` : 'auto', 7),
      ` ${type}`,
    ].join('');
  });
  return `\n${['Port      Name               Status       Vlan       Duplex  Speed Type', ...lines].join('\n')}\n`;
}

/** `show interfaces description`. */
export function showInterfacesDescription(session: CiscoSession): string {
  const widths = [31, 15, 9];
  const lines = listedPorts(session).map((port) => {
    const up = session.network.isUp(port, session.device);
    const status = port.enabled ? (up ? 'up' : 'down') : 'admin down';
    return row(widths, shortIosName(port.name), status, up ? 'up' : 'down', port.description);
  });
  return `${[row(widths, 'Interface', 'Status', 'Protocol', 'Description'), ...lines].join('\n')}\n`;
}

/** `show interfaces [<interface>]`. */
export function showInterfaces(session: CiscoSession, args: Readonly<Record<string, string>>): string {
  const one = args['interface'] === undefined ? undefined : session.port(args['interface']);
  return (one === undefined ? listedPorts(session) : [one]).map((port) => details(session, port)).join('');
}

/** `show interfaces counters`. */
export function showCounters(session: CiscoSession): string {
  const ports = listedPorts(session).filter((port) => port.kind === 'physical');
  const table = (direction: 'In' | 'Out'): string => {
    const header = `Port     ${['Octets', 'UcastPkts', 'McastPkts', 'BcastPkts'].map((name) => right(direction + name, 17)).join('')}`;
    const lines = ports.map((port) => {
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
      return fit(shortIosName(port.name), 9) + values.map((value) => right(value, 17)).join('');
    });
    return `\n${[header, ...lines].join('\n')}\n`;
  };
  return table('In') + table('Out');
}

function details(session: CiscoSession, port: NetInterface): string {
  const { network, device } = session;
  const up = network.isUp(port, device);
  const count = counters(network, device, port);
  const physical = port.kind === 'physical';
  const state = port.enabled ? (up ? 'up' : 'down') : 'administratively down';
  const reason = !physical ? '' : port.enabled ? (up ? ' (connected)' : ' (notconnect)') : ' (disabled)';
  const mac = dottedMac(port.mac);
  const idle = up ? '00:00:01' : shortAge(session.now - lastFlap(network, port));
  const cleared = port.clearedAt === undefined ? 'never' : shortAge(session.now - port.clearedAt);
  const speed = port.speed >= 10_000 ? '10Gb/s' : '1000Mb/s';
  const load = (bits: number): number => Math.max(1, Math.round((bits / (port.speed * 1e6)) * 255));
  const hardware =
    port.kind === 'loopback' ? 'Loopback' : port.kind === 'vlan' ? 'Ethernet SVI' : 'Gigabit Ethernet';
  const address =
    port.address === undefined ? [] : [`  Internet address is ${port.address.ip}/${port.address.prefix}`];
  return [
    `${port.name} is ${state}, line protocol is ${up ? 'up' : 'down'}${reason} `,
    port.kind === 'loopback'
      ? '  Hardware is Loopback'
      : `  Hardware is ${hardware}, address is ${mac} (bia ${mac})`,
    ...(port.description === '' ? [] : [`  Description: ${port.description}`]),
    ...address,
    `  MTU ${port.mtu} bytes, BW ${port.speed * 1000} Kbit/sec, DLY 10 usec, `,
    `     reliability 255/255, txload ${load(count.outBits)}/255, rxload ${load(count.inBits)}/255`,
    `  Encapsulation ${port.kind === 'loopback' ? 'LOOPBACK' : 'ARPA'}, loopback not set`,
    '  Keepalive set (10 sec)',
    ...(physical
      ? [
          `  Full-duplex, ${speed}, media type is ${speed === '10Gb/s' ? 'SFP-10GBase-SR' : '10/100/1000BaseTX'}`,
        ]
      : []),
    ...(physical ? ['  input flow-control is on, output flow-control is unsupported '] : []),
    '  ARP type: ARPA, ARP Timeout 04:00:00',
    `  Last input ${idle}, output ${idle}, output hang never`,
    `  Last clearing of "show interface" counters ${cleared}`,
    '  Input queue: 0/2000/0/0 (size/max/drops/flushes); Total output drops: 0',
    '  Queueing strategy: fifo',
    '  Output queue: 0/40 (size/max)',
    `  5 minute input rate ${count.inBits} bits/sec, ${count.inRate} packets/sec`,
    `  5 minute output rate ${count.outBits} bits/sec, ${count.outRate} packets/sec`,
    `     ${count.inPackets} packets input, ${count.inBytes} bytes, 0 no buffer`,
    `     Received ${count.inBroadcast} broadcasts (${count.inMulticast} multicasts)`,
    '     0 runts, 0 giants, 0 throttles ',
    `     ${count.inErrors} input errors, ${count.inErrors} CRC, 0 frame, 0 overrun, 0 ignored`,
    `     0 watchdog, ${count.inMulticast} multicast, 0 pause input`,
    '     0 input packets with dribble condition detected',
    `     ${count.outPackets} packets output, ${count.outBytes} bytes, 0 underruns`,
    '     0 output errors, 0 collisions, 1 interface resets',
    '     0 unknown protocol drops',
    '     0 babbles, 0 late collision, 0 deferred',
    '     0 lost carrier, 0 no carrier, 0 pause output',
    '     0 output buffer failures, 0 output buffers swapped out',
    '',
  ].join('\n');
}
