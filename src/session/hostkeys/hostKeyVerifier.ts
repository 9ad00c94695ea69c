import type { HostKeyPolicy } from '../../api/device.ts';
import type { Logger } from '../../api/ports.ts';
import type { HostKeyInfo, Prompter } from '../../api/question.ts';
import { fingerprint, keyTypeOf } from './fingerprint.ts';
import { HostKeyFiles } from './hostKeyFiles.ts';
import type { HostKeyStorage } from './hostKeyFiles.ts';
import { changedKeyError, declinedKeyError, revokedKeyError, unknownKeyError } from './hostKeyErrors.ts';
import { judgeHostKey, knownHostName, knownKeyTypes } from './knownHosts.ts';
import type { HostIdentity } from './knownHosts.ts';
import { SharedWork } from '../sharedWork.ts';
import { ShowrunError } from '../../core/errors.ts';

export interface HostKeyVerifierDependencies {
  readonly storage: HostKeyStorage;
  readonly prompter: Prompter;
  readonly logger: Logger;
  /** known_hosts files to honour, besides the one below. */
  readonly knownHostsFiles: readonly string[];
  /** Where accepted keys are remembered, in known_hosts format. */
  readonly acceptedKeysFile: string;
}

/** One host whose key is to be judged. */
export interface HostKeyRequest extends HostIdentity {
  /** Who needs it, for questions and messages. */
  readonly device: string;
  readonly policy: HostKeyPolicy;
  /** Further known_hosts files (ssh_config's UserKnownHostsFile). */
  readonly extraFiles: readonly string[];
  /** Key types the client offered to take. */
  readonly offeredTypes: readonly string[];
}

/** Called once the host has proved that it owns the key; remembers a key that was accepted just now. */
export type Remember = () => Promise<void>;

/**
 * Decides about host keys. A key that is known passes; one that changed or was revoked never does; an unknown one goes by
 * the policy. A person is asked once per host and key, however many connections wait for the answer.
 */
export class HostKeyVerifier {
  readonly #deps: HostKeyVerifierDependencies;
  readonly #files: HostKeyFiles;
  readonly #questions = new SharedWork<boolean>();

  constructor(deps: HostKeyVerifierDependencies) {
    this.#deps = deps;
    this.#files = new HostKeyFiles(deps.storage, deps.logger);
  }

  /** Types of the keys already known for a host: to be offered first, or the host may show another key of its own. */
  async knownTypes(identity: HostIdentity, extraFiles: readonly string[]): Promise<readonly string[]> {
    return knownKeyTypes(await this.#files.load(this.#paths(extraFiles)), identity);
  }

  /** Throws `session.host-key-…`; what it returns must be called after the key exchange has succeeded. */
  async verify(request: HostKeyRequest, key: Uint8Array, signal: AbortSignal): Promise<Remember> {
    const type = keyTypeOf(key);
    if (type === undefined) {
      throw new ShowrunError(
        'session.handshake-failed',
        `${request.device}: ${knownHostName(request)} sent a malformed host key.`,
      );
    }
    const blob = Buffer.from(key).toString('base64');
    const files = await this.#files.load(this.#paths(request.extraFiles));
    const verdict = judgeHostKey(files, request, { type, blob }, request.offeredTypes);
    if (verdict.kind === 'known') return () => Promise.resolve();
    const info: HostKeyInfo = {
      host: request.host,
      port: request.port,
      algorithm: type,
      fingerprint: fingerprint(key),
    };
    switch (verdict.kind) {
      case 'revoked':
        throw revokedKeyError(request, info, verdict.entry);
      case 'changed':
        throw changedKeyError(request, info, verdict.entries);
      case 'unknown':
        return this.#acceptNew(request, info, blob, verdict.certAuthority !== undefined, signal);
    }
  }

  async #acceptNew(
    request: HostKeyRequest,
    info: HostKeyInfo,
    blob: string,
    hasAuthority: boolean,
    signal: AbortSignal,
  ): Promise<Remember> {
    if (request.policy === 'strict') throw unknownKeyError(request, info, hasAuthority);
    const name = knownHostName(request);
    if (request.policy === 'ask') {
      const accepted = await this.#questions.get(`${name} ${blob}`, signal, async (shared) => {
        const answer = await this.#deps.prompter.ask(
          { kind: 'host-key', device: request.device, key: info },
          shared,
        );
        return answer.kind === 'host-key' && answer.accept;
      });
      if (!accepted) throw declinedKeyError(request, info);
    } else {
      this.#deps.logger.info(
        `${request.device}: new host key of ${name}: ${info.algorithm} ${info.fingerprint}`,
      );
    }
    return () => this.#remember(request, info, blob);
  }

  async #remember(request: HostKeyRequest, info: HostKeyInfo, blob: string): Promise<void> {
    const { acceptedKeysFile, logger } = this.#deps;
    // Meanwhile another connection may have been shown another key of the same host: the first one counts.
    const files = await this.#files.load(this.#paths(request.extraFiles));
    const key = { type: info.algorithm, blob };
    const verdict = judgeHostKey(files, request, key, request.offeredTypes);
    if (verdict.kind === 'changed') throw changedKeyError(request, info, verdict.entries);
    try {
      await this.#files.append(acceptedKeysFile, knownHostName(request), info.algorithm, blob);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (request.policy !== 'accept-new') {
        logger.warn(`The accepted host key of ${knownHostName(request)} could not be saved: ${reason}`);
        return;
      }
      throw new ShowrunError(
        'session.host-key-not-saved',
        `${request.device}: the new host key of ${knownHostName(request)} could not be saved in ${acceptedKeysFile}: ${reason}`,
        {
          hint: 'Under the policy accept-new a key must be remembered, or every later key would pass too. Make the file writable.',
          cause: error,
        },
      );
    }
  }

  #paths(extraFiles: readonly string[]): string[] {
    return [this.#deps.acceptedKeysFile, ...extraFiles, ...this.#deps.knownHostsFiles];
  }
}
