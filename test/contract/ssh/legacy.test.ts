import assert from 'node:assert/strict';
import type { ServerConfig } from 'ssh2';
import { makeKey, startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { Harness } from './sshHarness.ts';

const rsa = makeKey('rsa').private;

const oldBox = {
  hostKeys: [rsa],
  ident: 'Cisco-1.25',
  algorithms: {
    kex: ['diffie-hellman-group1-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['3des-cbc', 'aes128-cbc'],
    hmac: ['hmac-md5', 'hmac-sha1'],
  } as unknown as ServerConfig['algorithms'],
};

describe('SSH: old algorithms', () => {
  let server: Fixture;
  let harness: Harness;

  afterEach(async () => {
    await harness.close();
    await server.close();
  });

  it('says exactly what the device wants and how to allow it, and does not try', async () => {
    server = await startFixture(oldBox);
    harness = await Harness.create();
    await assert.rejects(
      harness.open(harness.device(server.port)),
      (error: { code: string; message: string; hint: string; details: string }) => {
        assert.equal(error.code, 'session.old-algorithms');
        assert.ok(error.message.length < 300, 'the lists are in the details');
        assert.match(error.details, /^host key algorithm: it offers ssh-rsa; we offer ssh-ed25519, /m);
        assert.match(error.details, /^cipher: it offers 3des-cbc, aes128-cbc; we offer /m);
        assert.match(error.message, /SSH-2\.0-Cisco-1\.25\.$/);
        assert.match(error.message, /no common key exchange, host key algorithm or cipher\. It is SSH/);
        assert.doesNotMatch(error.message, /MAC/, 'hmac-sha1 is common');
        assert.match(error.hint, /set ssh_legacy to true/);
        return true;
      },
    );
    assert.equal(server.seen.connections, 1);
    await server.idle();
  });

  it('gets in where they are allowed, and finds that out once per run', async () => {
    server = await startFixture(oldBox);
    harness = await Harness.create();
    const device = harness.device(server.port, { sshLegacy: true });
    await harness.open(device);
    assert.equal(server.seen.connections, 2, 'current algorithms are tried first');
    assert.ok(
      harness.logger.lines.some((line) => line.startsWith('warn') && line.includes('old algorithms')),
    );
    await harness.open(device);
    assert.equal(server.seen.connections, 3);
  });

  const cases = [
    ['kex', 'diffie-hellman-group14-sha1'],
    ['kex', 'diffie-hellman-group1-sha1'],
    ['cipher', 'aes128-cbc'],
    ['cipher', 'aes256-cbc'],
    ['cipher', '3des-cbc'],
    ['hmac', 'hmac-md5'],
    ['hmac', 'hmac-sha1-96'],
    ['serverHostKey', 'ssh-rsa'],
  ] as const;
  for (const [kind, name] of cases) {
    it(`speaks ${name}`, async () => {
      server = await startFixture({
        hostKeys: [rsa],
        // With an authenticated cipher the MAC would not matter.
        algorithms: { cipher: ['aes128-ctr'], [kind]: [name] } as unknown as ServerConfig['algorithms'],
      });
      harness = await Harness.create();
      await harness.open(harness.device(server.port, { sshLegacy: true }));
      assert.equal(server.seen.connections, 2);
    });
  }

  it('does not try again where the old algorithms would not help either', async () => {
    server = await startFixture({
      algorithms: { cipher: ['blowfish-cbc'] } as unknown as ServerConfig['algorithms'],
    }).catch(() =>
      startFixture({
        algorithms: { kex: ['diffie-hellman-group17-sha512'] } as unknown as ServerConfig['algorithms'],
      }),
    );
    harness = await Harness.create();
    await assert.rejects(
      harness.open(harness.device(server.port, { sshLegacy: true })),
      (error: { code: string; hint: string }) => {
        assert.equal(error.code, 'session.handshake-failed');
        assert.match(error.hint, /Nothing this program can do matches/);
        return true;
      },
    );
    assert.equal(server.seen.connections, 1);
  });
});
