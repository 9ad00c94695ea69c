import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { DeviceAddress } from '../../../api/device.ts';
import type { ByteStream, Transport, TransportOptions } from '../../../api/transport.ts';
import { ShowrunError } from '../../../core/errors.ts';
import type { Prompter } from '../../../api/question.ts';
import { isErrorInfo } from '../../../api/diagnostic.ts';
import { HostKeyVerifier } from '../../hostkeys/hostKeyVerifier.ts';
import { hostFiles } from '../hostFiles.ts';
import type { Route } from '../hosts/hostSpec.ts';
import { askHostKey } from './askHostKey.ts';
import { findOpenSsh } from '../findOpenSsh.ts';
import { makeRoutes } from '../hosts/makeRoutes.ts';
import type { RouteOptions } from '../hosts/makeRoutes.ts';
import type { RouteResolver } from '../hosts/routeResolver.ts';
import { cancelledError } from '../sshErrors.ts';
import { openSshArguments } from './openSshArguments.ts';
import { startOpenSsh } from './openSshProcess.ts';

export interface OpenSshTransportOptions extends Omit<RouteOptions, 'home'> {
  /** Asked about unknown host keys under the policy `ask`. */
  readonly prompter: Prompter;
  readonly knownHostsFiles: readonly string[];
  readonly acceptedKeysFile: string;
  /** For devices whose inventory entry and ssh_config say nothing; the local user's name unless given, as ssh does it. */
  readonly defaultUsername?: string;
  readonly home?: string;
  /** Finds the program; nothing where there is none. */
  readonly find?: () => Promise<string | undefined>;
}

/**
 * SSH by OpenSSH's own client, for what the built-in one cannot do: certificates, FIDO keys, GSSAPI, smart cards. It costs a
 * process per device, logs in without any question (so never with a password), and gives a terminal without a size.
 */
export class OpenSshTransport implements Transport {
  readonly id = 'openssh';
  readonly #options: OpenSshTransportOptions;
  readonly #routes: RouteResolver;
  readonly #hostKeys: HostKeyVerifier;
  #program: Promise<string | undefined> | undefined;

  constructor(options: OpenSshTransportOptions) {
    this.#options = options;
    this.#routes = makeRoutes({ ...options, home: options.home ?? homedir() });
    this.#hostKeys = new HostKeyVerifier({ ...options, storage: hostFiles });
  }

  async open(device: DeviceAddress, options: TransportOptions, signal: AbortSignal): Promise<ByteStream> {
    if (device.useKeys === false) throw needsKeys(device.name);
    try {
      signal.throwIfAborted();
      const program = await (this.#program ??= (this.#options.find ?? findOpenSsh)());
      if (program === undefined) throw missingError(device.name);
      const { route, ownConfig } = await this.#routes.resolveFor(device, signal);
      const args = await this.#arguments(device, program, withUser(route, this.#options), ownConfig, options);
      const timeoutMs = options.connectTimeoutMs + options.loginTimeoutMs;
      const start = { label: device.name, program, arguments: args, timeoutMs };
      try {
        return await startOpenSsh(start, signal);
      } catch (error) {
        if (!(await this.#mayTrust(error, route, options, signal))) throw error;
      }
      return await startOpenSsh(start, signal);
    } catch (error) {
      throw signal.aborted ? cancelledError(device.name) : error;
    }
  }

  /**
   * Whether a host key that was not known is now, because a person was asked. Only where the host can be reached directly: a way that
   * needs what only ssh can do is not gone here.
   */
  async #mayTrust(
    error: unknown,
    { target, hops }: Route,
    { connectTimeoutMs }: TransportOptions,
    signal: AbortSignal,
  ): Promise<boolean> {
    const isUnknown = isErrorInfo(error) && error.code === 'session.host-key-unknown';
    const isDirect = hops.length === 0 && target.proxyCommand === undefined;
    if (!isUnknown || !isDirect || target.policy !== 'ask') return false;
    await askHostKey(target, this.#hostKeys, connectTimeoutMs, signal);
    return true;
  }

  async #arguments(
    device: DeviceAddress,
    program: string,
    route: Route,
    ownConfig: string | undefined,
    { connectTimeoutMs }: TransportOptions,
  ): Promise<string[]> {
    const { acceptedKeysFile, knownHostsFiles } = this.#options;
    // ssh makes the file, but not its folder.
    await mkdir(dirname(acceptedKeysFile), { recursive: true, mode: 0o700 });
    return openSshArguments({
      route,
      original: device.host,
      ...(ownConfig === undefined ? {} : { ownConfig }),
      nameHops: device.jumpHost !== undefined || ownConfig === undefined,
      acceptedKeysFile,
      knownHostsFiles,
      connectTimeoutMs,
      program,
      platform: process.platform,
    });
  }
}

function withUser(route: Route, { defaultUsername }: OpenSshTransportOptions): Route {
  const username = route.target.username ?? defaultUsername;
  return username === undefined ? route : { ...route, target: { ...route.target, username } };
}

function missingError(label: string): ShowrunError {
  return new ShowrunError(
    'session.openssh-missing',
    `${label}: there is no ssh program for the transport openssh.`,
    {
      hint: 'Install OpenSSH’s client so that it is found on the path, or use the transport ssh.',
    },
  );
}

function needsKeys(label: string): ShowrunError {
  return new ShowrunError(
    'session.openssh-unsupported',
    `${label}: the transport openssh logs in without a password, and use_keys forbids keys.`,
    { hint: 'Take out use_keys, or use the transport ssh.' },
  );
}
