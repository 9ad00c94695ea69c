import { lastFlap } from '../../network/counters.ts';
import { pick } from '../../network/random.ts';
import type { CiscoSession } from './ciscoSession.ts';

/** Processes that every `show processes cpu` lists. */
export const processNames: readonly string[] = [
  'Chunk Manager',
  'Load Meter',
  'SSH Process',
  'Check heaps',
  'Pool Manager',
  'Timers',
  'ARP Input',
  'ARP Background',
  'Net Background',
  'Logger',
  'IP Input',
  'CDP Protocol',
  'LLDP Protocol',
  'Spanning Tree',
  'OSPF-1 Hello',
  'BGP Router',
  'BGP I/O',
  'SNMP ENGINE',
  'NTP',
  'VTEMPLATE Background Mgr',
];

/** A believable load over the last so many seconds; it moves with the clock. */
export function cpuPercent(session: CiscoSession, seconds: number): number {
  return pick(`${session.device.name}/cpu/${seconds}/${Math.floor(session.now / 1000 / seconds)}`, 1, 11);
}

/** An entry of a device's log. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** What a device has logged: its start, and every interface and session that went away since. */
export function logEvents(session: CiscoSession): LogEvent[] {
  const { device, network } = session;
  const boot = session.now - network.uptime(device);
  const events: LogEvent[] = [
    { at: boot + 61_000, text: '%SYS-5-RESTART: System restarted --' },
    { at: boot + 64_000, text: '%SSH-5-ENABLED: SSH 2.0 has been enabled' },
  ];
  for (const port of device.interfaces.values()) {
    const wired = port.link !== undefined || port.attached !== undefined;
    if (port.kind !== 'physical' || !wired) continue;
    const at = boot + 70_000 + pick(port.name, 0, 9000);
    events.push({ at, text: `%LINK-3-UPDOWN: Interface ${port.name}, changed state to up` });
    if (network.isUp(port, device)) continue;
    const down = Math.max(at, lastFlap(network, port));
    events.push({ at: down, text: `%LINK-3-UPDOWN: Interface ${port.name}, changed state to down` });
  }
  for (const neighbor of network.bgp(device)) {
    if (network.bgpUp(device, neighbor) || neighbor.over === undefined) continue;
    const at = Math.max(boot, lastFlap(network, neighbor.over)) + 1000;
    events.push({ at, text: `%BGP-5-ADJCHANGE: neighbor ${neighbor.address} Down Interface flap` });
  }
  return events.sort((left, other) => left.at - other.at);
}
