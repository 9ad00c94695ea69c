import assert from 'node:assert/strict';
import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { curve25519 } from '../../../../src/session/ssh/curve25519.ts';
import { x25519Key } from '../../../../src/session/ssh/publicKeyObject.ts';

describe('curve25519', () => {
  it('agrees with node on a secret, in the form that SSH hashes', () => {
    let withZeroInFront = 0;
    for (let round = 0; round < 64; round++) {
      const theirs = generateKeyPairSync('x25519');
      const ours = curve25519();
      assert.equal(ours.publicKey.length, 32);
      const theirPublic = theirs.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
      const expected = diffieHellman({
        privateKey: theirs.privateKey,
        publicKey: x25519Key(ours.publicKey),
      });
      const secret = ours.computeSecret(theirPublic);
      assert.equal(BigInt(`0x${secret.toString('hex')}`), BigInt(`0x${expected.toString('hex')}`));
      assert.equal((secret[0] ?? 0) & 0x80, 0, 'not negative');
      if (secret[0] === 0) {
        withZeroInFront += 1;
        assert.ok((secret[1] ?? 0) & 0x80, 'no zero more than is needed');
      }
    }
    assert.ok(withZeroInFront > 0, 'half of all secrets need a zero in front');
  });

  it('reads a public key as node reads its DER', () => {
    const { publicKey } = generateKeyPairSync('x25519');
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const read = createPublicKey({ key: der, type: 'spki', format: 'der' });
    assert.ok(x25519Key(der.subarray(-32)).equals(read));
  });

  it('makes another key each time, and keeps it', () => {
    const ours = curve25519();
    assert.notDeepEqual(ours.publicKey, curve25519().publicKey);
    assert.equal(ours.publicKey, ours.publicKey);
  });

  it('refuses what leads to no secret (RFC 7748, section 6.1), and what is no key', () => {
    for (const bytes of [Buffer.alloc(32), Buffer.alloc(31, 9), Buffer.alloc(33, 9), Buffer.alloc(0)])
      assert.throws(() => curve25519().computeSecret(bytes));
  });
});
