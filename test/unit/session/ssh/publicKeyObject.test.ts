import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { keyDigests } from '../../../../src/session/ssh/keys/keyDigests.ts';
import { publicKeyObject } from '../../../../src/session/ssh/publicKeyObject.ts';
import { parseKey } from '../../../../src/session/ssh/ssh2.ts';

/** RFC 4251, section 5: a string with its length in front of it. */
function field(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

const decoded = (value: unknown): Buffer => Buffer.from(String(value), 'base64url');
/** A positive integer: with a zero in front where it would be negative. */
const mpint = (value: unknown): Buffer => {
  const bytes = decoded(value);
  return field((bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
};

function wireOf(type: string, key: KeyObject): Buffer {
  const { x, y, n, e } = key.export({ format: 'jwk' });
  if (type === 'ssh-ed25519') return Buffer.concat([field(type), field(decoded(x))]);
  if (type === 'ssh-rsa') return Buffer.concat([field(type), mpint(e), mpint(n)]);
  const point = Buffer.concat([Buffer.of(4), decoded(x), decoded(y)]);
  return Buffer.concat([field(type), field(type.slice('ecdsa-sha2-'.length)), field(point)]);
}

const pairs = {
  'ssh-ed25519': generateKeyPairSync('ed25519'),
  'ssh-rsa': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'ecdsa-sha2-nistp256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'ecdsa-sha2-nistp384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'ecdsa-sha2-nistp521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
} as const;

describe('public keys in the wire format', () => {
  for (const [type, { publicKey, privateKey }] of Object.entries(pairs)) {
    const wire = wireOf(type, publicKey);
    const data = Buffer.from('what the server signed');
    const signature = sign(keyDigests[type], data, privateKey);

    it(`${type}: is the key that it was`, () => {
      assert.ok(publicKeyObject(wire)?.equals(publicKey));
    });

    it(`${type}: believes a signature exactly where node does, on everything that is damaged`, () => {
      const parsed = parseKey(wire) as { verify: (...parts: unknown[]) => boolean | Error };
      assert.equal(parsed.verify(data, signature), true);
      assert.equal(parsed.verify(Buffer.from('something else'), signature), false);
      fc.assert(
        fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
          const damaged = Buffer.from(signature);
          damaged[at] = (damaged[at] ?? 0) ^ flip;
          assert.equal(parsed.verify(data, damaged), verify(keyDigests[type], data, publicKey, damaged));
        }),
        { numRuns: 50 },
      );
    });

    it(`${type}: never takes a damaged key for a good one`, () => {
      fc.assert(
        fc.property(fc.nat(wire.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
          const damaged = Buffer.from(wire);
          damaged[at] = (damaged[at] ?? 0) ^ flip;
          let key: KeyObject | undefined;
          try {
            key = publicKeyObject(damaged);
          } catch {
            return; // refused by node
          }
          if (key?.equals(publicKey) !== true) return;
          // only the curve's second name, which says nothing that the type does not say, may differ
          assert.ok(type.startsWith('ecdsa') && at >= 4 + type.length && at < 8 + type.length + 8);
        }),
        { numRuns: 100 },
      );
    });
  }

  it('uses the digest that was agreed on for RSA', () => {
    const { publicKey, privateKey } = pairs['ssh-rsa'];
    const parsed = parseKey(wireOf('ssh-rsa', publicKey)) as { verify: (...parts: unknown[]) => unknown };
    const data = Buffer.from('data');
    const signature = sign('sha512', data, privateKey);
    assert.equal(parsed.verify(data, signature, 'sha512'), true);
    assert.equal(parsed.verify(data, signature, 'sha256'), false);
    assert.equal(parsed.verify(data, signature), false);
  });

  it('leaves what it does not know to others, and never hangs over what is cut off', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(3), field('ssh-dss'), Buffer.from('ffffffff', 'hex')])
      assert.equal(publicKeyObject(bytes), undefined);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        assert.equal(publicKeyObject(Buffer.from(bytes)), undefined);
      }),
    );
    const whole = wireOf('ecdsa-sha2-nistp256', pairs['ecdsa-sha2-nistp256'].publicKey);
    for (let length = 0; length < whole.length; length++)
      assert.equal(publicKeyObject(whole.subarray(0, length)), undefined);
  });
});
