import type { HostKeyPolicy } from '../../../api/device.ts';
import { ShowrunError } from '../../../core/errors.ts';
import type { HostSpec, Route } from '../hosts/hostSpec.ts';
import { requireSafeHost, requireSafeUser } from '../safeName.ts';

/** What the arguments are made from. */
export interface OpenSshRequest {
  readonly route: Route;
  /** The host as the inventory names it: what `Host` lines of the user's own ssh_config are compared with. */
  readonly original: string;
  /** The user's own ssh_config, which the program may read itself; nothing: it reads none, and gets what was read here. */
  readonly ownConfig?: string;
  /** Whether the jump hosts come from the inventory (or a file the program must not read), so that they have to be named. */
  readonly nameHops: boolean;
  /** Where keys accepted under `accept-new` are added. */
  readonly acceptedKeysFile: string;
  /** Further known_hosts files, in order. */
  readonly knownHostsFiles: readonly string[];
  readonly connectTimeoutMs: number;
  /** Absolute path of the program, for jump hosts. */
  readonly program: string;
  readonly platform: NodeJS.Platform;
}

/** Under `ask` the program takes known keys only; a person is asked before it is started again. */
const strictness: Readonly<Record<HostKeyPolicy, string>> = {
  ask: 'yes',
  strict: 'yes',
  'accept-new': 'accept-new',
};

/**
 * The arguments of `ssh` for a terminal on a device. No secret is among them, and no text of an inventory stands where it could
 * be an option: names are checked, and the host comes after `--`.
 * Throws `session.unsafe-name`, `session.openssh-unsupported`.
 */
export function openSshArguments(request: OpenSshRequest): string[] {
  const { route, original, ownConfig, nameHops } = request;
  const { target, hops } = route;
  const host = ownConfig === undefined ? target.host : original;
  return [
    '-tt',
    ...common(request, target),
    // What the device shows on its terminal is no command for this program.
    ...option('EscapeChar', 'none'),
    ...option('RemoteCommand', 'none'),
    // Its own lines are read: how far it has come, and why it ended.
    ...option('LogLevel', 'VERBOSE'),
    ...(nameHops && hops.length > 0 ? option('ProxyCommand', throughHops(request, hops, target)) : []),
    '--',
    checkedHost(target, host),
  ];
}

/** Options of every `ssh` of a connection, the device's and those of its jump hosts. */
function common(request: OpenSshRequest, spec: HostSpec): string[] {
  const { ownConfig, connectTimeoutMs, acceptedKeysFile, knownHostsFiles } = request;
  const files = [acceptedKeysFile, ...spec.knownHostsFiles, ...knownHostsFiles];
  if (spec.username !== undefined) requireSafeUser(spec.label, spec.username, 'ssh');
  return [
    '-F',
    ownConfig ?? 'none',
    ...option('BatchMode', 'yes'),
    ...option('StrictHostKeyChecking', strictness[spec.policy]),
    ...option('UserKnownHostsFile', files.map((path) => quotedPath(spec.label, path)).join(' ')),
    ...option('UpdateHostKeys', 'no'),
    ...option('HashKnownHosts', 'no'),
    ...option(
      'ConnectTimeout',
      String(Math.max(1, Math.ceil((spec.connectTimeoutMs ?? connectTimeoutMs) / 1_000))),
    ),
    ...option('ServerAliveInterval', String(Math.ceil(spec.keepalive.intervalMs / 1_000))),
    ...option('ServerAliveCountMax', String(spec.keepalive.countMax)),
    ...option('ClearAllForwardings', 'yes'),
    ...option('ForwardAgent', 'no'),
    ...option('ForwardX11', 'no'),
    ...option('PermitLocalCommand', 'no'),
    ...option('ControlMaster', 'no'),
    ...option('ControlPath', 'none'),
    ...(spec.hostKeyAlias === undefined ? [] : option('HostKeyAlias', checkedHost(spec, spec.hostKeyAlias))),
    ...keyOptions(request, spec),
    ...(spec.username === undefined ? [] : ['-l', spec.username]),
    '-p',
    String(spec.port),
  ];
}

/** A key named in the inventory always; what a file of a workspace names only where the program does not read that itself. */
function keyOptions({ ownConfig }: OpenSshRequest, { keys, label }: HostSpec): string[] {
  const named = keys.files.filter(({ required }) => required || ownConfig === undefined);
  return [
    ...named.flatMap(({ path }) => option('IdentityFile', quotedPath(label, path))),
    ...(keys.onlyNamed ? option('IdentitiesOnly', 'yes') : []),
    ...(keys.agent === undefined || ownConfig !== undefined
      ? []
      : option('IdentityAgent', quotedPath(label, keys.agent))),
  ];
}

/**
 * The last hop as a `ProxyCommand`, itself behind the hops before it. OpenSSH's own `-J` would start those without the options
 * above: with the user's known_hosts only, and ready to ask.
 */
function throughHops(request: OpenSshRequest, hops: readonly HostSpec[], next: HostSpec): string {
  const hop = hops.at(-1);
  if (hop === undefined) throw new Error('there is no hop');
  if (request.platform === 'win32') {
    throw new ShowrunError(
      'session.openssh-unsupported',
      `${next.label}: the transport openssh does not take jump hosts from the inventory on Windows.`,
      { hint: 'Put a ProxyJump for the device into ~/.ssh/config, or use the transport ssh.' },
    );
  }
  const before = hops.slice(0, -1);
  const words = [
    request.program,
    ...common(request, hop),
    ...option('LogLevel', 'ERROR'),
    ...(before.length === 0 ? [] : option('ProxyCommand', throughHops(request, before, hop))),
    '-W',
    `[${checkedHost(next, next.host)}]:${next.port}`,
    '--',
    checkedHost(hop, hop.host),
  ];
  return words.map((word) => shellQuoted(word).replaceAll('%', '%%')).join(' ');
}

function option(name: string, value: string): [string, string] {
  return ['-o', `${name}=${value}`];
}

function checkedHost(spec: HostSpec, host: string): string {
  requireSafeHost(spec.label, host, 'ssh');
  return host;
}

/** A path in an option's value, where `%` and quotes mean something and `${` cannot be taken back. */
function quotedPath(label: string, path: string): string {
  if (/["\x00-\x1f]|\$\{/.test(path)) {
    throw new ShowrunError(
      'session.openssh-unsupported',
      `${label}: the path ${JSON.stringify(path)} cannot be given to ssh.`,
      { hint: 'Use a path without quotes, line breaks and "${".' },
    );
  }
  const escaped = path.replaceAll('%', '%%');
  return /[\s#'\\]/.test(escaped) ? `"${escaped.replaceAll('\\', '\\\\')}"` : escaped;
}

function shellQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
