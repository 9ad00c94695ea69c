import type { ConfigLine } from './parseSshConfig.ts';

/** What an ssh_config says about one host; only what was said. */
export interface HostSettings {
  hostName?: string;
  port?: number;
  user?: string;
  /** In order; tokens and `~` not yet expanded. */
  identityFiles: string[];
  identitiesOnly?: boolean;
  identityAgent?: string;
  pubkeyAuthentication?: boolean;
  proxyJump?: string;
  proxyCommand?: ConfigLine;
  hostKeyAlias?: string;
  strictHostKeyChecking?: string;
  userKnownHostsFiles?: readonly string[];
  ciphers?: string;
  kexAlgorithms?: string;
  macs?: string;
  hostKeyAlgorithms?: string;
  connectTimeoutMs?: number;
  serverAliveIntervalMs?: number;
  serverAliveCountMax?: number;
}

type Setter = (settings: HostSettings, first: string, line: ConfigLine) => void;

const yes = (text: string): boolean => /^(?:yes|true|on)$/i.test(text);

/** OpenSSH's times: seconds, or numbers with units (`1m30s`). Nothing for what is none. */
function milliseconds(text: string): number | undefined {
  if (!/^(?:\d+[smhdw]?)+$/i.test(text)) return undefined;
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([smhdw]?)/gi)) {
    seconds += Number(amount) * (units[unit?.toLowerCase() ?? ''] ?? 1);
  }
  return seconds * 1_000;
}

/** The first value of an option wins, as in ssh_config(5). */
const setters: Readonly<Record<string, Setter>> = {
  hostname: (s, value) => void (s.hostName ??= value),
  port: (s, value) => {
    const port = Number(value);
    if (Number.isInteger(port) && port > 0 && port < 65_536) s.port ??= port;
  },
  user: (s, value) => void (s.user ??= value),
  identityfile: (s, value) => void s.identityFiles.push(value),
  identitiesonly: (s, value) => void (s.identitiesOnly ??= yes(value)),
  identityagent: (s, value) => void (s.identityAgent ??= value),
  pubkeyauthentication: (s, value) => void (s.pubkeyAuthentication ??= !/^(?:no|false|off)$/i.test(value)),
  // Whichever of these two comes first shuts the other out (ssh_config(5), ProxyJump).
  proxyjump: (s, value) => {
    if (s.proxyCommand === undefined) s.proxyJump ??= value;
  },
  proxycommand: (s, _value, line) => {
    if (s.proxyJump === undefined) s.proxyCommand ??= line;
  },
  hostkeyalias: (s, value) => void (s.hostKeyAlias ??= value),
  stricthostkeychecking: (s, value) => void (s.strictHostKeyChecking ??= value.toLowerCase()),
  userknownhostsfile: (s, _value, line) => void (s.userKnownHostsFiles ??= line.args),
  ciphers: (s, value) => void (s.ciphers ??= value),
  kexalgorithms: (s, value) => void (s.kexAlgorithms ??= value),
  macs: (s, value) => void (s.macs ??= value),
  hostkeyalgorithms: (s, value) => void (s.hostKeyAlgorithms ??= value),
  connecttimeout: (s, value) => void (s.connectTimeoutMs ??= milliseconds(value)),
  serveraliveinterval: (s, value) => void (s.serverAliveIntervalMs ??= milliseconds(value)),
  serveralivecountmax: (s, value) => {
    if (/^\d+$/.test(value)) s.serverAliveCountMax ??= Number(value);
  },
};

/** Takes an option in, if it is one that is honoured here. */
export function applyOption(settings: HostSettings, line: ConfigLine): void {
  const first = line.args[0];
  if (first !== undefined) setters[line.keyword]?.(settings, first, line);
}
