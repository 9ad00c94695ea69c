import { pick, pickCode } from '../../network/random.ts';
import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { cpuPercent, logEvents, processNames } from '../cisco/systemFacts.ts';
import { fit, right } from '../columns.ts';
import { timeParts } from '../times.ts';

/** `show inventory`. */
export function showInventory({ device }: CiscoSession): string {
  const router = device.model.startsWith('ISR');
  const item = (name: string, text: string, pid: string, vid: string, serial: string): string =>
    `NAME: "${name}", DESCR: "${text}"\nPID: ${fit(pid, 18)}, VID: ${fit(vid, 4)}, SN: ${serial}\n\n`;
  const supply = (slot: string): string =>
    `${router ? 'DCA' : 'ART'}${pickCode(`${device.name}/${slot}`, 8)}`;
  if (router) {
    return [
      item('Chassis', 'Cisco ISR4431 Chassis', device.model, 'V05', device.serial),
      item(
        'Power Supply Module 0',
        '250W AC Power Supply for Cisco ISR 4430',
        'PWR-4430-AC',
        'V03',
        supply('psu0'),
      ),
      item('Fan Tray', 'Cisco ISR4430 Fan Assembly', 'ACS-4430-FANASSY', '', ''),
      item('module 0', 'Cisco ISR4431 Built-In NIM controller', device.model, '', ''),
      item(
        'NIM subslot 0/0',
        'Front Panel 4 ports Gigabitethernet Module',
        'ISR4431-X-4x1GE',
        'V01',
        'JAB092709EL',
      ),
    ].join('');
  }
  return [
    item('c93xx Stack', 'c93xx Stack', device.model, 'V02', device.serial),
    item('Switch 1', device.model, device.model, 'V02', device.serial),
    item('Switch 1 - Power Supply A', 'Switch 1 - Power Supply A', 'PWR-C1-350WAC-P', 'V01', supply('psua')),
    item(
      'Switch 1 FRU Uplink Module 1',
      '4x10G Uplink Module',
      'C9300-NM-4X',
      'V02',
      `FJZ${pickCode(`${device.name}/nm`, 8)}`,
    ),
  ].join('');
}

/** `show environment all`, short form. */
export function showEnvironment({ device }: CiscoSession): string {
  const inlet = pick(`${device.name}/inlet`, 21, 29);
  const temperature = (name: string, value: number, yellow: number, red: number): string =>
    `${name}: ${value} Degree Celsius\nYellow Threshold : ${yellow} Degree Celsius\nRed Threshold    : ${red} Degree Celsius\n`;
  return [
    'Switch   FAN     Speed   State   Airflow direction',
    '---------------------------------------------------',
    `  1       1     ${pick(`${device.name}/fan1`, 5200, 5800)}     OK     Front to Back `,
    `  1       2     ${pick(`${device.name}/fan2`, 5200, 5800)}     OK     Front to Back `,
    'FAN PS-1 is OK',
    'Switch 1: SYSTEM TEMPERATURE is OK',
    temperature('Inlet Temperature Value', inlet, 46, 56).trimEnd(),
    temperature('Hotspot Temperature Value', inlet + 19, 105, 125).trimEnd(),
    'SW  PID                 Serial#     Status           Sys Pwr  PoE Pwr  Watts',
    '--  ------------------  ----------  ---------------  -------  -------  -----',
    `1A  PWR-C1-350WAC-P     ART${pickCode(`${device.name}/psua`, 7)}  OK               Good     n/a      350`,
    '1B  Not Present',
    '',
  ].join('\n');
}

/** `show logging`. */
export function showLogging(session: CiscoSession): string {
  const events = logEvents(session).map(({ at, text }) => {
    const time = timeParts(at);
    return `${time.month} ${right(time.day, 2)} ${time.time}.${time.millis}: ${text}`;
  });
  return [
    'Syslog logging: enabled (0 messages dropped, 3 messages rate-limited, 0 flushes, 0 overruns, xml disabled, filtering disabled)',
    '',
    'No Active Message Discriminator.',
    '',
    '',
    'No Inactive Message Discriminator.',
    '',
    '',
    '    Console logging: level informational, 214 messages logged, xml disabled,',
    '                     filtering disabled',
    '    Monitor logging: level debugging, 0 messages logged, xml disabled,',
    '                     filtering disabled',
    `    Buffer logging:  level debugging, ${events.length} messages logged, xml disabled,`,
    '                     filtering disabled',
    '    Exception Logging: size (4096 bytes)',
    '    Count and timestamp logging messages: disabled',
    '',
    'Log Buffer (102400 bytes):',
    '',
    ...events,
    '',
  ].join('\n');
}

/** `show clock`. */
export function showClock({ now }: CiscoSession): string {
  const time = timeParts(now);
  return `${time.time}.${time.millis} UTC ${time.weekday} ${time.month} ${time.day} ${time.year}\n`;
}

/** `show processes cpu`. */
export function showProcessesCpu(session: CiscoSession): string {
  const [five, minute, long] = [cpuPercent(session, 5), cpuPercent(session, 60), cpuPercent(session, 300)];
  const lines = processNames.map((name, index) => {
    const runtime = pick(`${session.device.name}/${name}`, 10, 900_000);
    const invoked = pick(`${session.device.name}/${name}/n`, 100, 9_000_000);
    const usecs = Math.floor((runtime * 1000) / invoked);
    const share = index === 2 ? '  0.15%  0.11%  0.10%' : '  0.00%  0.00%  0.00%';
    return `${right(index + 1, 4)} ${right(runtime, 11)} ${right(invoked, 11)} ${right(usecs, 9)}${share}   0 ${name} `;
  });
  return [
    `CPU utilization for five seconds: ${five}%/0%; one minute: ${minute}%; five minutes: ${long}%`,
    ' PID Runtime(ms)     Invoked      uSecs   5Sec   1Min   5Min TTY Process ',
    ...lines,
    '',
  ].join('\n');
}
