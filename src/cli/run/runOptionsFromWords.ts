import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { HostKeyPolicy } from '../../api/device.ts';
import { defaultRunOptions, type RunOptions } from '../../engine/runOptions.ts';
import type { CliIo } from '../cliIo.ts';
import type { OptionSpec, ParsedOptions } from '../optionSpec.ts';

/** Options that say how to run. */
export const runOptionSpecs: readonly OptionSpec[] = [
  {
    name: 'workspace',
    short: 'w',
    value: 'DIR',
    help: 'Folder that gets .showrun/runs; the current one unless given.',
  },
  { name: 'user', short: 'u', value: 'USER', help: 'User name for devices that have none in the inventory.' },
  {
    name: 'concurrency',
    value: 'N',
    help: `Devices worked on at the same time (${defaultRunOptions.concurrency}).`,
  },
  {
    name: 'per-site',
    value: 'N',
    help: `… of one site (${defaultRunOptions.concurrencyPerSite}).`,
  },
  {
    name: 'per-jump-host',
    value: 'N',
    help: `… behind one jump host (${defaultRunOptions.concurrencyPerJumpHost}).`,
  },
  {
    name: 'rate',
    value: 'N',
    help: 'Connections opened per second; as many as the other limits allow unless given.',
  },
  {
    name: 'breaker',
    value: 'N',
    help:
      `Devices of a site, or behind a jump host, that cannot be reached in a row before no more of them are contacted ` +
      `for a time (${defaultRunOptions.breakerFailures}); 0 contacts them all.`,
  },
  {
    name: 'timeout',
    value: 'S',
    help: `Seconds of silence after which a command is given up (${defaultRunOptions.commandTimeoutMs / 1000}).`,
  },
  {
    name: 'max-output',
    value: 'MB',
    help: `Size at which the output of one command is cut (${defaultRunOptions.maxOutputBytes / 1_000_000}).`,
  },
  {
    name: 'connect-timeout',
    value: 'S',
    help: `Seconds for a connection (${defaultRunOptions.connectTimeoutMs / 1000}).`,
  },
  {
    name: 'login-timeout',
    value: 'S',
    help: `Seconds from the connection to a session that takes commands (${defaultRunOptions.loginTimeoutMs / 1000}).`,
  },
  {
    name: 'retries',
    value: 'N',
    help: `Further attempts when a device refuses or drops the connection before login (${defaultRunOptions.retries}).`,
  },
  {
    name: 'host-keys',
    value: 'POLICY',
    choices: ['ask', 'accept-new', 'strict'],
    help: 'What to do with a host key seen for the first time; ask unless given. A changed key always stops the device.',
  },
  {
    name: 'known-hosts',
    value: 'FILE',
    multiple: true,
    help: 'known_hosts file to honour in place of the OpenSSH ones; may be given several times.',
  },
  {
    name: 'accepted-keys',
    value: 'FILE',
    help: 'Where newly accepted host keys are kept; a file in your configuration folder unless given.',
  },
  {
    name: 'ssh-config',
    value: 'FILE',
    help: 'OpenSSH configuration for devices that name none of their own; ~/.ssh/config unless given, none for none.',
  },
  {
    name: 'password-command',
    value: 'CMD',
    help: 'Command that prints the password (pass, op, vault …) on its first line.',
  },
];

/** The run options that the words of a command line ask for. Throws `cli.usage`. */
export function runOptionsFromWords(options: ParsedOptions, io: CliIo, heldConfirmed: boolean): RunOptions {
  const seconds = (name: string): number | undefined => {
    const value = options.number(name, 1);
    return value === undefined ? undefined : value * 1000;
  };
  const knownHosts = options.list('known-hosts').map((file) => resolve(io.cwd, file));
  const accepted = options.text('accepted-keys');
  const user = options.text('user');
  const rate = options.number('rate', 1);
  return {
    ...defaultRunOptions,
    runsFolder: runsFolder(options, io),
    concurrency: options.number('concurrency', 1) ?? defaultRunOptions.concurrency,
    concurrencyPerSite: options.number('per-site', 1) ?? defaultRunOptions.concurrencyPerSite,
    concurrencyPerJumpHost: options.number('per-jump-host', 1) ?? defaultRunOptions.concurrencyPerJumpHost,
    breakerFailures: options.number('breaker', 0) ?? defaultRunOptions.breakerFailures,
    ...(rate === undefined ? {} : { connectionsPerSecond: rate }),
    connectTimeoutMs: seconds('connect-timeout') ?? defaultRunOptions.connectTimeoutMs,
    loginTimeoutMs: seconds('login-timeout') ?? defaultRunOptions.loginTimeoutMs,
    commandTimeoutMs: seconds('timeout') ?? defaultRunOptions.commandTimeoutMs,
    maxOutputBytes: (options.number('max-output', 1) ?? 0) * 1_000_000 || defaultRunOptions.maxOutputBytes,
    retries: options.number('retries', 0) ?? defaultRunOptions.retries,
    hostKeys: (options.text('host-keys') as HostKeyPolicy | undefined) ?? defaultRunOptions.hostKeys,
    knownHostsFiles: knownHosts.length > 0 ? knownHosts : systemKnownHosts(io),
    acceptedKeysFile:
      accepted === undefined ? join(configFolder(io), 'known_hosts') : resolve(io.cwd, accepted),
    baseFolder: io.cwd,
    ...sshConfig(options, io),
    ...(user === undefined ? {} : { defaultUsername: user }),
    heldConfirmed,
  };
}

/** `.showrun/runs` of the workspace that the options name. */
export function runsFolder(options: ParsedOptions, io: CliIo): string {
  return join(resolve(io.cwd, options.text('workspace') ?? '.'), '.showrun', 'runs');
}

function sshConfig(options: ParsedOptions, io: CliIo): Pick<RunOptions, 'sshConfigFile'> {
  const given = options.text('ssh-config');
  if (given === 'none') return {};
  if (given !== undefined) return { sshConfigFile: resolve(io.cwd, given) };
  // Nobody has to have one; a file that was asked for must be there.
  const own = join(io.home, '.ssh', 'config');
  return existsSync(own) ? { sshConfigFile: own } : {};
}

function systemKnownHosts(io: CliIo): string[] {
  return [join(io.home, '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts'];
}

/** Accepted keys belong to the person, not to a workspace, which may come from anybody. */
function configFolder(io: CliIo): string {
  const base = io.env['XDG_CONFIG_HOME'] ?? io.env['APPDATA'];
  return join(base === undefined || base === '' ? join(io.home, '.config') : base, 'showrun');
}
