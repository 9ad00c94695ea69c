import { resolve } from 'node:path';
import type { DeviceAddress, HostKeyPolicy } from '../../../api/device.ts';
import type { Logger } from '../../../api/ports.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { modernAlgorithms } from '../algorithms.ts';
import { applyAlgorithmList } from '../config/algorithmList.ts';
import { expandPath } from '../config/expandPath.ts';
import type { PathTokens } from '../config/expandPath.ts';
import { expandTilde } from '../config/expandTilde.ts';
import type { HostSettings } from '../config/hostSettings.ts';
import { expandHostName, mentions, settingsFor } from '../config/sshConfig.ts';
import type { ConfigQuery, ConfigSource } from '../config/sshConfig.ts';
import { expandProxyCommand } from '../proxy/expandProxyCommand.ts';
import type { HostSpec, KeyChoice, Route } from './hostSpec.ts';
import { parseJumpHosts } from './parseJumpHosts.ts';
import type { JumpHostText } from './parseJumpHosts.ts';

export interface RouteResolverOptions {
  /** Throws `session.ssh-config-unreadable`. */
  readonly readConfig: (path: string, signal: AbortSignal) => Promise<ConfigSource>;
  /** What OpenSSH makes of one of the user's own files; nothing where it cannot be asked. */
  readonly askOpenSsh?: (
    source: ConfigSource,
    query: ConfigQuery,
    ours: HostSettings,
    signal: AbortSignal,
  ) => Promise<HostSettings | undefined>;
  readonly logger: Logger;
  readonly home: string;
  readonly localUser: string;
  /** Relative paths of devices are relative to this folder. */
  readonly baseFolder: string;
  /** For hosts of which nothing else says it. */
  readonly hostKeys: HostKeyPolicy;
  /** For devices without an ssh_config of their own; nothing: none is read. */
  readonly defaultConfigFile?: string;
  /** Whether old algorithms may be offered to devices that do not say. */
  readonly legacy: boolean;
}

/** What is known of a host before ssh_config is asked. */
interface HostRequest {
  readonly label: string;
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly credential: string;
  readonly ownCredential: boolean;
  readonly useKeys?: boolean;
  readonly keyFile?: string;
  readonly hostKeys?: HostKeyPolicy;
  readonly legacy: boolean;
}

const maxHops = 8;
const defaultKeepalive = { intervalMs: 15_000, countMax: 4 };

/** Turns a device's columns and its ssh_config into the way to it. */
export class RouteResolver {
  readonly #options: RouteResolverOptions;

  constructor(options: RouteResolverOptions) {
    this.#options = options;
  }

  /** Throws `session.ssh-config-…`, `session.jump-host-…`. */
  async resolve(device: DeviceAddress, signal: AbortSignal): Promise<Route> {
    return (await this.resolveFor(device, signal)).route;
  }

  /** The same, with the path of the ssh_config where that is the user's own and another program may read it too. */
  async resolveFor(
    device: DeviceAddress,
    signal: AbortSignal,
  ): Promise<{ readonly route: Route; readonly ownConfig?: string }> {
    const config = await this.#config(device, signal);
    const route = await this.#route(device, config, signal);
    return config?.own === true ? { route, ownConfig: config.path } : { route };
  }

  /**
   * The jump hosts that the ssh_config names for a device, as they are written there. Cheap where the file names none for anybody.
   * Throws `session.ssh-config-…`.
   */
  async jumpHostOf(device: DeviceAddress, signal: AbortSignal): Promise<string | undefined> {
    const config = await this.#config(device, signal);
    if (config === undefined || !mentions(config.config, 'proxyjump')) return undefined;
    const { host, username: user } = device;
    const query = { host, localUser: this.#options.localUser, ...(user === undefined ? {} : { user }) };
    const { proxyJump } = await this.#settings(config, query, signal);
    return proxyJump === undefined || /^none$/i.test(proxyJump.trim()) ? undefined : proxyJump.trim();
  }

  async #route(device: DeviceAddress, config: ConfigSource | undefined, signal: AbortSignal): Promise<Route> {
    const legacy = device.sshLegacy ?? this.#options.legacy;
    const { spec, settings } = await this.#host(
      {
        label: device.name,
        host: device.host,
        credential: device.credential ?? 'default',
        ownCredential: device.credential !== undefined,
        legacy,
        ...(device.port === undefined ? {} : { port: device.port }),
        ...(device.username === undefined ? {} : { user: device.username }),
        ...(device.useKeys === undefined ? {} : { useKeys: device.useKeys }),
        ...(device.keyFile === undefined ? {} : { keyFile: device.keyFile }),
        ...(device.hostKeys === undefined ? {} : { hostKeys: device.hostKeys }),
      },
      config,
      signal,
    );
    const through = device.jumpHost ?? settings.proxyJump;
    if (through === undefined)
      return { hops: [], target: withProxyCommand(spec, device.host, settings, config) };
    const texts = parseJumpHosts(through, device.name);
    return {
      hops: await this.#hops(texts, config, { device: device.name, legacy, signal }, 0),
      target: spec,
    };
  }

  async #config(device: DeviceAddress, signal: AbortSignal): Promise<ConfigSource | undefined> {
    const { home, baseFolder, defaultConfigFile, readConfig } = this.#options;
    if (device.sshConfigFile !== undefined)
      return readConfig(resolve(baseFolder, expandTilde(device.sshConfigFile, home)), signal);
    return defaultConfigFile === undefined
      ? undefined
      : readConfig(expandTilde(defaultConfigFile, home), signal);
  }

  /** As in OpenSSH, only the first of several hops may itself be behind others. */
  async #hops(
    texts: readonly JumpHostText[],
    config: ConfigSource | undefined,
    inherited: { readonly device: string; readonly legacy: boolean; readonly signal: AbortSignal },
    depth: number,
  ): Promise<HostSpec[]> {
    const { device, legacy, signal } = inherited;
    if (depth > maxHops) {
      throw new ShowrunError('session.jump-host-loop', `${device}: its jump hosts lead back to each other.`, {
        hint: 'Look for ProxyJump options in the ssh_config that name each other.',
      });
    }
    const hops: HostSpec[] = [];
    for (const [index, text] of texts.entries()) {
      const { spec, settings } = await this.#host(jumpRequest(text, legacy), config, signal);
      if (index > 0) hops.push(spec);
      else if (settings.proxyJump === undefined)
        hops.push(withProxyCommand(spec, text.host, settings, config));
      else {
        const before = parseJumpHosts(settings.proxyJump, spec.label);
        hops.push(...(await this.#hops(before, config, inherited, depth + 1)), spec);
      }
    }
    return hops;
  }

  async #settings(
    source: ConfigSource | undefined,
    query: ConfigQuery,
    signal: AbortSignal,
  ): Promise<HostSettings> {
    if (source === undefined) return { identityFiles: [] };
    const ours = settingsFor(source.config, query);
    if (!source.own || !source.needsOpenSsh) return ours;
    return (await this.#options.askOpenSsh?.(source, query, ours, signal)) ?? ours;
  }

  async #host(
    request: HostRequest,
    config: ConfigSource | undefined,
    signal: AbortSignal,
  ): Promise<{ spec: HostSpec; settings: HostSettings }> {
    const { localUser, home, baseFolder, hostKeys } = this.#options;
    const query = {
      host: request.host,
      localUser,
      ...(request.user === undefined ? {} : { user: request.user }),
    };
    const settings = await this.#settings(config, query, signal);
    const host = expandHostName(settings.hostName, request.host);
    const port = request.port ?? settings.port ?? 22;
    const username = request.user ?? settings.user;
    const defaults = modernAlgorithms();
    const tokens: PathTokens = {
      variables: config?.own === true ? process.env : {},
      home,
      baseFolder,
      localUser,
      host,
      original: request.host,
      port,
      user: username ?? '',
    };
    const spec: HostSpec = {
      label: request.label,
      host,
      port,
      ...(username === undefined ? {} : { username }),
      credential: request.credential,
      ownCredential: request.ownCredential,
      keys: this.#keys(request, settings, tokens),
      ...(settings.hostKeyAlias === undefined ? {} : { hostKeyAlias: settings.hostKeyAlias }),
      policy: request.hostKeys ?? this.#policy(request.label, settings.strictHostKeyChecking) ?? hostKeys,
      knownHostsFiles: (settings.userKnownHostsFiles ?? [])
        .filter((path) => !/^(?:none|\/dev\/null|nul)$/i.test(path))
        .map((path) => expandPath(path, tokens)),
      algorithms: {
        kex: applyAlgorithmList(settings.kexAlgorithms, defaults.kex),
        serverHostKey: applyAlgorithmList(settings.hostKeyAlgorithms, defaults.serverHostKey),
        cipher: applyAlgorithmList(settings.ciphers, defaults.cipher),
        hmac: applyAlgorithmList(settings.macs, defaults.hmac),
      },
      legacy: request.legacy,
      ...(settings.connectTimeoutMs === undefined ? {} : { connectTimeoutMs: settings.connectTimeoutMs }),
      keepalive: {
        intervalMs: settings.serverAliveIntervalMs ?? defaultKeepalive.intervalMs,
        countMax: settings.serverAliveCountMax ?? defaultKeepalive.countMax,
      },
    };
    return { spec, settings };
  }

  #keys(request: HostRequest, settings: HostSettings, tokens: PathTokens): KeyChoice {
    const { baseFolder, home } = this.#options;
    const never =
      request.useKeys === false || (request.useKeys === undefined && settings.pubkeyAuthentication === false);
    const files = [
      ...(request.keyFile === undefined
        ? []
        : [{ path: resolve(baseFolder, expandTilde(request.keyFile, home)), required: true }]),
      ...settings.identityFiles
        .filter((path) => path !== 'none')
        .map((path) => ({ path: expandPath(path, tokens), required: false })),
    ];
    const agent = settings.identityAgent;
    return {
      use: never ? 'never' : request.useKeys === true ? 'all' : 'auto',
      files,
      onlyNamed: settings.identitiesOnly === true,
      ...(agent === undefined
        ? {}
        : { agent: /^(?:none|SSH_AUTH_SOCK)$/.test(agent) ? agent : expandPath(agent, tokens) }),
    };
  }

  /** OpenSSH's words. Its `no` would take any key at all; the nearest that is allowed here takes new ones only. */
  #policy(label: string, word: string | undefined): HostKeyPolicy | undefined {
    switch (word) {
      case 'yes':
      case 'true':
        return 'strict';
      case 'ask':
        return 'ask';
      case 'no':
      case 'off':
      case 'false':
        this.#options.logger.warn(
          `${label}: StrictHostKeyChecking ${word} is taken as accept-new: new host keys are accepted, changed ones never.`,
        );
        return 'accept-new';
      case 'accept-new':
        return 'accept-new';
      default:
        return undefined;
    }
  }
}

function jumpRequest({ host, port, user }: JumpHostText, legacy: boolean): HostRequest {
  return {
    label: `jump host ${host}`,
    host,
    // A jump host gets a credential of its own: the device's password must not go to another machine by itself.
    credential: `jump:${host}`,
    ownCredential: true,
    legacy,
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
  };
}

/** `original`: the host as it was asked for. Throws for a command of a file that is not the user's own. */
function withProxyCommand(
  spec: HostSpec,
  original: string,
  settings: HostSettings,
  source: ConfigSource | undefined,
): HostSpec {
  const line = settings.proxyCommand;
  if (line === undefined || line.rest.trim().toLowerCase() === 'none') return spec;
  if (source?.own === true) {
    const { label, host, port, username } = spec;
    const target = { label, host, original, port, ...(username === undefined ? {} : { user: username }) };
    return { ...spec, proxyCommand: expandProxyCommand(line.rest, target) };
  }
  throw new ShowrunError(
    'session.ssh-config-unsupported',
    `${spec.label}: ProxyCommand (${line.file}:${line.line}) is not started; nothing was connected.`,
    {
      hint: 'A command is taken only from a file in ~/.ssh that nobody else can write to. Use ProxyJump, or the jump_host column.',
      at: { file: line.file, line: line.line, column: 1 },
    },
  );
}
