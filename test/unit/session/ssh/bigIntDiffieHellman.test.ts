import assert from 'node:assert/strict';
import { createDiffieHellmanGroup, getDiffieHellman } from 'node:crypto';
import { bigIntDiffieHellman } from '../../../../src/session/ssh/bigIntDiffieHellman.ts';
import { oakleyGroup2Prime } from '../../../../src/session/ssh/ownDiffieHellman.ts';

const limits = { minBits: 1024, maxBits: 8192 };
const two = Buffer.from([2]);

describe('bigIntDiffieHellman', () => {
  for (const group of ['modp2', 'modp14', 'modp16']) {
    it(`agrees with node's own arithmetic on a secret (${group})`, () => {
      const theirs = createDiffieHellmanGroup(group);
      const theirPublic = theirs.generateKeys();
      const ours = bigIntDiffieHellman(theirs.getPrime(), two, limits);
      const ourPublic = ours.generateKeys();
      assert.deepEqual(ours.computeSecret(theirPublic), theirs.computeSecret(ourPublic));
      assert.deepEqual(ours.getPrime(), theirs.getPrime());
    });
  }

  it('has the right group 2', () => {
    assert.deepEqual(oakleyGroup2Prime, getDiffieHellman('modp2').getPrime());
  });

  it('refuses groups out of range and values that give the secret away', () => {
    const prime = getDiffieHellman('modp14').getPrime();
    assert.throws(() => bigIntDiffieHellman(prime, two, { minBits: 3072, maxBits: 8192 }), /2048 bits/);
    assert.throws(() => bigIntDiffieHellman(prime, Buffer.from([1]), limits), /not valid/);
    const even = Buffer.from(prime);
    even[even.length - 1] = 0;
    assert.throws(() => bigIntDiffieHellman(even, two, limits), /not valid/);
    const ours = bigIntDiffieHellman(prime, two, limits);
    const minusOne = Buffer.from(prime);
    minusOne[minusOne.length - 1] = prime.at(-1)! - 1;
    for (const value of [Buffer.alloc(0), Buffer.from([0]), Buffer.from([1]), minusOne, prime]) {
      assert.throws(() => ours.computeSecret(value), /out of range/);
    }
  });

  it('makes another key each time', () => {
    const prime = getDiffieHellman('modp2').getPrime();
    const make = (): Buffer => bigIntDiffieHellman(prime, two, limits).generateKeys();
    assert.notDeepEqual(make(), make());
  });
});
