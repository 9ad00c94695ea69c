import type { ParsedKey } from 'ssh2';
import type { FileReader, Logger } from '../../../api/ports.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { SharedWork } from '../../sharedWork.ts';
import { decryptKey } from './decryptKey.ts';
import type { Identity } from './identity.ts';
import { openPrivateKey } from './openPrivateKey.ts';
import type { OpenedKey } from './openPrivateKey.ts';
import { openSshPublicPart } from './openSshPublicPart.ts';
import { SigningKey, parsePublicKey } from './signingKey.ts';
import { SingleKeyAgent } from './singleKeyAgent.ts';

/** File access for keys. */
export interface KeyStorage extends Pick<FileReader, 'readFile'> {
  /** Permission bits, or nothing where the system has none. */
  fileMode(path: string): Promise<number | undefined>;
}

/** How a passphrase is got for one file; `attempt` counts from 1. Nothing where the person declined. */
export type AskPassphrase = (
  path: string,
  attempt: number,
  signal: AbortSignal,
) => Promise<string | undefined>;

interface LoadedKey {
  readonly publicKey: ParsedKey;
  /** The private key, or how to get it. */
  readonly unlock: (ask: AskPassphrase, signal: AbortSignal) => Promise<SigningKey>;
}

const maxPassphraseAttempts = 3;

/** Private key files, each read, parsed and decrypted once: decrypting costs 200 ms, using a parsed key 1 ms. */
export class KeyFiles {
  readonly #storage: KeyStorage;
  readonly #logger: Logger;
  readonly #loaded = new SharedWork<LoadedKey>();
  readonly #unlocked = new SharedWork<SigningKey>();
  /** Files that were not there, with what was said of them: each device looks for the usual names again. */
  readonly #missing = new Map<string, ShowrunError>();

  constructor(storage: KeyStorage, logger: Logger) {
    this.#storage = storage;
    this.#logger = logger;
  }

  /**
   * A key to be offered. The passphrase is asked when a server wants a signature of it, or at once where the file does not
   * tell the public key. Throws `session.key-unreadable` with the reason; `ENOENT` stays the cause.
   */
  async identity(path: string, ask: AskPassphrase, signal: AbortSignal): Promise<Identity> {
    const missing = this.#missing.get(path);
    if (missing !== undefined) throw missing;
    const { publicKey, unlock } = await this.#loaded.get(path, signal, (shared) =>
      this.#load(path, ask, shared),
    );
    return {
      name: path,
      blob: publicKey.getPublicSSH().toString('base64'),
      agent: new SingleKeyAgent(publicKey, async (data, hash) => {
        const key = await unlock(ask, signal);
        return key.sign(data, hash);
      }),
    };
  }

  async #load(path: string, ask: AskPassphrase, signal: AbortSignal): Promise<LoadedKey> {
    const bytes = await this.#read(path);
    await this.#checkMode(path);
    const text = Buffer.from(bytes).toString('utf8');
    const result = openPrivateKey(text);
    if (result.kind === 'unusable') throw unreadable(path, result.reason);
    if (result.kind === 'opened') {
      const key = toSigningKey(path, result.key);
      return { publicKey: key.publicKey, unlock: () => Promise.resolve(key) };
    }
    const unlock: LoadedKey['unlock'] = (askNow, now) =>
      this.#unlocked.get(path, now, (shared) => decrypt(path, text, askNow, shared));
    const publicKey = (await this.#publicKey(path, text)) ?? (await unlock(ask, signal)).publicKey;
    return { publicKey, unlock };
  }

  async #read(path: string): Promise<Uint8Array> {
    try {
      return await this.#storage.readFile(path);
    } catch (error) {
      const reason = unreadable(path, error instanceof Error ? error.message : String(error), error);
      if ((error as { code?: unknown }).code === 'ENOENT') this.#missing.set(path, reason);
      throw reason;
    }
  }

  async #publicKey(path: string, text: string): Promise<ParsedKey | undefined> {
    const inside = openSshPublicPart(text);
    const beside = inside ?? (await this.#storage.readFile(`${path}.pub`).catch(() => undefined));
    return beside === undefined ? undefined : parsePublicKey(beside);
  }

  async #checkMode(path: string): Promise<void> {
    const mode = await this.#storage.fileMode(path);
    if (mode !== undefined && (mode & 0o077) !== 0) {
      this.#logger.warn(
        `The private key ${path} can be read by other users of this machine; run: chmod 600 ${path}`,
      );
    }
  }
}

async function decrypt(
  path: string,
  text: string,
  ask: AskPassphrase,
  signal: AbortSignal,
): Promise<SigningKey> {
  for (let attempt = 1; attempt <= maxPassphraseAttempts; attempt++) {
    const passphrase = await ask(path, attempt, signal);
    if (passphrase === undefined) throw unreadable(path, 'its passphrase was not given');
    const result = await decryptKey(text, passphrase, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw unreadable(path, error instanceof Error ? error.message : String(error), error);
    });
    if (result.kind === 'opened') return toSigningKey(path, result.key);
    if (result.kind === 'unusable') throw unreadable(path, result.reason);
  }
  throw unreadable(path, 'the passphrase is wrong');
}

function toSigningKey(path: string, key: OpenedKey): SigningKey {
  try {
    return new SigningKey(key);
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error), error);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): ShowrunError {
  return new ShowrunError('session.key-unreadable', `The private key ${path} cannot be used: ${reason}.`, {
    hint: 'Check the path and the format (OpenSSH, PEM and PuTTY files are understood; for FIDO keys and certificates use the transport openssh).',
    ...(cause === undefined ? {} : { cause }),
  });
}
