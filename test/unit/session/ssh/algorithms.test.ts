import assert from 'node:assert/strict';
import {
  keyTypesOf,
  legacyAlgorithms,
  modernAlgorithms,
  preferKnownTypes,
  withLegacy,
} from '../../../../src/session/ssh/algorithms.ts';
import { findMismatch, legacyWouldHelp } from '../../../../src/session/ssh/mismatch.ts';

describe('algorithms', () => {
  it('offers group exchange last, with and without the old ones', () => {
    for (const { kex } of [modernAlgorithms(), withLegacy(modernAlgorithms())]) {
      const first = kex.findIndex((name) => name.includes('group-exchange'));
      assert.ok(kex.slice(first).every((name) => name.includes('group-exchange')));
      assert.equal(kex[0], 'curve25519-sha256');
    }
  });

  it('offers nothing old by itself', () => {
    const modern = Object.values(modernAlgorithms()).flat() as string[];
    for (const name of Object.values(legacyAlgorithms()).flat() as string[])
      assert.ok(!modern.includes(name), name);
    assert.ok(!modern.some((name) => /cbc|md5|group1-|-sha1$/.test(name) && !name.startsWith('hmac-sha1')));
  });

  it('prefers the types that are known', () => {
    const offer = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256'];
    assert.deepEqual(preferKnownTypes(offer, ['ssh-rsa']), [
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-ed25519',
      'ecdsa-sha2-nistp256',
    ]);
    assert.deepEqual(preferKnownTypes(offer, []), offer);
    assert.deepEqual(keyTypesOf(offer), ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa']);
  });

  it('finds out what is missing, and whether the old ones would help', () => {
    const modern = modernAlgorithms();
    const old = {
      kex: ['diffie-hellman-group1-sha1'],
      serverHostKey: ['ssh-rsa'],
      cipher: ['3des-cbc'],
      hmac: ['hmac-sha1'],
    };
    assert.deepEqual(
      findMismatch(modern, old).map(({ kind }) => kind),
      ['kex', 'serverHostKey', 'cipher'],
    );
    assert.ok(legacyWouldHelp(findMismatch(modern, old)));
    assert.ok(!legacyWouldHelp(findMismatch(modern, { ...old, cipher: ['arcfour'] })));
    assert.ok(!legacyWouldHelp([]));
    assert.deepEqual(findMismatch(modern, modern), []);
    assert.deepEqual(
      findMismatch(modern, { ...modern, cipher: ['aes128-gcm@openssh.com'], hmac: ['none'] }),
      [],
    );
  });
});
