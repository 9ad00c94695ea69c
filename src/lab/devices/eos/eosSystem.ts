import { pick, pickCode } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { cpuPercent, logEvents } from '../cisco/systemFacts.ts';
import { dottedMac, fit, right, row } from '../columns.ts';
import { durationParts, timeParts } from '../times.ts';

/** `show version`. */
export function showVersion({ device, network }: CiscoSession): string {
  const version = network.version(device);
  const { weeks, days, hours, minutes } = durationParts(network.uptime(device));
  return [
    `Arista ${device.model}`,
    'Hardware version: 03.02',
    `Serial number: ${device.serial}`,
    `Hardware MAC address: ${dottedMac(device.baseMac)}`,
    `System MAC address: ${dottedMac(device.baseMac)}`,
    '',
    `Software image version: ${version}`,
    'Architecture: x86_64',
    `Internal build version: ${version}-${pick(version, 30_000_000, 36_000_000)}.${version.replace(/\./g, '')}`,
    `Internal build ID: ${pickCode(version, 8).toLowerCase()}-7b0e-4a3c-9f1d-2c6d1a5e8b40`,
    'Image format version: 3.0',
    'Image optimization: Sand-4GB',
    '',
    `Uptime: ${weeks} weeks, ${days} days, ${hours} hours and ${minutes} minutes`,
    'Total memory: 4008664 kB',
    `Free memory: ${pick(`${device.name}/${Math.floor(network.clock.now() / 60_000)}`, 2_100_000, 2_300_000)} kB`,
    '',
    '',
  ].join('\n');
}

/** `show inventory`. */
export function showInventory({ device }: CiscoSession): string {
  const ports = [...device.interfaces.values()].filter((port) => port.kind === 'physical');
  const wired = ports.filter((port) => port.link !== undefined || port.attached !== undefined);
  return [
    'System information',
    '  Model                    Description',
    '  ------------------------ ----------------------------------------------------',
    `  ${device.model.padEnd(24)} 24-port SFP+ 10GigE 1RU`,
    '',
    '  HW Version  Serial Number  Mfg Date   Epoch',
    '  ----------- -------------- ---------- -----',
    `  03.02       ${device.serial.padEnd(14)} 2023-08-16 01.00`,
    '',
    'System has 2 power supply slots',
    '  Slot Model            Serial Number   ',
    '  ---- ---------------- ----------------',
    `  1    PWR-460AC-F      K192${pickCode(`${device.name}/psu1`, 9)}   `,
    `  2    PWR-460AC-F      K192${pickCode(`${device.name}/psu2`, 9)}   `,
    '',
    'System has 4 fan modules',
    '  Module  Number of Fans  Model            Serial Number   ',
    '  ------- --------------- ---------------- ----------------',
    ...[1, 2, 3, 4].map((fan) => `  ${fan}       1               FAN-7000-F       N/A             `),
    '',
    `System has ${ports.length + 1} ports`,
    '  Type               Count ',
    '  ------------------ ----- ',
    '  Management         1     ',
    `  Switched           ${ports.length}    `,
    '',
    `System has ${ports.length} transceiver slots`,
    '  Port Manufacturer     Model            Serial Number    Rev ',
    '  ---- ---------------- ---------------- ---------------- ----',
    ...wired.map((port) =>
      row(
        [2, 5, 17, 17, 17],
        '',
        port.name.replace('Ethernet', ''),
        'Arista Networks',
        'SFP-10G-SR',
        `XCW${pickCode(`${device.name}/${port.name}`, 9)}`,
        '0002',
      ),
    ),
    '',
    '',
  ].join('\n');
}

/** `show environment all`: temperature, cooling, power. */
export function showEnvironment(session: CiscoSession): string {
  const { name } = session.device;
  return [
    showTemperature(session),
    showCooling(session),
    '',
    showPower(session, pick(`${name}/watt`, 90, 130)),
  ].join('\n');
}

/** `show environment temperature`. */
export function showTemperature({ device }: CiscoSession): string {
  const sensor = (number: number, text: string): string => {
    const degrees = `${pick(`${device.name}/${text}`, 30, 48)}.0`;
    return `${fit(String(number), 8)}${fit(text, 36)}${right(degrees, 7)}   (65) 63.8     95       105`;
  };
  return [
    'System temperature status is: Ok',
    '',
    'Supervisor 1:',
    '                                                                 Alert  Critical',
    '                                               Temp    Setpoint  Limit     Limit',
    'Sensor  Description                             (C)         (C)    (C)       (C)',
    '------- ----------------------------------- ------- ----------- ------ ---------',
    sensor(1, 'Cpu temp sensor'),
    sensor(2, 'Front-panel temp sensor'),
    sensor(3, 'Fan controller 1 sensor'),
    '',
  ].join('\n');
}

/** `show environment cooling`. */
export function showCooling({ device }: CiscoSession): string {
  const fans = [1, 2, 3, 4].map((fan) => {
    const speed = `${pick(`${device.name}/fan${fan}`, 34, 36)}%`;
    return `${`${fan}/1`.padEnd(17)}${'Ok'.padEnd(16)}${right('35%', 16)} ${right(speed, 16)}`;
  });
  return [
    'System cooling status is: Ok',
    'Ambient temperature: 22C',
    'Airflow: front-to-back',
    'Fan              Status          Configured Speed     Actual Speed',
    '---------------- --------------- ---------------- ----------------',
    ...fans,
    '',
  ].join('\n');
}

/** `show environment power`; `watts` is what each supply gives. */
export function showPower(_session: CiscoSession, watts = 120): string {
  const supply = (slot: number): string =>
    row(
      [7, 16, 9, 8, 8, 7, 7],
      slot,
      'PWR-460AC-F',
      '460W',
      '0.52A',
      '9.95A',
      `${watts}.0W`,
      'Ok',
      '68 days, 0:11:28',
    );
  return [
    'Power                            Input  Output  Output              ',
    'Supply Model           Capacity Current Current Power   Status Uptime',
    '------ --------------- -------- ------- ------- ------- ------ ----------------',
    supply(1),
    supply(2),
    row([7, 16, 9, 8, 8, 7, 7], 'Total', '--', '920W', '--', '--', `${watts * 2}.0W`, '--', '--'),
    '',
  ].join('\n');
}

/** `show logging`. */
export function showLogging(session: CiscoSession): string {
  const events = logEvents(session).map(({ at, text }) => {
    const time = timeParts(at);
    return `${time.month} ${right(time.day, 2)} ${time.time} ${session.device.hostname} Ebra: ${text.replace('%LINK-3-UPDOWN', '%LINEPROTO-5-UPDOWN')}`;
  });
  return [
    'Syslog logging: enabled',
    '    Buffer logging: level debugging',
    '    Console logging: level errors',
    '    Trap logging: level informational',
    '',
    'Log Buffer:',
    ...events,
    '',
  ].join('\n');
}

/** `show clock`. */
export function showClock({ now }: CiscoSession): string {
  const time = timeParts(now);
  return `${time.weekday} ${time.month} ${right(time.day, 2)} ${time.time} ${time.year}\nTimezone: UTC\nClock source: NTP server\n`;
}

/** `show processes top once`. */
export function showProcesses(session: CiscoSession): string {
  const { allDays, hours, minutes } = durationParts(session.network.uptime(session.device));
  const time = timeParts(session.now).time;
  const used = cpuPercent(session, 60);
  const agents = [
    'Sysdb',
    'ConfigAgent',
    'Stp',
    'Lldp',
    'Rib',
    'Ebra',
    'Bgp',
    'Ospf',
    'Snmp',
    'ProcMgr-worker',
  ];
  const lines = agents.map((agent, index) => {
    const key = `${session.device.name}/${agent}`;
    const memory = `${pick(key, 110, 420)}m`;
    const minutesUsed = pick(`${key}/t`, 1, 900);
    return `${right(1600 + index * 41, 5)} root      20   0 ${right(memory, 5)} ${right(`${pick(key, 20, 99)}m`, 4)}  40m S ${right(index === 0 ? `${used}.0` : '0.3', 4)}  1.6 ${right(minutesUsed, 4)}:12.34 ${agent}`;
  });
  return [
    `top - ${time} up ${allDays} days, ${hours}:${String(minutes).padStart(2, '0')},  1 user,  load average: 0.10, 0.14, 0.12`,
    'Tasks: 182 total,   1 running, 181 sleeping,   0 stopped,   0 zombie',
    `%Cpu(s): ${right(used, 2)}.0 us,  1.2 sy,  0.0 ni, ${98 - used}.8 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st`,
    'KiB Mem:   4008664 total,  2204412 used,  1804252 free,   211832 buffers',
    'KiB Swap:        0 total,        0 used,        0 free,  1132000 cached',
    '',
    '  PID USER      PR  NI  VIRT  RES  SHR S %CPU %MEM    TIME+ COMMAND',
    ...lines,
    '',
  ].join('\n');
}
