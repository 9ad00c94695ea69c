import type { NetDevice } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import { timeParts } from '../times.ts';
import {
  diskFree,
  freeMemory,
  ipAddress,
  ipRoute,
  processes,
  readTextFile,
  uname,
  uptime,
} from './linuxFacts.ts';

/** What a program printed, and how it ended. */
export interface CommandOutcome {
  readonly text: string;
  readonly status: number;
}

/** What the programs need to know. */
export interface LinuxContext {
  readonly network: Network;
  readonly device: NetDevice;
  readonly user: string;
  readonly home: string;
  readonly lastStatus: number;
}

/** Runs one program; `input` is what a pipe gave it. */
export function runCommand(
  words: readonly string[],
  input: string | undefined,
  context: LinuxContext,
): CommandOutcome {
  const [name = '', ...args] = words;
  const filter = input === undefined ? undefined : runFilter(name, args, input);
  if (filter !== undefined) return filter;
  const text = runProgram(name, args, context);
  if (typeof text === 'string') return { text, status: 0 };
  return text ?? { text: `-bash: ${name}: command not found\n`, status: 127 };
}

type Program = (args: readonly string[], context: LinuxContext) => string | CommandOutcome;

const silent: Program = () => '';

const programs: Readonly<Record<string, Program>> = {
  uname: (args, { network, device }) => {
    if (args.includes('-a')) return uname(network, device);
    return args.includes('-r') ? `${network.version(device)}\n` : 'Linux\n';
  },
  uptime: (_args, { network, device }) => uptime(network, device),
  hostname: (args, { device }) => `${device.hostname}${args.includes('-f') ? '.lab.example' : ''}\n`,
  whoami: (_args, { user }) => `${user}\n`,
  id: (_args, { user }) =>
    user === 'root'
      ? 'uid=0(root) gid=0(root) groups=0(root)\n'
      : `uid=1000(${user}) gid=1000(${user}) groups=1000(${user}),27(sudo)\n`,
  pwd: (_args, { home }) => `${home}\n`,
  date: (_args, { network }) => dateLine(network.clock.now()),
  echo: (args, { user, lastStatus }) =>
    `${args.join(' ').replaceAll('$?', String(lastStatus)).replaceAll('$USER', user)}\n`,
  ip: runIp,
  df: (_args, { device }) => diskFree(device),
  free: (_args, { device }) => freeMemory(device),
  ps: (args, { user }) => processes(args.length > 0, user),
  cat: (args, { device }) => catFiles(args, device),
  false: () => ({ text: '', status: 1 }),
  true: silent,
  ls: silent,
  export: silent,
  stty: silent,
  cd: silent,
  sleep: silent,
};

function runProgram(
  name: string,
  args: readonly string[],
  context: LinuxContext,
): string | CommandOutcome | undefined {
  return Object.hasOwn(programs, name) ? programs[name]?.(args, context) : undefined;
}

function runIp(args: readonly string[], { network, device }: LinuxContext): CommandOutcome {
  const [object = ''] = args.filter((word) => !word.startsWith('-'));
  if (object !== '' && 'address'.startsWith(object)) return { text: ipAddress(network, device), status: 0 };
  if (object !== '' && 'route'.startsWith(object)) return { text: ipRoute(network, device), status: 0 };
  if (object !== '' && 'link'.startsWith(object)) {
    const lines = ipAddress(network, device)
      .split('\n')
      .filter((line) => !/^\s+(?:inet|valid)/.test(line));
    return { text: lines.join('\n').replaceAll(' group default', ' mode DEFAULT group default'), status: 0 };
  }
  return { text: `Object "${object}" is unknown, try "ip help".\n`, status: 1 };
}

function catFiles(paths: readonly string[], device: NetDevice): CommandOutcome {
  let status = 0;
  const text = paths.map((path) => {
    const file = readTextFile(path, device);
    if (file === undefined) status = 1;
    return file ?? `cat: ${path}: No such file or directory\n`;
  });
  return { text: text.join(''), status };
}

function runFilter(name: string, args: readonly string[], input: string): CommandOutcome | undefined {
  const lines = input.replace(/\n$/, '').split('\n');
  const text = (kept: readonly string[]): CommandOutcome => ({
    text: kept.length === 0 ? '' : `${kept.join('\n')}\n`,
    status: kept.length === 0 ? 1 : 0,
  });
  const count = Math.max(1, Number(args.find((word) => /^-?\d+$/.test(word))?.replace('-', '') ?? 10));
  if (name === 'head') return text(lines.slice(0, count));
  if (name === 'tail') return text(lines.slice(-count));
  if (name === 'sort') return text([...lines].sort());
  if (name === 'cat') return text(lines);
  if (name === 'wc') return { text: `${lines.length}\n`, status: 0 };
  if (name !== 'grep') return undefined;
  const pattern = args.find((word) => !word.startsWith('-')) ?? '';
  const flags = args.filter((word) => word.startsWith('-')).join('');
  const wanted = grepTest(pattern, flags.includes('i'));
  return text(lines.filter((line) => wanted(line) !== flags.includes('v')));
}

function grepTest(pattern: string, ignoreCase: boolean): (line: string) => boolean {
  try {
    const expression = new RegExp(pattern, ignoreCase ? 'i' : '');
    return (line) => expression.test(line);
  } catch {
    return (line) => line.includes(pattern);
  }
}

function dateLine(now: number): string {
  const { weekday, month, day, time, year } = timeParts(now);
  const hour = Number(time.slice(0, 2));
  const shown = `${String(hour % 12 || 12).padStart(2, '0')}${time.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${weekday} ${month} ${String(day).padStart(2, ' ')} ${shown} UTC ${year}\n`;
}
