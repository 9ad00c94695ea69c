import type { HostKeyPolicy } from '../../api/device.ts';
import type { DangerPolicy } from '../../core/plan/policy/forbidden.ts';

/** Every setting with its type, without the `showrun.` in front. Code reads settings only through `readSetting`. */
export interface ShowrunSettings {
  'inventory.files': readonly string[];
  'templates.files': readonly string[];
  'plugins.folders': readonly string[];
  'policy.heldCommands': DangerPolicy;
  'run.concurrency': number;
  'run.concurrencyPerSite': number;
  'run.concurrencyPerJumpHost': number;
  'run.connectionsPerSecond': number;
  'run.breakerFailures': number;
  'run.connectTimeout': number;
  'run.loginTimeout': number;
  'run.commandTimeout': number;
  'run.maxOutput': number;
  'run.keepSessions': number;
  'run.retries': number;
  'run.maxRejectedLogins': number;
  'ssh.username': string;
  'ssh.hostKeys': HostKeyPolicy;
  'ssh.knownHostsFiles': readonly string[];
  'ssh.configFile': string;
  'executor.nodePath': string;
  'credentials.remember': 'ask' | 'never';
  'results.openAfterRun': 'single' | 'never';
  'diff.ignoreNoise': boolean;
  'editor.codeLens': boolean;
}

/** A setting's key without the prefix. */
export type SettingName = keyof ShowrunSettings;

/** The manifest side of one setting. */
export interface SettingDefinition<T> {
  readonly default: T;
  readonly description: string;
  readonly scope: 'resource' | 'window' | 'machine-overridable' | 'machine';
  /** Workspace values count only in a trusted workspace: whatever says where connections go or what is run. */
  readonly restricted?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Allowed values with what each of them means. */
  readonly values?: Readonly<Record<string, string>>;
}

/** All settings; package.json and the table in docs/extension.md are made from this. */
export const settings: { readonly [K in SettingName]: SettingDefinition<ShowrunSettings[K]> } = {
  'inventory.files': {
    default: [
      'inventory*.{csv,yaml,yml}',
      'inventory/*.{csv,yaml,yml}',
      'inventories/*.{csv,yaml,yml}',
      'devices.csv',
      '.showrun/lab/inventory*.csv',
    ],
    description:
      'Which files of a workspace folder are inventories, as glob patterns relative to the folder. Files that match are read together.',
    scope: 'resource',
  },
  'templates.files': {
    default: ['**/*.cmds', '**/commands*.txt'],
    description:
      'Which files of a workspace folder are command templates, as glob patterns relative to the folder.',
    scope: 'resource',
  },
  'plugins.folders': {
    default: [],
    description:
      'Folders with plugins of your own (platforms), absolute or relative to the first workspace folder. A platform is a YAML file in such a folder, a plugin a folder with a `plugin.json` in it.',
    scope: 'machine-overridable',
    restricted: true,
  },
  'policy.heldCommands': {
    default: 'confirm',
    description:
      'What happens with commands that can hurt (reload, erase, configure …), whoever wrote the template.',
    scope: 'resource',
    restricted: true,
    values: {
      confirm: 'They are sent after a confirmation that shows device and line.',
      forbid: 'They are never sent: devices that would get one are refused.',
    },
  },
  'run.concurrency': {
    default: 100,
    description: 'How many devices are worked on at the same time.',
    scope: 'window',
    restricted: true,
    minimum: 1,
    maximum: 1000,
  },
  'run.concurrencyPerSite': {
    default: 50,
    description: 'How many devices of one site are worked on at the same time.',
    scope: 'window',
    restricted: true,
    minimum: 1,
    maximum: 1000,
  },
  'run.concurrencyPerJumpHost': {
    default: 25,
    description: 'How many devices behind one jump host are worked on at the same time.',
    scope: 'window',
    restricted: true,
    minimum: 1,
    maximum: 1000,
  },
  'run.connectionsPerSecond': {
    default: 0,
    description: 'How many connections are opened per second, all runs together. 0 for no limit.',
    scope: 'window',
    restricted: true,
    minimum: 0,
    maximum: 1000,
  },
  'run.breakerFailures': {
    default: 5,
    description:
      'After so many devices of one site (or behind one jump host) that cannot be reached in a row, the others of it wait until one has been tried successfully. 0 to contact them all.',
    scope: 'window',
    restricted: true,
    minimum: 0,
    maximum: 1000,
  },
  'run.connectTimeout': {
    default: 10,
    description: 'Seconds to wait for a connection.',
    scope: 'window',
    minimum: 1,
    maximum: 600,
  },
  'run.loginTimeout': {
    default: 20,
    description: 'Seconds to wait for the login, from the connection to the first prompt.',
    scope: 'window',
    minimum: 1,
    maximum: 600,
  },
  'run.commandTimeout': {
    default: 30,
    description:
      'Seconds of silence after which a command is given up. A template can say otherwise with `# @timeout`.',
    scope: 'window',
    minimum: 1,
    maximum: 86_400,
  },
  'run.maxOutput': {
    default: 200,
    description:
      'Size in MB at which the output of one command is cut and the command given up, so that an output without end does not fill the disk.',
    scope: 'window',
    restricted: true,
    minimum: 1,
    maximum: 10_000,
  },
  'run.keepSessions': {
    default: 60,
    description:
      'Seconds for which a session is kept after a run, so that the next run on the device need not log in. Only the same device, user, credential and host key rules find it again; it is logged out before if anything went wrong, or configuration was touched. 0 keeps none, for devices with few lines.',
    scope: 'window',
    restricted: true,
    minimum: 0,
    maximum: 600,
  },
  'run.retries': {
    default: 2,
    description:
      'Further attempts after a failure that may pass (refused, reset, no answer). A rejected login is never tried again by itself.',
    scope: 'window',
    restricted: true,
    minimum: 0,
    maximum: 10,
  },
  'run.maxRejectedLogins': {
    default: 2,
    description:
      'After this many rejected logins with one credential the run stops using it, so that the account is not locked.',
    scope: 'window',
    restricted: true,
    minimum: 1,
    maximum: 100,
  },
  'ssh.username': {
    default: '',
    description: 'User name for devices whose inventory entry and credential have none.',
    scope: 'machine-overridable',
    restricted: true,
  },
  'ssh.hostKeys': {
    default: 'ask',
    description: 'What to do with a host key that is not known yet. A changed key always stops the device.',
    scope: 'machine-overridable',
    restricted: true,
    values: {
      ask: 'Show the fingerprint and ask.',
      'accept-new': 'Accept and remember it without asking.',
      strict: 'Do not connect.',
    },
  },
  'ssh.knownHostsFiles': {
    default: ['~/.ssh/known_hosts'],
    description:
      'OpenSSH known_hosts files to honour. They are only read; keys accepted in VS Code are kept in a file of their own.',
    scope: 'machine-overridable',
    restricted: true,
  },
  'ssh.configFile': {
    default: '~/.ssh/config',
    description:
      'OpenSSH configuration for devices that name none of their own; it may be missing. Empty for none. It is read by Showrun itself; what it wants executed (`ProxyCommand`, `Match exec`) is executed only from a file in `~/.ssh`.',
    scope: 'machine-overridable',
    restricted: true,
  },
  'executor.nodePath': {
    default: '',
    description:
      'Absolute path of another Node (22 or later) for the process that connects to devices, for old algorithms that the editor’s own runtime cannot do. Empty for the editor’s own. A workspace cannot set it.',
    // A program that is started: it belongs to the machine, never to a workspace.
    scope: 'machine',
  },
  'credentials.remember': {
    default: 'ask',
    description: 'What happens with a password that was typed in and worked.',
    scope: 'machine-overridable',
    restricted: true,
    values: {
      ask: 'Offer to keep it in the secret store of VS Code.',
      never: 'Forget it when the run ends.',
    },
  },
  'results.openAfterRun': {
    default: 'single',
    description: 'Whether outputs open by themselves at the end of a run.',
    scope: 'window',
    values: {
      single: 'Open the output of a run that gave exactly one.',
      never: 'Open nothing.',
    },
  },
  'diff.ignoreNoise': {
    default: true,
    description:
      'Leave out of diffs what changes on every collection (uptimes, clocks), as described by the platform.',
    scope: 'window',
  },
  'editor.codeLens': {
    default: true,
    description:
      'Whether templates show lines above each block to run, dry-run and preview it, with what it would render to.',
    scope: 'resource',
  },
};
