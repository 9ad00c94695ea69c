import { counters, lastFlap } from '../../network/counters.ts';
import type { NetInterface } from '../../network/netDevice.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { shortNxosName } from '../cisco/interfaceNames.ts';
import { dottedMac, fit, right, row } from '../columns.ts';
import { durationParts } from '../times.ts';

const rule = '-'.repeat(80);

function portsOf(session: CiscoSession, ...kinds: readonly NetInterface['kind'][]): NetInterface[] {
  return kinds.flatMap((kind) =>
    [...session.device.interfaces.values()].filter((port) => port.kind === kind),
  );
}

function speedOf(port: NetInterface): string {
  return port.speed >= 1000 ? `${port.speed / 1000}G` : String(port.speed);
}

/** Why a port is down, in NX-OS's words. */
function reasonOf(session: CiscoSession, port: NetInterface): string {
  if (session.network.isUp(port, session.device)) return 'none';
  return port.enabled ? 'Link not connected' : 'Administratively down';
}

/** `show interface brief`. */
export function showInterfaceBrief(session: CiscoSession): string {
  const up = (port: NetInterface): string => (session.network.isUp(port, session.device) ? 'up' : 'down');
  const management = portsOf(session, 'management').map((port) =>
    row([7, 13, 7, 40, 9], port.name, '--', up(port), port.address?.ip ?? '--', 1000, port.mtu),
  );
  const ethernet = portsOf(session, 'physical').map((port) => {
    const vlan = port.mode === 'routed' ? '--' : port.mode === 'trunk' ? '1' : String(port.accessVlan);
    const speed = `${up(port) === 'up' ? speedOf(port) : 'auto'}(D)`;
    return row(
      [14, 8, 5, 7, 8],
      shortNxosName(port.name),
      vlan,
      'eth',
      port.mode,
      up(port),
      fit(reasonOf(session, port), 23) + `${right(speed, 10)} --`,
    );
  });
  const vlans = portsOf(session, 'vlan').map((port) =>
    row([46, 9], `${fit(port.name, 10)}--`, up(port), port.enabled ? '--' : 'Administratively down'),
  );
  const loopbacks = portsOf(session, 'loopback').map((port) =>
    row([14, 11], shortNxosName(port.name), up(port), port.description === '' ? '--' : port.description),
  );
  return [
    '',
    rule,
    'Port   VRF          Status IP Address                              Speed    MTU',
    rule,
    ...management,
    '',
    rule,
    'Ethernet      VLAN    Type Mode   Status  Reason                   Speed     Port',
    'Interface                                                                    Ch #',
    rule,
    ...ethernet,
    '',
    rule,
    'Interface Secondary VLAN(Type)                    Status Reason',
    rule,
    ...vlans,
    '',
    rule,
    'Interface     Status     Description',
    rule,
    ...loopbacks,
    '',
  ].join('\n');
}

/** `show interface status`. */
export function showInterfaceStatus(session: CiscoSession): string {
  const lines = portsOf(session, 'management', 'physical').map((port) => {
    const up = session.network.isUp(port, session.device);
    const wired = port.link !== undefined || port.attached !== undefined;
    const status = !port.enabled ? 'disabled' : up ? 'connected' : wired ? 'notconnec' : 'xcvrAbsen';
    const vlan = port.mode === 'access' ? String(port.accessVlan) : port.mode;
    const type = port.kind === 'management' ? '--' : wired ? '10Gbase-SR' : '--';
    const name = port.description === '' ? '--' : port.description;
    return row(
      [14, 19, 10, 10, 8, 8],
      shortNxosName(port.name),
      name,
      status,
      vlan,
      up ? 'full' : 'auto',
      up ? speedOf(port) : 'auto',
      type,
    );
  });
  return [
    rule,
    'Port          Name               Status    Vlan      Duplex  Speed   Type',
    rule,
    ...lines,
    '',
  ].join('\n');
}

/** `show interface description`. */
export function showInterfaceDescription(session: CiscoSession): string {
  const table = (title: string, ports: readonly NetInterface[], typed: boolean): string[] => [
    '',
    rule,
    title,
    rule,
    ...ports.map((port) => {
      const text = port.description === '' ? '--' : port.description;
      const name = shortNxosName(port.name);
      return typed ? row([14, 7, 8], name, 'eth', speedOf(port), text) : row([14], name, text);
    }),
  ];
  return [
    ...table('Interface                Description', portsOf(session, 'management'), false),
    ...table('Port          Type   Speed   Description', portsOf(session, 'physical'), true),
    ...table('Interface                Description', portsOf(session, 'loopback', 'vlan'), false),
    '',
  ].join('\n');
}

/** `show interface counters`. */
export function showInterfaceCounters(session: CiscoSession): string {
  const ports = portsOf(session, 'management', 'physical');
  const table = (left: string, other: string, values: (port: NetInterface) => [number, number]): string[] => [
    '',
    rule,
    `Port ${right(left, 39)}${right(other, 34)}`,
    rule,
    ...ports.map((port) => {
      const [one, two] = values(port);
      return `${fit(shortNxosName(port.name), 5)}${right(one, 39)}${right(two, 34)}`;
    }),
  ];
  const count = (port: NetInterface): ReturnType<typeof counters> =>
    counters(session.network, session.device, port);
  return [
    ...table('InOctets', 'InUcastPkts', (port) => [count(port).inBytes, count(port).inPackets]),
    ...table('InMcastPkts', 'InBcastPkts', (port) => [count(port).inMulticast, count(port).inBroadcast]),
    ...table('OutOctets', 'OutUcastPkts', (port) => [count(port).outBytes, count(port).outPackets]),
    '',
  ].join('\n');
}

/** `show ip interface brief`. */
export function showIpInterfaceBrief(session: CiscoSession): string {
  const line = (port: NetInterface): string => {
    const up = session.network.isUp(port, session.device) ? 'up' : 'down';
    const status = `protocol-${up}/link-${up}/admin-${port.enabled ? 'up' : 'down'}`;
    return row([21, 16], shortNxosName(port.name), port.address?.ip ?? '--', status);
  };
  const ports = portsOf(session, 'vlan', 'loopback', 'physical').filter((port) => port.address !== undefined);
  return [
    'IP Interface Status for VRF "default"(1)',
    'Interface            IP Address      Interface Status',
    ...ports.map(line),
    '',
  ].join('\n');
}

/** `show interface [<interface>]`. */
export function showInterface(session: CiscoSession, args: Readonly<Record<string, string>>): string {
  const one = args['interface'] === undefined ? undefined : session.port(args['interface']);
  const ports = one === undefined ? portsOf(session, 'management', 'physical', 'loopback', 'vlan') : [one];
  return ports.map((port) => details(session, port)).join('\n');
}

function details(session: CiscoSession, port: NetInterface): string {
  const { network, device } = session;
  const up = network.isUp(port, device);
  const count = counters(network, device, port);
  const mac = dottedMac(port.mac);
  const flap = durationParts(session.now - lastFlap(network, port));
  const since = `${flap.allDays}d${String(flap.hours).padStart(2, '0')}h`;
  const state = up ? `${port.name} is up` : `${port.name} is down (${reasonOf(session, port)})`;
  const address =
    port.address === undefined ? [] : [`  Internet Address is ${port.address.ip}/${port.address.prefix}`];
  const description = port.description === '' ? [] : [`  Description: ${port.description}`];
  const common = [
    ...description,
    ...address,
    `  MTU ${port.mtu} bytes, BW ${port.speed * 1000} Kbit, DLY 10 usec`,
    '  reliability 255/255, txload 1/255, rxload 1/255',
  ];
  if (port.kind === 'loopback') {
    return [
      state,
      `admin state is ${port.enabled ? 'up' : 'down'}`,
      '  Hardware: Loopback',
      ...common,
      '  Encapsulation LOOPBACK, medium is broadcast',
      '',
    ].join('\n');
  }
  if (port.kind === 'vlan') {
    const line = `${port.name} is ${port.enabled ? (up ? 'up' : 'down') : 'down (Administratively down)'}, line protocol is ${up ? 'up' : 'down'}, autostate enabled`;
    return [
      line,
      `  Hardware is EtherSVI, address is  ${mac}`,
      ...common,
      '  Encapsulation ARPA, loopback not set',
      '',
    ].join('\n');
  }
  return [
    state,
    `admin state is ${port.enabled ? 'up' : 'down'}, Dedicated Interface`,
    `  Hardware: 1000/10000 Ethernet, address: ${mac} (bia ${mac})`,
    ...common,
    '  Encapsulation ARPA, medium is broadcast',
    ...(port.mode === 'routed' ? [] : [`  Port mode is ${port.mode}`]),
    `  ${up ? 'full-duplex' : 'auto-duplex'}, ${up ? `${port.speed / 1000} Gb/s` : 'auto-speed'}, media type is 10G`,
    '  Beacon is turned off',
    '  Auto-Negotiation is turned on  FEC mode is Auto',
    '  Input flow-control is off, output flow-control is off',
    '  Auto-mdix is turned off',
    '  Rate mode is dedicated',
    '  Switchport monitor is off ',
    '  EtherType is 0x8100 ',
    '  EEE (efficient-ethernet) : n/a',
    `  Last link flapped ${since}`,
    `  Last clearing of "show interface" counters ${port.clearedAt === undefined ? 'never' : '00:00:01'}`,
    '  1 interface resets',
    '  30 seconds input rate ' + `${count.inBits} bits/sec, ${count.inRate} packets/sec`,
    '  30 seconds output rate ' + `${count.outBits} bits/sec, ${count.outRate} packets/sec`,
    '  RX',
    `    ${count.inPackets - count.inMulticast - count.inBroadcast} unicast packets  ${count.inMulticast} multicast packets  ${count.inBroadcast} broadcast packets`,
    `    ${count.inPackets} input packets  ${count.inBytes} bytes`,
    '    0 jumbo packets  0 storm suppression bytes',
    `    0 runts  0 giants  ${count.inErrors} CRC  0 no buffer`,
    `    ${count.inErrors} input error  0 short frame  0 overrun   0 underrun  0 ignored`,
    '    0 watchdog  0 bad etype drop  0 bad proto drop  0 if down drop',
    '    0 input with dribble  0 input discard',
    '    0 Rx pause',
    '  TX',
    `    ${count.outPackets} unicast packets  0 multicast packets  0 broadcast packets`,
    `    ${count.outPackets} output packets  ${count.outBytes} bytes`,
    '    0 jumbo packets',
    '    0 output error  0 collision  0 deferred  0 late collision',
    '    0 lost carrier  0 no carrier  0 babble  0 output discard',
    '    0 Tx pause',
    '',
  ].join('\n');
}
