import type * as vscode from 'vscode';
import type { Secrets } from '../../api/question.ts';

const prefix = 'credential:';
const passphrasePrefix = 'passphrase:';

/** Credentials in the secret store of the editor; nothing of them is written anywhere else. */
export class CredentialStore {
  readonly #secrets: vscode.SecretStorage;
  /** The latest write. Reads wait for it, so that what was kept a moment ago is not asked again. */
  #written: Promise<unknown> = Promise.resolve();

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** The stored credential; undefined where there is none, or where the system's secret store does not work. */
  async read(name: string): Promise<Secrets | undefined> {
    const text = await this.#get(prefix + name);
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null ? onlyTexts(value) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Stores a credential in place of what was there. Rejects where the system's secret store does not work. */
  async write(name: string, secrets: Secrets): Promise<void> {
    await this.#put(prefix + name, JSON.stringify(secrets));
  }

  /** Names of stored credentials, sorted. */
  async names(): Promise<string[]> {
    const keys = await this.#secrets.keys();
    return keys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])).sort();
  }

  /** Paths of key files with a stored passphrase, sorted. */
  async keyFiles(): Promise<string[]> {
    const keys = await this.#secrets.keys();
    return keys
      .flatMap((key) => (key.startsWith(passphrasePrefix) ? [key.slice(passphrasePrefix.length)] : []))
      .sort();
  }

  async forget(name: string): Promise<void> {
    await this.#secrets.delete(prefix + name);
  }

  async readPassphrase(keyFile: string): Promise<string | undefined> {
    return await this.#get(passphrasePrefix + keyFile);
  }

  async writePassphrase(keyFile: string, passphrase: string): Promise<void> {
    await this.#put(passphrasePrefix + keyFile, passphrase);
  }

  async forgetPassphrase(keyFile: string): Promise<void> {
    await this.#secrets.delete(passphrasePrefix + keyFile);
  }

  async #put(key: string, value: string): Promise<void> {
    const written = Promise.resolve(this.#secrets.store(key, value));
    this.#written = written.catch(() => undefined);
    await written;
  }

  async #get(key: string): Promise<string | undefined> {
    try {
      await this.#written;
      return await this.#secrets.get(key);
    } catch {
      // Without a key ring there is nothing stored; the user is asked for each run.
      return undefined;
    }
  }
}

function onlyTexts(value: object): Secrets {
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}
