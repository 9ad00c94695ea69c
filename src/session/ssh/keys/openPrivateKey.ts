import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import keyParser from 'ssh2/lib/protocol/keyParser.js';
import type { ParsedKey } from 'ssh2';

/** A private key in forms that need no secret any more. */
export interface OpenedKey {
  /** Readable by node's crypto. */
  readonly pem: string;
  /** In wire format (RFC 4253, section 6.6). */
  readonly publicKey: Uint8Array;
}

export type OpenResult =
  | { readonly kind: 'opened'; readonly key: OpenedKey }
  /** It has a passphrase, and none or a wrong one was given. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * Reads a private key file: OpenSSH, PEM (PKCS#1, SEC 1, PKCS#8) and PuTTY, with or without a passphrase. Decrypting is meant to be
 * slow (bcrypt: 0.2 s and more), so with a passphrase this belongs into a worker. Never throws.
 */
export function openPrivateKey(text: string, passphrase?: string): OpenResult {
  const isPkcs8 = /-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.exec(text);
  if (isPkcs8 !== null) return openPkcs8(text, isPkcs8[1] !== undefined, passphrase);
  const parsed = keyParser.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error) {
    const isLocked = passphrase !== undefined || /encrypted/i.test(key.message);
    return isLocked ? { kind: 'locked' } : { kind: 'unusable', reason: key.message };
  }
  if (key === undefined) return { kind: 'unusable', reason: 'it holds no key' };
  return opened(key);
}

function opened(key: ParsedKey): OpenResult {
  if (!key.isPrivateKey()) {
    return { kind: 'unusable', reason: 'it holds a public key, not a private one' };
  }
  return { kind: 'opened', key: { pem: key.getPrivatePEM(), publicKey: key.getPublicSSH() } };
}

/** ssh2 does not know this format; node does, and writes one that ssh2 knows. */
function openPkcs8(text: string, isEncrypted: boolean, passphrase: string | undefined): OpenResult {
  if (isEncrypted && passphrase === undefined) return { kind: 'locked' };
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (error) {
    return isEncrypted ? { kind: 'locked' } : { kind: 'unusable', reason: (error as Error).message };
  }
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return openPrivateKey(key.export({ type: 'pkcs1', format: 'pem' }) as string);
    case 'ec':
      return openPrivateKey(key.export({ type: 'sec1', format: 'pem' }) as string);
    case 'ed25519': {
      const pem = key.export({ type: 'pkcs8', format: 'pem' }) as string;
      const point = Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
      return { kind: 'opened', key: { pem, publicKey: wireFormat('ssh-ed25519', point) } };
    }
    default:
      return {
        kind: 'unusable',
        reason: `keys of type ${String(key.asymmetricKeyType)} are not used by SSH`,
      };
  }
}

function wireFormat(type: string, point: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(type), point].flatMap((part) => [lengthOf(part), part]));
}

function lengthOf(part: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}
