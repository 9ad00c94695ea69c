import assert from 'node:assert/strict';
import { lineDanger } from '../../../../src/core/plan/policy/heldCommands.ts';
import type { PlatformRegistry } from '../../../../src/core/platform/platformRegistry.ts';
import { builtInPlatforms } from './planHelpers.ts';

const harmlessPlatform = { isDangerous: () => undefined };

const dangerous = [
  'reload',
  'rel',
  'RELOAD in 5',
  '  reload',
  'wr er',
  'write erase',
  'er startup-config',
  'del /f flash:x',
  'delete /force /recursive flash:',
  'format flash:',
  'conf t',
  'configure terminal',
  'conf',
  'config terminal',
  'copy tftp://192.0.2.1/x running-config',
  'copy tftp: run',
  'copy flash:x startup-config',
  'clear ip bgp *',
  'cle arp',
  'debug all',
  'reboot',
  'shutdown -h now',
  'halt',
  'request system reboot',
  'req sys reb',
  'request system zeroize',
  'commit',
  'rollback 1',
  'rm -rf /',
  'sudo rm -rf /',
  'sudo -u root -n reboot',
  'sudo -n reboot now',
  'sudo -E -u root -- reboot now',
  '/sbin/reboot',
  'ls; reboot',
  'ls && rm x',
  'ls || reboot',
  'echo $(reboot)',
  'echo `reboot`',
  'do reload',
  'run request system reboot',
  'show running-config | redirect flash:x',
  'show version | tee flash:x',
  'cat x | bash',
  'show version ; reload',
  'show log | include x ; reload',
  'show log | include $(reload)',
  '\\rm x',
  'LC_ALL=C rm x',
  'bash',
  'start shell',
  'system-view',
  'install add file x',
  'clear counters ?',
];

const harmless = [
  'show version',
  'sh ver',
  's version',
  'show running-config | include reload',
  'show log | match reboot',
  'show logging | include (down|reload)',
  'show ip interface brief | begin format',
  'display version',
  'ping 192.0.2.1',
  'traceroute 192.0.2.1',
  'terminal length 0',
  'show reload',
  'show configuration',
  'clear counters',
  'clear counters Gi0/1',
  'copy running-config tftp://192.0.2.1/x',
  'dir flash:',
  'more flash:x',
  'uname -a',
  'ip addr',
  'uptime',
  'enable',
  'exit',
];

describe('policy', () => {
  let platforms: PlatformRegistry;
  before(async () => {
    platforms = await builtInPlatforms();
  });

  for (const line of dangerous) {
    it(`holds "${line}" on every platform`, () => {
      assert.notEqual(lineDanger(harmlessPlatform, line), undefined);
      for (const id of platforms.ids()) assert.notEqual(lineDanger(platforms.get(id), line), undefined, id);
    });
  }

  for (const line of harmless) {
    it(`lets "${line}" pass`, () => {
      assert.equal(lineDanger(harmlessPlatform, line), undefined);
    });
  }

  it('judges a hostile line in linear time', () => {
    for (const piece of [
      'sudo -u ',
      '-u ',
      'do ',
      '(',
      '/a',
      '; ',
      '| ',
      '$(',
      ' ',
      'A=b ',
      'clear ',
      'copy ',
    ]) {
      lineDanger(harmlessPlatform, `sudo ${piece.repeat(100_000)}x`);
      // Reached at all: what grows with the square would still be at it when the time of the test is over.
    }
  });

  it('lets what people collect pass on the platforms they collect it from', () => {
    const lines: Record<string, readonly string[]> = {
      cisco_ios: [
        'show version',
        'sh ip int br',
        'show run | sec bgp',
        'show interfaces status',
        'dir',
        'sh inv',
      ],
      cisco_nxos: ['show version', 'show vpc', 'show interface brief'],
      arista_eos: ['show version', 'show lldp neighbors', 'show version | json'],
      juniper_junos: [
        'show version',
        'show configuration | display set',
        'show route terse',
        'show log messages',
      ],
      linux: ['uname -a', 'cat /etc/os-release', 'df -h', 'ip route', 'ss -tlnp', 'ps aux | grep sshd'],
      cisco_xr: ['show version', 'show running-config'],
      cisco_asa: ['show version', 'show conn count'],
    };
    for (const [id, commands] of Object.entries(lines)) {
      for (const line of commands)
        assert.equal(lineDanger(platforms.get(id), line), undefined, `${id}: ${line}`);
    }
  });
});
