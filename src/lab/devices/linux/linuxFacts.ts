import { broadcastOf } from '../../network/addressPlan.ts';
import type { NetDevice } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import { pick } from '../../network/random.ts';
import { routes } from '../../network/routes.ts';
import { colonMac, right } from '../columns.ts';
import { durationParts, timeParts } from '../times.ts';

/** `uname -a`. */
export function uname(network: Network, device: NetDevice): string {
  const version = network.version(device);
  const build = version.includes('-25-') ? '6.1.106-3 (2024-08-26)' : '6.1.115-1 (2024-11-01)';
  return `Linux ${device.hostname} ${version} #1 SMP PREEMPT_DYNAMIC Debian ${build} x86_64 GNU/Linux\n`;
}

/** `uptime`. */
export function uptime(network: Network, device: NetDevice): string {
  const now = network.clock.now();
  const { allDays, hours, minutes } = durationParts(network.uptime(device));
  const since = allDays > 0 ? `${allDays} days, ` : '';
  const load = (minute: number): string =>
    (pick(`${device.name}/load/${Math.floor(now / 60_000 / minute)}`, 1, 42) / 100).toFixed(2);
  return ` ${timeParts(now).time} up ${since}${right(hours, 2)}:${String(minutes).padStart(2, '0')},  1 user,  load average: ${load(1)}, ${load(5)}, ${load(15)}\n`;
}

/** `ip addr`. */
export function ipAddress(network: Network, device: NetDevice): string {
  const loopback = [
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000',
    '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
    '    inet 127.0.0.1/8 scope host lo',
    '       valid_lft forever preferred_lft forever',
  ];
  const ports = [...device.interfaces.values()].flatMap((port, index) => {
    const up = network.isUp(port, device);
    const flags = up ? 'BROADCAST,MULTICAST,UP,LOWER_UP' : 'NO-CARRIER,BROADCAST,MULTICAST,UP';
    const broadcast = port.address === undefined ? '' : broadcastOf(port.address.ip, port.address.prefix);
    return [
      `${index + 2}: ${port.name}: <${flags}> mtu ${port.mtu} qdisc fq_codel state ${up ? 'UP' : 'DOWN'} group default qlen 1000`,
      `    link/ether ${colonMac(port.mac)} brd ff:ff:ff:ff:ff:ff`,
      ...(port.address === undefined
        ? []
        : [
            `    inet ${port.address.ip}/${port.address.prefix} brd ${broadcast} scope global ${port.name}`,
            '       valid_lft forever preferred_lft forever',
          ]),
    ];
  });
  return `${[...loopback, ...ports].join('\n')}\n`;
}

/** `ip route`. */
export function ipRoute(network: Network, device: NetDevice): string {
  const lines = routes(network, device)
    .filter((route) => route.source !== 'local')
    .map((route) => {
      const name = route.port?.name ?? 'eth0';
      if (route.via !== undefined)
        return `${route.prefix === 0 ? 'default' : `${route.network}/${route.prefix}`} via ${route.via} dev ${name} onlink `;
      return `${route.network}/${route.prefix} dev ${name} proto kernel scope link src ${route.port?.address?.ip ?? ''} `;
    });
  return `${lines.join('\n')}\n`;
}

/** Files that can be read. */
export function readTextFile(path: string, device: NetDevice): string | undefined {
  const files: Readonly<Record<string, string>> = {
    '/etc/os-release': [
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
      'NAME="Debian GNU/Linux"',
      'VERSION_ID="12"',
      'VERSION="12 (bookworm)"',
      'VERSION_CODENAME=bookworm',
      'ID=debian',
      'HOME_URL="https://www.debian.org/"',
      'SUPPORT_URL="https://www.debian.org/support"',
      'BUG_REPORT_URL="https://bugs.debian.org/"',
      '',
    ].join('\n'),
    '/etc/hostname': `${device.hostname}\n`,
    '/etc/debian_version': '12.7\n',
    '/etc/resolv.conf': `search lab.example\n${device.ntp.map((server) => `nameserver ${server}`).join('\n')}\n`,
    '/etc/hosts': `127.0.0.1\tlocalhost\n127.0.1.1\t${device.hostname}\n`,
  };
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

/** `df -h`. */
export function diskFree(device: NetDevice): string {
  const used = pick(`${device.name}/disk`, 31, 78) / 10;
  return [
    'Filesystem      Size  Used Avail Use% Mounted on',
    'udev            1.9G     0  1.9G   0% /dev',
    'tmpfs           392M  612K  391M   1% /run',
    `/dev/sda1        20G  ${used.toFixed(1)}G   ${(19.6 - used).toFixed(0)}G  ${Math.round((used / 19.6) * 100)}% /`,
    'tmpfs           2.0G     0  2.0G   0% /dev/shm',
    'tmpfs           5.0M     0  5.0M   0% /run/lock',
    '',
  ].join('\n');
}

/** `free -h`. */
export function freeMemory(device: NetDevice): string {
  const used = pick(`${device.name}/mem`, 320, 900);
  return [
    '               total        used        free      shared  buff/cache   available',
    `Mem:           3.8Gi       ${right(used, 3)}Mi       2.6Gi       1.0Mi       700Mi       3.3Gi`,
    'Swap:          974Mi          0B       974Mi',
    '',
  ].join('\n');
}

/** `ps`, and `ps aux` with the system's own processes. */
export function processes(all: boolean, user: string): string {
  if (!all)
    return '    PID TTY          TIME CMD\n   1422 pts/0    00:00:00 bash\n   1508 pts/0    00:00:00 ps\n';
  const line = (owner: string, pid: number, command: string): string =>
    `${owner.padEnd(10)}${right(pid, 5)}  0.0  0.3 ${right(8000 + pid * 3, 6)} ${right(4000 + pid, 5)} ?        Ss   Nov03   0:0${pid % 9} ${command}`;
  return [
    'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
    line('root', 1, '/sbin/init'),
    line('root', 284, '/lib/systemd/systemd-journald'),
    line('root', 561, '/usr/sbin/cron -f'),
    line('root', 602, 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups'),
    line(user, 1422, '-bash'),
    line(user, 1508, 'ps aux'),
    '',
  ].join('\n');
}
