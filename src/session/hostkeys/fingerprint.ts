import { createHash } from 'node:crypto';
import { stringAt } from '../ssh/stringAt.ts';

/** `SHA256:…` of a public key in wire format, as OpenSSH prints it (base64 without padding). */
export function fingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The type that a public key in wire format names itself (RFC 4253, section 6.6), or nothing for other bytes. */
export function keyTypeOf(key: Uint8Array): string | undefined {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  const name = stringAt(bytes, 0);
  if (name === undefined || name.length > 64) return undefined;
  const type = name.toString('latin1');
  return /^[\x21-\x7e]+$/.test(type) ? type : undefined;
}
