import { diffieHellman, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { x25519Key } from './publicKeyObject.ts';

/** One side of a key agreement by curve25519 (RFC 8731). */
export interface Curve25519 {
  /** Our public key, 32 bytes. */
  readonly publicKey: Buffer;
  /**
   * The shared secret, as the magnitude of a positive integer in SSH's form (RFC 8731 section 3.1, RFC 4251 section 5). Throws what node throws for a key of the
   * other side that is none, or that leads to no secret.
   */
  computeSecret(otherPublicKey: Buffer): Buffer;
}

/**
 * A fresh key pair. The public keys go in and out as JSON web keys: OpenSSL 3 takes 75 µs to write and 80 to read the DER that
 * ssh2 has in their place, and ssh2 writes it twice.
 */
export function curve25519(): Curve25519 {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return {
    publicKey: rawKey(publicKey),
    computeSecret: (other) => positive(diffieHellman({ privateKey, publicKey: x25519Key(other) })),
  };
}

function rawKey(key: KeyObject): Buffer {
  return Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url');
}

/** Without zeros in front, but for the one that keeps it from being negative. */
function positive(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  if (start < 0) throw new Error('a shared secret of zeros');
  const magnitude = bytes.subarray(start);
  return ((magnitude[0] ?? 0) & 0x80) === 0 ? magnitude : Buffer.concat([Buffer.of(0), magnitude]);
}
