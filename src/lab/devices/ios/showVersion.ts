import type { CiscoSession } from '../cisco/ciscoSession.ts';
import { longUptime, timeParts } from '../times.ts';

/** `show version` of IOS XE on a Catalyst or an ISR. */
export function showVersion({ device, network }: CiscoSession): string {
  const version = network.version(device);
  const train = version.replace(/\.0?(\d+)\.0?(\d+)(\w*)$/, '.$1.$2$3');
  const router = device.model.startsWith('ISR');
  const image = router ? 'isr4400-universalk9' : 'cat9k_iosxe';
  const software = router
    ? 'ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M)'
    : 'Catalyst L3 Switch Software (CAT9K_IOSXE)';
  const uptime = network.uptime(device);
  const booted = timeParts(network.clock.now() - uptime);
  const restarted = `${booted.time} UTC ${booted.weekday} ${booted.month} ${booted.day} ${booted.year}`;
  const ports = [...device.interfaces.values()].filter((port) => port.kind === 'physical');
  const gigabit = ports.filter((port) => port.speed === 1000).length;
  const ten = ports.length - gigabit;
  const lines = [
    `Cisco IOS XE Software, Version ${version}`,
    `Cisco IOS Software [Cupertino], ${software}, Version ${train}, RELEASE SOFTWARE (fc3)`,
    'Technical Support: http://www.cisco.com/techsupport',
    'Copyright (c) 1986-2024 by Cisco Systems, Inc.',
    'Compiled Tue 30-Apr-24 12:02 by mcpre',
    '',
    '',
    'ROM: IOS-XE ROMMON',
    router ? '' : 'BOOTLDR: System Bootstrap, Version 17.12.1r, RELEASE SOFTWARE (P)',
    `${device.hostname} uptime is ${longUptime(uptime)}`,
    `Uptime for this control processor is ${longUptime(uptime + 120_000)}`,
    'System returned to ROM by Reload Command',
    `System restarted at ${restarted}`,
    `System image file is "bootflash:${image}.${version}.SPA.bin"`,
    'Last reload reason: Reload Command',
    '',
    `cisco ${device.model} (${router ? '1RU' : 'X86'}) processor with ${router ? '1687137K' : '1343703K'}/6147K bytes of memory.`,
    `Processor board ID ${device.serial}`,
    `${gigabit} Gigabit Ethernet interfaces`,
    ...(ten > 0 ? [`${ten} Ten Gigabit Ethernet interfaces`] : []),
    '2048K bytes of non-volatile configuration memory.',
    '8388608K bytes of physical memory.',
    '',
    ...(router
      ? []
      : [
          `Base Ethernet MAC Address          : ${device.baseMac.replace(/(..)(?=.)/g, '$1:')}`,
          `Model Number                       : ${device.model}`,
          `System Serial Number               : ${device.serial}`,
          '',
        ]),
    'Configuration register is 0x2102',
    '',
  ];
  return `${lines.join('\n')}\n`;
}
