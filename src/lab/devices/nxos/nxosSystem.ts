import { pick, pickCode } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { cpuPercent, logEvents, processNames } from '../cisco/systemFacts.ts';
import { fit, right, row } from '../columns.ts';
import { durationParts, timeParts } from '../times.ts';

/** `show version`. */
export function showVersion({ device, network }: CiscoSession): string {
  const version = network.version(device);
  const { allDays, hours, minutes, seconds } = durationParts(network.uptime(device));
  return [
    'Cisco Nexus Operating System (NX-OS) Software',
    'TAC support: http://www.cisco.com/tac',
    'Copyright (C) 2002-2024, Cisco and/or its affiliates.',
    'All rights reserved.',
    'The copyrights to certain works contained in this software are',
    'owned by other third parties and used and distributed under their own',
    'licenses, such as open source.',
    '',
    'Software',
    '  BIOS: version 05.47',
    `  NXOS: version ${version}`,
    '  BIOS compile time:  04/28/2022',
    `  NXOS image file is: bootflash:///nxos.${version.replace(/[()]/g, '.').replace(/\.$/, '')}.bin`,
    '  NXOS compile time:  6/2/2023 12:00:00 [06/02/2023 19:05:12]',
    '',
    '',
    'Hardware',
    `  cisco Nexus9000 ${device.model} Chassis `,
    '  Intel(R) Xeon(R) CPU D-1526 @ 1.80GHz with 24571028 kB of memory.',
    `  Processor Board ID ${device.serial}`,
    '',
    `  Device name: ${device.hostname}`,
    '  bootflash:  115343360 kB',
    'Kernel uptime is ' + `${allDays} day(s), ${hours} hour(s), ${minutes} minute(s), ${seconds} second(s)`,
    '',
    'Last reset at 482135 usecs after Mon Nov  3 21:20:15 2025',
    '  Reason: Reset Requested by CLI command reload',
    `  System version: ${version}`,
    '  Service: ',
    '',
    'plugin',
    '  Core Plugin, Ethernet Plugin',
    '',
    'Active Package(s):',
    '',
    '',
  ].join('\n');
}

/** `show inventory`. */
export function showInventory({ device }: CiscoSession): string {
  const item = (name: string, text: string, pid: string, vid: string, serial: string): string =>
    `NAME: "${name}",  DESCR: "${text}"  \nPID: ${fit(pid, 20)},  VID: ${vid} ,  SN: ${serial}  \n\n`;
  const chassis = `Nexus9000 ${device.model} Chassis`;
  const supply = (slot: number): string => `LIT${pickCode(`${device.name}/psu${slot}`, 8)}`;
  return [
    item('Chassis', chassis, `N9K-${device.model}`, 'V04', device.serial),
    item('Slot 1', '36x40/100G Ethernet Module', `N9K-${device.model}`, 'V04', device.serial),
    item('Power Supply 1', `${chassis} Power Supply`, 'NXA-PAC-1100W-PE2', 'V01', supply(1)),
    item('Power Supply 2', `${chassis} Power Supply`, 'NXA-PAC-1100W-PE2', 'V01', supply(2)),
    item('Fan 1', `${chassis} Fan Module`, 'NXA-FAN-65CFM-PE', 'V01', 'N/A'),
    item('Fan 2', `${chassis} Fan Module`, 'NXA-FAN-65CFM-PE', 'V01', 'N/A'),
  ].join('');
}

/** `show environment`. */
export function showEnvironment({ device }: CiscoSession): string {
  const fan = (number: number): string =>
    row([16, 21, 7, 14], `Fan${number}(sys_fan${number})`, 'NXA-FAN-65CFM-PE', '--', 'front-to-back', 'Ok');
  const supply = (number: number): string => {
    const watts = pick(`${device.name}/psu${number}`, 101, 139);
    return `${fit(String(number), 9)}${fit('NXA-PAC-1100W-PE2', 21)}  ${right(watts, 6)} W  ${right(watts + 11, 6)} W    1100 W     Ok`;
  };
  const sensor = (name: string, major: number, minor: number): string =>
    row([9, 16, 12, 12, 12], 1, name, major, minor, pick(`${device.name}/${name}`, 24, 41), 'Ok');
  return [
    'Fan:',
    '-'.repeat(75),
    'Fan             Model                Hw     Direction       Status',
    '-'.repeat(75),
    ...[1, 2, 3].map(fan),
    'Fan_in_PS1      --                   --     front-to-back   Ok             ',
    'Fan_in_PS2      --                   --     front-to-back   Ok             ',
    'Fan Zone Speed: Zone 1: 0x80',
    'Fan Air Filter : NotSupported',
    '',
    '',
    'Power Supply:',
    'Voltage: 12 Volts',
    'Power                              Actual             Actual        Total',
    'Supply    Model                    Output             Input      Capacity    Status',
    '                                   (Watts )           (Watts )     (Watts )',
    '-------  -------------------  ----------  ----------  ----------  --------------',
    supply(1),
    supply(2),
    '',
    '',
    'Temperature:',
    '-'.repeat(68),
    'Module   Sensor        MajorThresh   MinorThres   CurTemp     Status',
    '                       (Celsius)     (Celsius)    (Celsius)         ',
    '-'.repeat(68),
    sensor('FRONT', 80, 70),
    sensor('BACK', 80, 70),
    sensor('CPU', 90, 80),
    '',
    '',
  ].join('\n');
}

/** `show logging`. */
export function showLogging(session: CiscoSession): string {
  const events = logEvents(session).map(({ at, text }) => {
    const time = timeParts(at);
    return `${time.year} ${time.month} ${right(time.day, 2)} ${time.time} ${session.device.hostname} ${text.replace(/^%LINK-3-UPDOWN/, '%ETHPORT-5-IF_UPDOWN')}`;
  });
  return [
    '',
    'Logging console:                enabled (Severity: critical)',
    'Logging monitor:                enabled (Severity: notifications)',
    'Logging timestamp:              Seconds',
    'Logging server:                 disabled',
    'Logging logfile:                enabled',
    '        Name - messages: Severity - notifications Size - 4194304',
    '',
    ...events,
    '',
  ].join('\n');
}

/** `show clock`. */
export function showClock({ now }: CiscoSession): string {
  const time = timeParts(now);
  return `${time.time}.${time.millis} UTC ${time.weekday} ${time.month} ${right(String(time.day).padStart(2, '0'), 2)} ${time.year}\nTime source is NTP\n`;
}

/** `show processes cpu`. */
export function showProcessesCpu(session: CiscoSession): string {
  const [five, minute, long] = [cpuPercent(session, 5), cpuPercent(session, 60), cpuPercent(session, 300)];
  const lines = processNames.map((name, index) => {
    const key = `${session.device.name}/${name}`;
    const runtime = right(pick(key, 10, 900_000), 11);
    const invoked = right(pick(`${key}/n`, 100, 900_000), 8);
    const word = name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
    return `${right(100 + index * 37, 5)}  ${runtime}  ${invoked}  ${right(pick(`${key}/u`, 0, 99), 5)}  0.00%   0.00%  0.00%   -    ${word}`;
  });
  return [
    '',
    `CPU utilization for five seconds: ${five}%/1%; one minute: ${minute}%; five minutes: ${long}%`,
    '',
    'PID    Runtime(ms)  Invoked   uSecs  5Sec    1Min    5Min    TTY  Process',
    '-----  -----------  --------  -----  ------  ------  ------  ---  -----------',
    ...lines,
    '',
  ].join('\n');
}
