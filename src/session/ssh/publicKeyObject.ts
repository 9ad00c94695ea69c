import { createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { stringAt } from './stringAt.ts';

/** Curves of RFC 5656, section 10.1, by the names that RFC 7518, section 6.2, has for them, with the bytes of a coordinate. */
const curves: ReadonlyMap<string, { readonly crv: string; readonly bytes: number }> = new Map([
  ['ecdsa-sha2-nistp256', { crv: 'P-256', bytes: 32 }],
  ['ecdsa-sha2-nistp384', { crv: 'P-384', bytes: 48 }],
  ['ecdsa-sha2-nistp521', { crv: 'P-521', bytes: 66 }],
]);

/**
 * A public key in SSH's wire format (RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4) as node's crypto has it, by way of
 * a JSON web key. The usual way, DER in PEM, has OpenSSL 3 look for a decoder: 80 µs for Ed25519 and 150 for RSA, in place of
 * 10 and 5. Undefined for kinds of keys, and forms of them, that are not known here. Throws what node throws for a key that is none.
 */
export function publicKeyObject(wire: Buffer): KeyObject | undefined {
  const jwk = jsonWebKey(wire);
  return jwk === undefined ? undefined : keyOf(jwk);
}

/** An X25519 public key (RFC 7748), 32 bytes. Throws what node throws for one that is none. */
export function x25519Key(raw: Buffer): KeyObject {
  return keyOf({ kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') });
}

/**
 * Node 24 finds out by errors that it throws and catches again that this is a key in another form, and collects the stack of each: more
 * work than the key. Errors that get out of here have no stack therefore.
 */
function keyOf(key: JsonWebKey): KeyObject {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return createPublicKey({ key, format: 'jwk' });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function jsonWebKey(wire: Buffer): JsonWebKey | undefined {
  const [kind = Buffer.alloc(0), ...fields] = fieldsOf(wire);
  const type = kind.toString('latin1');
  const [first, second] = fields;
  if (first === undefined) return undefined;
  if (type === 'ssh-ed25519') return { kty: 'OKP', crv: 'Ed25519', x: first.toString('base64url') };
  if (type === 'ssh-rsa' && second !== undefined)
    return { kty: 'RSA', e: magnitude(first), n: magnitude(second) };
  const curve = curves.get(type);
  if (curve === undefined || second?.length !== 1 + 2 * curve.bytes || second[0] !== 4) return undefined;
  const x = second.subarray(1, 1 + curve.bytes);
  const y = second.subarray(1 + curve.bytes);
  return { kty: 'EC', crv: curve.crv, x: x.toString('base64url'), y: y.toString('base64url') };
}

/** The strings that it is made of; one that is cut off is left out. */
function fieldsOf(wire: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  let at = 0;
  for (let field = stringAt(wire, at); field !== undefined; field = stringAt(wire, at)) {
    fields.push(field);
    at += 4 + field.length;
  }
  return fields;
}

/** A positive integer without the zero that keeps SSH from taking it for a negative one. */
function magnitude(mpint: Buffer): string {
  let start = 0;
  while (start < mpint.length - 1 && mpint[start] === 0) start += 1;
  return mpint.subarray(start).toString('base64url');
}
