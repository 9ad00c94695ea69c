import type { Duplex } from 'node:stream';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { DeviceAddress, HostKeyPolicy } from '../../api/device.ts';
import type { FileReader, Logger } from '../../api/ports.ts';
import type { Prompter } from '../../api/question.ts';
import type { ByteStream, Transport, TransportOptions } from '../../api/transport.ts';
import { HostKeyVerifier } from '../hostkeys/hostKeyVerifier.ts';
import type { HostKeyStorage } from '../hostkeys/hostKeyFiles.ts';
import { connectSocket } from './connectSocket.ts';
import { HostConnector } from './hostConnector.ts';
import { hostFiles } from './hostFiles.ts';
import { forwardConnection } from './hosts/forwardConnection.ts';
import type { ForwardedConnection } from './hosts/forwardConnection.ts';
import type { HostSpec, Route } from './hosts/hostSpec.ts';
import { jumpLostError } from './hosts/jumpErrors.ts';
import { JumpPool } from './hosts/jumpPool.ts';
import type { JumpLease } from './hosts/jumpPool.ts';
import { openForward } from './hosts/openForward.ts';
import { makeRoutes } from './hosts/makeRoutes.ts';
import type { RouteResolver } from './hosts/routeResolver.ts';
import { KeyFiles } from './keys/keyFiles.ts';
import type { KeyStorage } from './keys/keyFiles.ts';
import { LoginGuard } from './loginGuard.ts';
import { openShellStream } from './openShellStream.ts';
import { PromptedSecrets } from './secretSource.ts';
import type { SecretSource } from './secretSource.ts';
import type { SshConnection } from './sshConnection.ts';
import { cancelledError } from './sshErrors.ts';
import { openCommandStream } from './proxy/commandStream.ts';

export interface SshTransportOptions {
  readonly prompter: Prompter;
  readonly logger: Logger;
  /** Where login data comes from; the prompter, asked once per credential, unless given. */
  readonly secrets?: SecretSource;
  /** For devices whose inventory entry and ssh_config say nothing. */
  readonly hostKeys: HostKeyPolicy;
  readonly knownHostsFiles: readonly string[];
  readonly acceptedKeysFile: string;
  readonly defaultUsername?: string;
  /** Rejected logins with one credential, with none accepted in between, after which it is not used any more. */
  readonly maxRejectedLogins: number;
  /** Counts rejected logins, for several transports together; one of its own unless given. */
  readonly guard?: LoginGuard;
  /** The user's own ssh_config, for devices that name none; none is read unless given. */
  readonly sshConfigFile?: string;
  /** Whether old algorithms may be offered to devices that do not say so themselves; false unless given. */
  readonly legacy?: boolean;
  /** What relative paths are relative to; the working folder unless given. */
  readonly baseFolder?: string;
  /** How long a jump host is kept without use; 30 s unless given. */
  readonly jumpIdleMs?: number;
  /** How long a jump host that could not be reached is not tried again; 500 ms unless given. */
  readonly jumpFailureMs?: number;
  /** SSH_AUTH_SOCK; the environment's unless given. */
  readonly authSock?: string;
  /** The home folder; the system's unless given. */
  readonly home?: string;
  readonly files?: FileReader & HostKeyStorage & KeyStorage;
}

const defaultJumpIdleMs = 30_000;
/** Shorter than the first pause before a device is tried again. */
const defaultJumpFailureMs = 500;

/**
 * SSH with ssh2. One per run: it remembers answers, rejected logins, parsed keys, host keys and jump hosts as long as it
 * lives; `close` ends what is shared between devices.
 */
export class SshTransport implements Transport {
  readonly id = 'ssh';
  readonly #connector: HostConnector;
  readonly #routes: RouteResolver;
  readonly #jumpHosts: JumpPool;

  constructor(options: SshTransportOptions) {
    const { prompter, logger, defaultUsername } = options;
    const files = options.files ?? hostFiles;
    const home = options.home ?? homedir();
    this.#connector = new HostConnector({
      prompter,
      logger,
      secrets: options.secrets ?? new PromptedSecrets(prompter),
      guard: options.guard ?? new LoginGuard(options.maxRejectedLogins),
      hostKeys: new HostKeyVerifier({ ...options, storage: files }),
      keyFiles: new KeyFiles(files, logger),
      surroundings: {
        platform: process.platform,
        authSock: options.authSock ?? process.env.SSH_AUTH_SOCK,
        home,
        pipes: () => readdir('\\\\.\\pipe\\'),
      },
      ...(defaultUsername === undefined ? {} : { defaultUsername }),
    });
    this.#routes = makeRoutes({ ...options, files, home });
    this.#jumpHosts = new JumpPool({
      connect: (hop, via, timeouts, signal) => this.#connect(hop, via, timeouts, signal),
      logger,
      idleMs: options.jumpIdleMs ?? defaultJumpIdleMs,
      failureMs: options.jumpFailureMs ?? defaultJumpFailureMs,
    });
  }

  async open(device: DeviceAddress, options: TransportOptions, signal: AbortSignal): Promise<ByteStream> {
    const abort = new AbortController();
    const cancel = (): void => {
      abort.abort(cancelledError(device.name));
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      abort.signal.throwIfAborted();
      const route = await this.#routes.resolve(device, abort.signal);
      const connection = await this.#reach(route, options, abort);
      return await openShellStream(connection, options, abort.signal);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** A TCP connection to a device through its jump hosts, or a direct one where its jump host is `none`. */
  async forward(
    device: DeviceAddress,
    port: number,
    options: TransportOptions,
    signal: AbortSignal,
  ): Promise<ForwardedConnection> {
    if (signal.aborted) throw cancelledError(device.name);
    const { hops } = await this.#routes.resolve(device, signal);
    const endpoint = { label: device.name, host: device.host, port, service: 'Telnet' };
    if (hops.length > 0) return forwardConnection(this.#jumpHosts, hops, endpoint, options, signal);
    const stream = await connectSocket(endpoint, options.connectTimeoutMs, signal);
    return { stream, whyLost: () => undefined };
  }

  /** The jump host that an ssh_config names for a device, as written; nothing where none does. Throws `session.ssh-config-…`. */
  jumpHostOf(device: DeviceAddress, signal: AbortSignal): Promise<string | undefined> {
    return this.#routes.jumpHostOf(device, signal);
  }

  /** Closes jump hosts. Devices are closed by their streams. */
  close(): void {
    this.#jumpHosts.close();
  }

  async #reach(route: Route, options: TransportOptions, abort: AbortController): Promise<SshConnection> {
    const { target, hops } = route;
    if (hops.length === 0) return this.#connect(target, undefined, options, abort.signal);
    return this.#jumpHosts.through(hops, options, abort.signal, (lease) =>
      this.#behind(lease, target, options, abort),
    );
  }

  async #behind(
    lease: JumpLease,
    target: HostSpec,
    options: TransportOptions,
    abort: AbortController,
  ): Promise<SshConnection> {
    let connection: SshConnection | undefined;
    let channelClosed: Promise<void> | undefined;
    const forget = lease.connection.onClose((reason) => {
      if (reason === undefined) return;
      const lost = jumpLostError(target.label, lease.connection.label, reason);
      if (connection === undefined) abort.abort(lost);
      else connection.fail(lost);
    });
    try {
      connection = await this.#connect(target, lease.connection, options, abort.signal, (channel) => {
        channelClosed = new Promise((resolve) => channel.once('close', () => resolve()));
      });
    } catch (error) {
      forget();
      throw error;
    }
    connection.onClose(() => {
      forget();
      // The jump host counts the channel until it has closed its end too.
      void (channelClosed ?? Promise.resolve()).then(lease.release);
    });
    return connection;
  }

  #connect(
    spec: HostSpec,
    via: SshConnection | undefined,
    options: TransportOptions,
    signal: AbortSignal,
    onForward: (channel: Duplex) => void = () => undefined,
  ): Promise<SshConnection> {
    const endpoint = { label: spec.label, host: spec.host, port: spec.port };
    const connectTimeoutMs = spec.connectTimeoutMs ?? options.connectTimeoutMs;
    const forward = async (through: SshConnection, now: AbortSignal): Promise<Duplex> => {
      const channel = await openForward(through, endpoint, connectTimeoutMs, now);
      onForward(channel);
      return channel;
    };
    const open = (now: AbortSignal): Promise<Duplex> =>
      via !== undefined
        ? forward(via, now)
        : spec.proxyCommand === undefined
          ? connectSocket(endpoint, connectTimeoutMs, now)
          : openCommandStream(spec.proxyCommand, endpoint, connectTimeoutMs, now);
    return this.#connector.connect(spec, open, options.loginTimeoutMs, signal);
  }
}
