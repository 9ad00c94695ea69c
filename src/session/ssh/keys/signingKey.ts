import { createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { ParsedKey } from 'ssh2';
import { parseKey } from '../ssh2.ts';
import { keyDigests } from './keyDigests.ts';
import type { OpenedKey } from './openPrivateKey.ts';

/** A private key that is ready to sign: parsed once, for all devices. */
export class SigningKey {
  readonly publicKey: ParsedKey;
  readonly #key: KeyObject;

  /** Throws where the runtime cannot use the key. */
  constructor({ pem, publicKey }: OpenedKey) {
    const parsed = parsePublicKey(publicKey);
    if (parsed === undefined) throw new Error('its public key cannot be read');
    this.publicKey = parsed;
    this.#key = createPrivateKey(pem);
  }

  /** A signature as node makes it; ssh2 brings it into SSH's form. `hash` is set where the algorithm leaves a choice. */
  sign(data: Uint8Array, hash: string | undefined): Buffer {
    return sign(hash ?? keyDigests[this.publicKey.type], data, this.#key);
  }
}

/** A public key in wire format or as a line of text. */
export function parsePublicKey(bytes: Uint8Array): ParsedKey | undefined {
  return first(parseKey(Buffer.from(bytes)));
}

/** ssh2 returns a list for some formats, whatever its types say. */
function first(parsed: ParsedKey | ParsedKey[] | Error): ParsedKey | undefined {
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return key instanceof Error ? undefined : key;
}
