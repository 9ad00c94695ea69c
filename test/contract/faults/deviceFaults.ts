import type { DeviceAddress } from '../../../src/api/device.ts';
import type { CommandStatus, DeviceStatus } from '../../../src/api/run.ts';
import type { LabFault } from '../../../src/lab/labFault.ts';

/** A device with something wrong, and how its part of a run must end. It gets three show commands like the healthy ones. */
export interface DeviceFault {
  /** Name of the device. */
  readonly id: string;
  /** What the table says. */
  readonly fault: string;
  /** The lab's fault that makes it; a server of the test's own stands for the device where it is absent. */
  readonly lab?: LabFault;
  /** How it is made where no fault of the lab does it. */
  readonly made?: string;
  readonly status: DeviceStatus;
  readonly commands: readonly CommandStatus[];
  /** Code of the device's error, or of its first failed command; absent where nothing fails. */
  readonly code?: string;
  /** What the hint has to say of what to do next; there is one wherever something fails. */
  readonly hint?: RegExp;
  /** Seconds of silence that end a command. */
  readonly timeout?: number;
  readonly address?: Partial<DeviceAddress>;
  /** In a run whose outputs are cut at 1 MB; at 200 MB, as usual, unless given. */
  readonly small?: true;
  /** One line is sent only. */
  readonly one?: true;
}

const unsent = ['skipped', 'skipped', 'skipped'] as const;
const firstLost = ['failed', 'skipped', 'skipped'] as const;
const all = ['ok', 'ok', 'ok'] as const;
const silent = ['timeout', 'skipped', 'skipped'] as const;
const quick = 1.5;

/** All faults of a single device, in the order of the table. */
export const deviceFaults: readonly DeviceFault[] = [
  {
    id: 'refused',
    fault: 'connection refused',
    lab: 'refuse',
    status: 'failed',
    commands: unsent,
    code: 'session.refused',
    hint: /SSH is enabled/,
  },
  {
    id: 'unroutable',
    fault: 'unroutable: packets vanish',
    made: 'a port whose queue is full, so that packets vanish',
    status: 'failed',
    commands: unsent,
    code: 'session.connect-timeout',
    hint: /route and firewalls/,
  },
  {
    id: 'no-network',
    fault: 'unroutable: no way to the network',
    made: 'the system says ENETUNREACH of an address',
    address: { host: '192.0.2.1' },
    status: 'failed',
    commands: unsent,
    code: 'session.unreachable',
    hint: /route: is the VPN up/,
  },
  {
    id: 'no-host',
    fault: 'unroutable: no way to the host',
    made: 'the system says EHOSTUNREACH of an address',
    address: { host: '192.0.2.2' },
    status: 'failed',
    commands: unsent,
    code: 'session.unreachable',
    hint: /route: is the VPN up/,
  },
  {
    id: 'dns-failure',
    fault: 'name that does not resolve',
    made: 'a host name in `.invalid`',
    address: { host: 'router-9.invalid' },
    status: 'failed',
    commands: unsent,
    code: 'session.dns',
    hint: /spelling/,
  },
  {
    id: 'accepted-and-silent',
    fault: 'TCP accepted, then silence',
    lab: 'hang-before-login',
    status: 'failed',
    commands: unsent,
    code: 'session.handshake-timeout',
    hint: /SSH port/,
  },
  {
    id: 'banner-and-silent',
    fault: 'SSH identification, then silence',
    lab: 'hang-in-banner',
    status: 'failed',
    commands: unsent,
    code: 'session.handshake-timeout',
    hint: /login time-out/,
  },
  {
    id: 'key-exchange-failing',
    fault: 'key exchange fails',
    lab: 'kex-failure',
    status: 'failed',
    commands: unsent,
    code: 'session.handshake-failed',
    hint: /SSH settings/,
  },
  {
    id: 'only-8192-bit-group',
    fault: 'offers only a group exchange of 8,192 bits',
    lab: 'old-key-exchange',
    status: 'ok',
    commands: all,
  },
  {
    id: 'login-unanswered',
    fault: 'login never answered',
    lab: 'hang-in-login',
    status: 'failed',
    commands: unsent,
    code: 'session.login-timeout',
    hint: /AAA/,
  },
  {
    id: 'wrong-password',
    fault: 'wrong password',
    lab: 'wrong-password',
    address: { credential: 'wrong' },
    status: 'failed',
    commands: unsent,
    code: 'session.auth-rejected',
    hint: /password/,
  },
  {
    id: 'account-locked',
    fault: 'account locked',
    lab: 'lockout',
    address: { credential: 'locked' },
    status: 'failed',
    commands: unsent,
    code: 'session.auth-rejected',
    hint: /password/,
  },
  {
    id: 'too-many-auth-failures',
    fault: 'too many authentication failures',
    lab: 'too-many-failures',
    address: { credential: 'many' },
    status: 'failed',
    commands: unsent,
    code: 'session.auth-rejected',
    hint: /password/,
  },
  {
    id: 'max-sessions',
    fault: 'no free session',
    lab: 'max-sessions',
    status: 'failed',
    commands: unsent,
    code: 'session.reset',
    hint: /too many connections/,
  },
  {
    id: 'reset',
    fault: 'connection reset',
    lab: 'reset',
    status: 'failed',
    commands: unsent,
    code: 'session.reset',
    hint: /too many connections/,
  },
  {
    id: 'drop-after-login',
    fault: 'dropped after the login',
    lab: 'drop-after-login',
    status: 'failed',
    commands: unsent,
    code: 'session.closed',
    hint: /is kept/,
  },
  {
    id: 'prompt-never-comes',
    fault: 'no prompt after the login',
    lab: 'no-prompt',
    status: 'failed',
    commands: unsent,
    code: 'session.login-timeout',
    hint: /platform/,
  },
  {
    id: 'drop-in-output',
    fault: 'dropped in an output',
    lab: 'drop-in-output',
    status: 'failed',
    commands: firstLost,
    code: 'session.closed',
    hint: /is kept/,
  },
  {
    id: 'hang-in-output',
    fault: 'silence in an output',
    lab: 'hang-in-output',
    timeout: quick,
    status: 'failed',
    commands: silent,
    code: 'session.command-timeout',
    hint: /timeout/,
  },
  {
    id: 'half-open',
    fault: 'half-open connection',
    lab: 'half-open',
    timeout: quick,
    status: 'failed',
    commands: ['ok', 'timeout', 'skipped'],
    code: 'session.command-timeout',
    hint: /timeout/,
  },
  {
    small: true,
    id: 'output-without-end',
    fault: 'output without end',
    lab: 'endless-output',
    status: 'failed',
    commands: firstLost,
    code: 'engine.output-limit',
    hint: /limit/,
  },
  {
    id: 'line-of-100-mb',
    fault: 'line of 100 MB',
    lab: 'long-line',
    one: true,
    status: 'ok',
    commands: ['ok'],
  },
  {
    small: true,
    id: 'pager-without-end',
    fault: 'pager without end',
    lab: 'endless-pager',
    status: 'failed',
    commands: firstLost,
    code: 'engine.output-limit',
    hint: /limit/,
  },
  {
    id: 'pager-and-nothing-else',
    fault: 'pager without end and without text',
    lab: 'empty-pager',
    status: 'failed',
    commands: firstLost,
    code: 'session.pager-stuck',
    hint: /pager/,
  },
  { id: 'binary-garbage', fault: 'binary garbage', lab: 'binary-output', status: 'ok', commands: all },
  {
    id: 'control-characters',
    fault: 'control characters and broken UTF-8',
    lab: 'garbage',
    status: 'ok',
    commands: all,
  },
  { id: 'escape-bomb', fault: 'terminal escape bombs', lab: 'escape-bomb', status: 'ok', commands: all },
  {
    id: 'closes-after-each-command',
    fault: 'closes after each command',
    lab: 'close-after-command',
    status: 'failed',
    commands: ['ok', 'skipped', 'skipped'],
    code: 'session.closed',
    hint: /continue the run/,
  },
];
