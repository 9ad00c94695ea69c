import type { Duplex } from 'node:stream';
import type { Logger } from '../../api/ports.ts';
import type { Prompter } from '../../api/question.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { HostKeyVerifier } from '../hostkeys/hostKeyVerifier.ts';
import { keyTypesOf, preferKnownTypes, withLegacy } from './algorithms.ts';
import { Authenticator } from './authenticator.ts';
import { Deadline } from './deadline.ts';
import { hostIdentity } from './hosts/hostSpec.ts';
import type { HostSpec } from './hosts/hostSpec.ts';
import type { AgentSurroundings } from './keys/agentAddress.ts';
import { chooseIdentities } from './keys/chooseIdentities.ts';
import type { AskPassphrase, KeyFiles } from './keys/keyFiles.ts';
import type { LoginGuard } from './loginGuard.ts';
import { MismatchError, legacyWouldHelp } from './mismatch.ts';
import { openConnection } from './openConnection.ts';
import type { SecretSource } from './secretSource.ts';
import type { AlgorithmLists } from './serverHello.ts';
import type { SshConnection } from './sshConnection.ts';
import { printable } from './sshErrors.ts';

export interface HostConnectorOptions {
  readonly prompter: Prompter;
  readonly logger: Logger;
  readonly secrets: SecretSource;
  readonly guard: LoginGuard;
  readonly hostKeys: HostKeyVerifier;
  readonly keyFiles: KeyFiles;
  readonly surroundings: AgentSurroundings;
  readonly defaultUsername?: string;
}

/** Opens the way to the host; called a second time for a second attempt. */
export type OpenStream = (signal: AbortSignal) => Promise<Duplex>;

interface Attempt {
  readonly spec: HostSpec;
  readonly username: string;
  readonly algorithms: AlgorithmLists;
  readonly authenticator: Authenticator;
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Logs in to one SSH server, device or jump host alike. */
export class HostConnector {
  readonly #options: HostConnectorOptions;
  /** Hosts that talk only with old algorithms, so that one run finds that out once per host. */
  readonly #needLegacy = new Set<string>();

  constructor(options: HostConnectorOptions) {
    this.#options = options;
  }

  /**
   * Connects, verifies the host key and logs in. The time-out begins when the connection is there. Throws coded errors.
   */
  async connect(
    spec: HostSpec,
    open: OpenStream,
    loginTimeoutMs: number,
    signal: AbortSignal,
  ): Promise<SshConnection> {
    const username = await this.#username(spec, signal);
    const place = `${spec.host}:${spec.port}`;
    const useLegacy = spec.legacy && this.#needLegacy.has(place);
    const algorithms = useLegacy ? withLegacy(spec.algorithms) : spec.algorithms;
    try {
      return await this.#attempt(spec, username, algorithms, open, loginTimeoutMs, signal);
    } catch (error) {
      if (error instanceof MismatchError)
        this.#options.logger.debug(`${spec.label}: ${(error.details ?? '').replaceAll('\n', '; ')}`);
      if (
        useLegacy ||
        !spec.legacy ||
        !(error instanceof MismatchError) ||
        !legacyWouldHelp(error.mismatches)
      )
        throw error;
      this.#options.logger.warn(
        `${error.message} It is tried again with old algorithms, as the inventory or its platform allows.`,
      );
    }
    this.#needLegacy.add(place);
    return this.#attempt(spec, username, withLegacy(spec.algorithms), open, loginTimeoutMs, signal);
  }

  async #attempt(
    spec: HostSpec,
    username: string,
    algorithms: AlgorithmLists,
    open: OpenStream,
    loginTimeoutMs: number,
    signal: AbortSignal,
  ): Promise<SshConnection> {
    const identity = hostIdentity(spec);
    const known = await this.#options.hostKeys.knownTypes(identity, spec.knownHostsFiles);
    const serverHostKey = preferKnownTypes(algorithms.serverHostKey, known);
    const abort = new AbortController();
    const stop = (): void => {
      abort.abort(signal.reason);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const deadline = new Deadline(loginTimeoutMs, (reason) => {
      abort.abort(reason);
    });
    const hold = <T>(work: () => Promise<T>): Promise<T> => deadline.hold(work);
    try {
      const authenticator = this.#authenticator(spec, username, hold, abort.signal);
      await authenticator.prepare();
      const stream = await open(abort.signal);
      deadline.start();
      const attempt = { spec, username, algorithms: { ...algorithms, serverHostKey }, authenticator, hold };
      return await this.#login(stream, attempt, abort.signal);
    } finally {
      deadline.clear();
      signal.removeEventListener('abort', stop);
    }
  }

  #login(stream: Duplex, attempt: Attempt, signal: AbortSignal): Promise<SshConnection> {
    const { logger, hostKeys } = this.#options;
    const { spec, username, algorithms, authenticator, hold } = attempt;
    const request = {
      ...hostIdentity(spec),
      device: spec.label,
      policy: spec.policy,
      extraFiles: spec.knownHostsFiles,
      offeredTypes: keyTypesOf(algorithms.serverHostKey),
    };
    return openConnection(
      stream,
      {
        endpoint: { label: spec.label, host: spec.host, port: spec.port },
        username,
        algorithms,
        authenticator,
        verifyHostKey: (key) => hold(() => hostKeys.verify(request, key, signal)),
        keepalive: spec.keepalive,
        onBanner: (text) => {
          logger.debug(`${spec.label}: banner: ${printable(text, 500)}`);
        },
        onNote: (text) => {
          logger.warn(`${spec.label}: ${printable(text)}`);
        },
      },
      signal,
    );
  }

  #authenticator(
    spec: HostSpec,
    username: string,
    hold: <T>(work: () => Promise<T>) => Promise<T>,
    signal: AbortSignal,
  ): Authenticator {
    const { prompter, secrets, guard, keyFiles, surroundings } = this.#options;
    const authenticator: Authenticator = new Authenticator({
      label: spec.label,
      device: spec.label,
      username,
      credential: spec.credential,
      identities: () =>
        chooseIdentities({
          choice: spec.keys,
          files: keyFiles,
          surroundings,
          ask: (path, attempt, now) => hold(() => this.#askPassphrase(spec, path, attempt, now)),
          signal,
          note: (text) => {
            authenticator.note(text);
          },
        }),
      secrets,
      guard,
      prompter,
      hold,
      signal,
    });
    return authenticator;
  }

  /** A credential that was named for the host may hold the passphrase; otherwise, and if it is wrong, a person is asked. */
  readonly #askPassphrase = async (
    spec: HostSpec,
    ...[path, attempt, signal]: Parameters<AskPassphrase>
  ): Promise<string | undefined> => {
    const { prompter, secrets } = this.#options;
    if (spec.ownCredential && attempt === 1) {
      const found = await secrets.get(credentialRequest(spec, spec.username), signal);
      if (found?.keyPassphrase !== undefined) return found.keyPassphrase;
    }
    const answer = await prompter.ask({ kind: 'key-passphrase', device: spec.label, keyFile: path }, signal);
    return answer.kind === 'key-passphrase' ? answer.text : undefined;
  };

  async #username(spec: HostSpec, signal: AbortSignal): Promise<string> {
    if (spec.username !== undefined) return spec.username;
    const { secrets, defaultUsername } = this.#options;
    const found = await secrets.get(credentialRequest(spec, defaultUsername), signal);
    const username = found?.username ?? defaultUsername;
    if (username !== undefined) return username;
    throw new ShowrunError('session.no-username', `${spec.label}: there is no user name to log in with.`, {
      hint: spec.credential.startsWith('jump:')
        ? 'Write jump_host as user@host, or give the run a user name for all that have none (--user on the command line, the setting ssh.username in the editor).'
        : 'Give the device a username in the inventory, or the run one for all that have none (--user on the command line, the setting ssh.username in the editor).',
    });
  }
}

function credentialRequest(
  spec: HostSpec,
  username: string | undefined,
): { device: string; credential: string; username?: string } {
  return { device: spec.label, credential: spec.credential, ...(username === undefined ? {} : { username }) };
}
