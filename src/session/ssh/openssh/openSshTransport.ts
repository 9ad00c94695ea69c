import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { DeviceAddress } from '../../../api/device.ts';
import type { ByteStream, Transport, TransportOptions } from '../../../api/transport.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { findOpenSsh } from '../findOpenSsh.ts';
import { makeRoutes } from '../hosts/makeRoutes.ts';
import type { RouteOptions } from '../hosts/makeRoutes.ts';
import type { RouteResolver } from '../hosts/routeResolver.ts';
import { cancelledError } from '../sshErrors.ts';
import { openSshArguments } from './openSshArguments.ts';
import { startOpenSsh } from './openSshProcess.ts';

export interface OpenSshTransportOptions extends Omit<RouteOptions, 'home'> {
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
  #program: Promise<string | undefined> | undefined;

  constructor(options: OpenSshTransportOptions) {
    this.#options = options;
    this.#routes = makeRoutes({ ...options, home: options.home ?? homedir() });
  }

  async open(device: DeviceAddress, options: TransportOptions, signal: AbortSignal): Promise<ByteStream> {
    if (device.useKeys === false) throw needsKeys(device.name);
    try {
      signal.throwIfAborted();
      const program = await (this.#program ??= (this.#options.find ?? findOpenSsh)());
      if (program === undefined) throw missingError(device.name);
      const args = await this.#arguments(device, program, options, signal);
      const timeoutMs = options.connectTimeoutMs + options.loginTimeoutMs;
      return await startOpenSsh({ label: device.name, program, arguments: args, timeoutMs }, signal);
    } catch (error) {
      throw signal.aborted ? cancelledError(device.name) : error;
    }
  }

  async #arguments(
    device: DeviceAddress,
    program: string,
    { connectTimeoutMs }: TransportOptions,
    signal: AbortSignal,
  ): Promise<string[]> {
    const { acceptedKeysFile, knownHostsFiles, defaultUsername } = this.#options;
    const { route, ownConfig } = await this.#routes.resolveFor(device, signal);
    // ssh makes the file, but not its folder.
    await mkdir(dirname(acceptedKeysFile), { recursive: true, mode: 0o700 });
    const username = route.target.username ?? defaultUsername;
    const target = username === undefined ? route.target : { ...route.target, username };
    return openSshArguments({
      route: { ...route, target },
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
