import type { CiscoSession } from './ciscoSession.ts';

/** Short names of the access ports in a VLAN; trunks and routed ports are not listed, as on the real thing. */
export function vlanPorts(session: CiscoSession, vlan: number, shorten: (name: string) => string): string[] {
  return [...session.device.interfaces.values()]
    .filter((port) => port.kind === 'physical' && port.mode === 'access' && port.accessVlan === vlan)
    .map((port) => shorten(port.name));
}

/** Lays out a list of ports behind a row's start, so many on a line; further lines are indented. */
export function wrapPorts(
  start: string,
  ports: readonly string[],
  perLine: number,
  indent: number,
): string[] {
  const lines: string[] = [];
  for (let index = 0; index < Math.max(1, ports.length); index += perLine) {
    const chunk = ports.slice(index, index + perLine).join(', ');
    lines.push((index === 0 ? start : ' '.repeat(indent)) + chunk);
  }
  return lines;
}
