import type { NetDevice } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import { pick, pickCode } from '../../network/random.ts';
import { lastFlap } from '../../network/counters.ts';
import { right, row } from '../columns.ts';
import { durationParts, timeParts } from '../times.ts';

/** `show version`. */
export function showVersion(network: Network, device: NetDevice): string {
  const version = network.version(device);
  const packages = [
    'JUNOS OS Kernel 64-bit ',
    'JUNOS OS libs',
    'JUNOS OS runtime',
    'JUNOS OS time zone information',
    'JUNOS network stack and utilities',
    'JUNOS mx runtime',
    'JUNOS Routing mpls-oam-basic',
  ];
  return [
    `Hostname: ${device.hostname}`,
    `Model: ${device.model}`,
    `Junos: ${version}`,
    ...packages.map((name) => `${name} [${version}]`),
    '',
  ].join('\n');
}

/** `show chassis hardware`. */
export function showChassisHardware(device: NetDevice): string {
  const widths = [17, 9, 13, 18];
  const serial = (part: string): string => pickCode(`${device.name}/${part}`, 8);
  const optics = [...device.interfaces.values()].filter(
    (port) => port.link !== undefined || port.attached === 'provider',
  );
  return [
    'Hardware inventory:',
    row(widths, 'Item', 'Version', 'Part number', 'Serial number', 'Description'),
    row(widths, 'Chassis', '', '', device.serial, device.model.toUpperCase()),
    row(widths, 'Routing Engine 0', '', 'BUILTIN', 'BUILTIN', 'RE-S-1600x8'),
    row(widths, 'CB 0', 'REV 30', '750-069577', serial('cb'), 'MX204'),
    row(widths, 'FPC 0', '', 'BUILTIN', 'BUILTIN', 'MPC'),
    row(widths, '  PIC 0', '', 'BUILTIN', 'BUILTIN', '4XQSFP28 PIC'),
    row(widths, '  PIC 1', '', 'BUILTIN', 'BUILTIN', '8XSFPP PIC'),
    ...optics.map((port) =>
      row(
        widths,
        `    Xcvr ${port.name.split('/').pop() ?? ''}`,
        'REV 01',
        '740-031980',
        serial(port.name),
        'SFP+-10G-SR',
      ),
    ),
    row(widths, 'PEM 0', 'REV 04', '740-070749', serial('pem0'), 'AC 650W front to back'),
    row(widths, 'PEM 1', 'REV 04', '740-070749', serial('pem1'), 'AC 650W front to back'),
    row(widths, 'Fan Tray 0', '', '', '', 'Fan Tray, Front to Back Airflow - AFO'),
    '',
  ].join('\n');
}

/** `show chassis environment`. */
export function showChassisEnvironment(device: NetDevice): string {
  const widths = [6, 27, 11];
  const degrees = (name: string): string => {
    const value = pick(`${device.name}/${name}`, 28, 52);
    return `${value} degrees C / ${Math.round((value * 9) / 5 + 32)} degrees F`;
  };
  return [
    row(widths, 'Class', 'Item', 'Status', 'Measurement'),
    row(widths, 'Temp', 'PEM 0', 'OK', degrees('pem0')),
    row(widths, '', 'PEM 1', 'OK', degrees('pem1')),
    row(widths, '', 'Routing Engine 0', 'OK', degrees('re')),
    row(widths, '', 'CB 0 Exhaust Temp Sensor', 'OK', degrees('cb')),
    row(widths, 'Fans', 'Fan Tray 0 Fan 0', 'OK', 'Spinning at normal speed'),
    row(widths, '', 'Fan Tray 0 Fan 1', 'OK', 'Spinning at normal speed'),
    '',
  ].join('\n');
}

/** `show system uptime`. */
export function showSystemUptime(network: Network, device: NetDevice): string {
  const now = network.clock.now();
  const boot = now - network.uptime(device);
  const line = (title: string, at: number): string => {
    const { date, time } = timeParts(at);
    const { weeks, days, hours, minutes } = durationParts(now - at);
    const age = `${weeks > 0 ? `${weeks}w` : ''}${days}d ${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    return `${title}: ${date} ${time} UTC (${age} ago)`;
  };
  const { allDays, hours, minutes } = durationParts(now - boot);
  const clock = timeParts(now);
  const half = Number(clock.time.slice(0, 2)) < 12 ? 'AM' : 'PM';
  const hour = Number(clock.time.slice(0, 2)) % 12 || 12;
  return [
    `Current time: ${clock.date} ${clock.time} UTC`,
    'Time Source:  NTP CLOCK ',
    line('System booted', boot),
    line('Protocols started', boot + 240_000),
    `${line('Last configured', Math.max(boot, network.lastChange))} by showrun`,
    ` ${hour}:${clock.time.slice(3, 5)}${half}  up ${allDays} days, ${right(hours, 2)}:${String(minutes).padStart(2, '0')}, 1 users, load averages: 0.24, 0.31, 0.29`,
    '',
  ].join('\n');
}

/** `show log messages`. */
export function showLog(network: Network, device: NetDevice): string {
  const line = (at: number, text: string): string => {
    const time = timeParts(at);
    return `${time.month} ${right(time.day, 2)} ${time.time}  ${device.hostname} ${text}`;
  };
  const boot = network.clock.now() - network.uptime(device);
  const down = [...device.interfaces.values()].filter(
    (port) => (port.link !== undefined || port.attached !== undefined) && !network.isUp(port, device),
  );
  return [
    line(boot + 50_000, 'mgd[5812]: UI_COMMIT_COMPLETED:  : commit complete'),
    ...down.map((port) =>
      line(
        lastFlap(network, port),
        `mib2d[9123]: SNMP_TRAP_LINK_DOWN: ifIndex 520, ifAdminStatus up(1), ifOperStatus down(2), ifName ${port.name}`,
      ),
    ),
    '',
  ].join('\n');
}
