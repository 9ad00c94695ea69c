import type { DeviceAddress, HostKeyPolicy } from '../../api/device.ts';
import type { Logger } from '../../api/ports.ts';
import type { Prompter } from '../../api/question.ts';
import type { ByteStream, Transport, TransportOptions } from '../../api/transport.ts';
import { ShowrunError } from '../../core/errors.ts';
import { HostKeyVerifier } from '../hostkeys/hostKeyVerifier.ts';
import type { HostKeyStorage } from '../hostkeys/hostKeyFiles.ts';
import { keyTypesOf, modernAlgorithms, preferKnownTypes } from './algorithms.ts';
import { Authenticator } from './authenticator.ts';
import { connectSocket } from './connectSocket.ts';
import type { Endpoint } from './connectSocket.ts';
import { Deadline, DeadlineExpired } from './deadline.ts';
import { timeoutError } from './explainFailure.ts';
import { hostFiles } from './hostFiles.ts';
import { LoginGuard } from './loginGuard.ts';
import { openConnection } from './openConnection.ts';
import { PromptedSecrets } from './secretSource.ts';
import type { SecretSource } from './secretSource.ts';
import { shellStream } from './shellStream.ts';
import type { SshConnection } from './sshConnection.ts';
import { cancelledError, printable } from './sshErrors.ts';

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
  /** Rejected logins with one credential after which it is not used any more. */
  readonly maxRejectedLogins: number;
  readonly files?: HostKeyStorage;
}

const keepalive = { intervalMs: 15_000, countMax: 4 };
const defaultCredential = 'default';

/** SSH with ssh2. One per run: it remembers answers, rejected logins and host keys as long as it lives. */
export class SshTransport implements Transport {
  readonly id = 'ssh';
  readonly #options: SshTransportOptions;
  readonly #secrets: SecretSource;
  readonly #guard: LoginGuard;
  readonly #hostKeys: HostKeyVerifier;

  constructor(options: SshTransportOptions) {
    this.#options = options;
    this.#secrets = options.secrets ?? new PromptedSecrets(options.prompter);
    this.#guard = new LoginGuard(options.maxRejectedLogins);
    this.#hostKeys = new HostKeyVerifier({ ...options, storage: options.files ?? hostFiles });
  }

  async open(device: DeviceAddress, options: TransportOptions, signal: AbortSignal): Promise<ByteStream> {
    const abort = new AbortController();
    const cancel = (): void => {
      abort.abort(cancelledError(device.name));
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    let deadline: Deadline | undefined;
    let connection: SshConnection | undefined;
    const endpoint: Endpoint = { label: device.name, host: device.host, port: device.port ?? 22 };
    try {
      abort.signal.throwIfAborted();
      const username = await this.#username(device, abort.signal);
      const socket = await connectSocket(endpoint, options.connectTimeoutMs, abort.signal);
      deadline = new Deadline(options.loginTimeoutMs, (reason) => {
        abort.abort(reason);
      });
      connection = await this.#login(device, endpoint, username, socket, deadline, abort.signal);
      return await this.#shell(connection, options, abort.signal);
    } catch (error) {
      connection?.close();
      throw error instanceof DeadlineExpired ? timeoutError(endpoint, 'login', error.ms) : error;
    } finally {
      deadline?.clear();
      signal.removeEventListener('abort', cancel);
    }
  }

  async #username(device: DeviceAddress, signal: AbortSignal): Promise<string> {
    if (device.username !== undefined) return device.username;
    const credential = device.credential ?? defaultCredential;
    const { defaultUsername } = this.#options;
    const found = await this.#secrets.get(
      {
        device: device.name,
        credential,
        ...(defaultUsername === undefined ? {} : { username: defaultUsername }),
      },
      signal,
    );
    const username = found?.username ?? defaultUsername;
    if (username !== undefined) return username;
    throw new ShowrunError('session.no-username', `${device.name}: there is no user name to log in with.`, {
      hint: 'Give the device a username in the inventory, or the run a default user name.',
    });
  }

  async #login(
    device: DeviceAddress,
    endpoint: Endpoint,
    username: string,
    socket: Parameters<typeof openConnection>[0],
    deadline: Deadline,
    signal: AbortSignal,
  ): Promise<SshConnection> {
    const { logger, prompter } = this.#options;
    const identity = { host: endpoint.host, port: endpoint.port };
    const lists = modernAlgorithms();
    const known = await this.#hostKeys.knownTypes(identity, []);
    const serverHostKey = preferKnownTypes(lists.serverHostKey, known);
    const authenticator = new Authenticator({
      label: endpoint.label,
      device: device.name,
      username,
      credential: device.credential ?? defaultCredential,
      identities: () => Promise.resolve([]),
      secrets: this.#secrets,
      guard: this.#guard,
      prompter,
      hold: (work) => deadline.hold(work),
      signal,
    });
    return openConnection(
      socket,
      {
        endpoint,
        username,
        algorithms: { ...lists, serverHostKey },
        authenticator,
        verifyHostKey: (key) =>
          deadline.hold(() =>
            this.#hostKeys.verify(
              {
                ...identity,
                device: device.name,
                policy: device.hostKeys ?? this.#options.hostKeys,
                extraFiles: [],
                offeredTypes: keyTypesOf(serverHostKey),
              },
              key,
              signal,
            ),
          ),
        keepalive,
        onBanner: (text) => {
          logger.debug(`${device.name}: banner: ${printable(text, 500)}`);
        },
        onNote: (text) => {
          logger.warn(`${device.name}: ${printable(text)}`);
        },
      },
      signal,
    );
  }

  async #shell(
    connection: SshConnection,
    options: TransportOptions,
    signal: AbortSignal,
  ): Promise<ByteStream> {
    const stop = (): void => {
      connection.close();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const channel = await connection.openShell(options.terminal);
      return shellStream(channel, stop, () => connection.reason);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
