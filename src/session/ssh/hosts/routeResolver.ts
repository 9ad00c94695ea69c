import { resolve } from 'node:path';
import type { DeviceAddress, HostKeyPolicy } from '../../../api/device.ts';
import type { Logger } from '../../../api/ports.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { modernAlgorithms } from '../algorithms.ts';
import { applyAlgorithmList } from '../config/algorithmList.ts';
import { expandTilde } from '../config/expandTilde.ts';
import type { HostSettings } from '../config/hostSettings.ts';
import { expandHostName, settingsFor } from '../config/sshConfig.ts';
import type { SshConfig } from '../config/sshConfig.ts';
import type { HostSpec, KeyChoice, Route } from './hostSpec.ts';
import { parseJumpHosts } from './parseJumpHosts.ts';
import type { JumpHostText } from './parseJumpHosts.ts';

export interface RouteResolverOptions {
  /** Throws `session.ssh-config-unreadable`. */
  readonly readConfig: (path: string, signal: AbortSignal) => Promise<SshConfig>;
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
    const config = await this.#config(device, signal);
    const legacy = device.sshLegacy ?? this.#options.legacy;
    const { spec, settings } = this.#host(
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
    );
    const through = device.jumpHost ?? settings.proxyJump;
    if (through === undefined) {
      refuseProxyCommand(device.name, settings);
      return { hops: [], target: spec };
    }
    const hops = this.#hops(parseJumpHosts(through, device.name), config, device.name, legacy, 0);
    return { hops, target: spec };
  }

  async #config(device: DeviceAddress, signal: AbortSignal): Promise<SshConfig | undefined> {
    const { home, baseFolder, defaultConfigFile, readConfig } = this.#options;
    if (device.sshConfigFile !== undefined)
      return readConfig(resolve(baseFolder, expandTilde(device.sshConfigFile, home)), signal);
    return defaultConfigFile === undefined
      ? undefined
      : readConfig(expandTilde(defaultConfigFile, home), signal);
  }

  /** As in OpenSSH, only the first of several hops may itself be behind others. */
  #hops(
    texts: readonly JumpHostText[],
    config: SshConfig | undefined,
    device: string,
    legacy: boolean,
    depth: number,
  ): HostSpec[] {
    if (depth > maxHops) {
      throw new ShowrunError('session.jump-host-loop', `${device}: its jump hosts lead back to each other.`, {
        hint: 'Look for ProxyJump options in the ssh_config that name each other.',
      });
    }
    return texts.flatMap((text, index) => {
      const { spec, settings } = this.#host(
        {
          label: `jump host ${text.host}`,
          host: text.host,
          // A jump host gets a credential of its own: the device's password must not go to another machine by itself.
          credential: `jump:${text.host}`,
          ownCredential: true,
          legacy,
          ...(text.port === undefined ? {} : { port: text.port }),
          ...(text.user === undefined ? {} : { user: text.user }),
        },
        config,
      );
      if (index > 0) return [spec];
      if (settings.proxyJump === undefined) {
        refuseProxyCommand(spec.label, settings);
        return [spec];
      }
      const before = parseJumpHosts(settings.proxyJump, spec.label);
      return [...this.#hops(before, config, device, legacy, depth + 1), spec];
    });
  }

  #host(request: HostRequest, config: SshConfig | undefined): { spec: HostSpec; settings: HostSettings } {
    const { localUser, home, baseFolder, hostKeys } = this.#options;
    const query = {
      host: request.host,
      localUser,
      ...(request.user === undefined ? {} : { user: request.user }),
    };
    const settings = config === undefined ? { identityFiles: [] } : settingsFor(config, query);
    const host = expandHostName(settings.hostName, request.host);
    const port = request.port ?? settings.port ?? 22;
    const username = request.user ?? settings.user;
    const defaults = modernAlgorithms();
    const tokens: Tokens = {
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

  #keys(request: HostRequest, settings: HostSettings, tokens: Tokens): KeyChoice {
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

interface Tokens {
  readonly home: string;
  readonly baseFolder: string;
  readonly localUser: string;
  readonly host: string;
  readonly original: string;
  readonly port: number;
  readonly user: string;
}

/** `~` and the tokens of ssh_config(5) that make sense here. A relative path is relative to the base folder. */
function expandPath(path: string, tokens: Tokens): string {
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    d: tokens.home,
    h: tokens.host,
    n: tokens.original,
    p: String(tokens.port),
    r: tokens.user,
    u: tokens.localUser,
  };
  const expanded = expandTilde(path, tokens.home).replace(
    /%([%dhnpru])/g,
    (_, token: string) => values[token] ?? '',
  );
  return resolve(tokens.baseFolder, expanded);
}

function refuseProxyCommand(label: string, settings: HostSettings): void {
  const line = settings.proxyCommand;
  if (line === undefined || line.args[0]?.toLowerCase() === 'none') return;
  throw new ShowrunError(
    'session.ssh-config-unsupported',
    `${label}: ProxyCommand (${line.file}:${line.line}) is not supported; nothing was connected.`,
    {
      hint: 'Use ProxyJump, or the jump_host column. A command from a configuration file is never executed.',
      at: { file: line.file, line: line.line, column: 1 },
    },
  );
}
