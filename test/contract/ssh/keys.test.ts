import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { AuthContext, ParsedKey } from 'ssh2';
import { startFakeAgent } from './fakeAgent.ts';
import { makeKey, startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { Harness, defaultAnswer } from './sshHarness.ts';

/** Accepts logins with one of these public keys, with a signature that is right. */
function acceptKeys(publicKeys: readonly string[], others: readonly string[] = ['publickey']) {
  const known = publicKeys.map((key) => ssh2.utils.parseKey(key) as ParsedKey);
  return (context: AuthContext): void => {
    if (context.method !== 'publickey') {
      context.reject([...others] as never);
      return;
    }
    const key = known.find((candidate) => candidate.getPublicSSH().equals(context.key.data));
    if (key === undefined) context.reject([...others] as never);
    else if (context.signature === undefined || context.blob === undefined) context.accept();
    else if (key.verify(context.blob, context.signature, context.hashAlgo)) context.accept();
    else context.reject([...others] as never);
  };
}

describe('SSH: login by key', () => {
  let server: Fixture;
  let harness: Harness;
  let cleanUp: (() => void)[] = [];

  afterEach(async () => {
    for (const work of cleanUp) work();
    cleanUp = [];
    await harness.close();
    await server.close();
  });

  async function keyFile(name: string, key: { private: string }): Promise<string> {
    const path = join(harness.folder, name);
    await writeFile(path, key.private, { mode: 0o600 });
    return path;
  }

  for (const type of ['ed25519', 'rsa', 'ecdsa'] as const) {
    it(`takes a key file of type ${type}, and asks nothing`, async () => {
      const key = makeKey(type);
      server = await startFixture({ auth: acceptKeys([key.public]) });
      harness = await Harness.create();
      await harness.open(
        harness.device(server.port, { username: 'admin', keyFile: await keyFile('key', key), useKeys: true }),
      );
      assert.deepEqual(harness.prompter.questions, []);
      assert.match(server.seen.attempts.at(-1)!, /^publickey:.*\+signature$/);
    });
  }

  it('asks for the passphrase of an encrypted key once, for all devices, and only when a signature is wanted', async () => {
    const key = makeKey('ed25519', 'open sesame');
    server = await startFixture({ auth: acceptKeys([key.public]) });
    const stranger = await startFixture();
    cleanUp.push(() => void stranger.close());
    harness = await Harness.create({
      answer: (question) =>
        question.kind === 'key-passphrase'
          ? { kind: 'key-passphrase', text: 'open sesame' }
          : defaultAnswer(question),
    });
    const path = await keyFile('key', key);
    const fields = { username: 'admin', keyFile: path, useKeys: true };
    await harness.open(harness.device(stranger.port, { ...fields, name: 'stranger' }));
    assert.deepEqual(
      harness.prompter.questions.map((question) => question.kind),
      ['credential'],
      'a server that does not know the key needs no passphrase',
    );
    await Promise.all([
      harness.open(harness.device(server.port, { ...fields, name: 'a' })),
      harness.open(harness.device(server.port, { ...fields, name: 'b' })),
    ]);
    const asked = harness.prompter.questions.filter((question) => question.kind === 'key-passphrase');
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.keyFile, path);
  });

  it('asks again after a wrong passphrase, then goes on without the key', async () => {
    const key = makeKey('rsa', 'right');
    server = await startFixture({
      auth: (context, seen) => {
        if (context.method === 'password') context.accept();
        else acceptKeys([key.public], ['publickey', 'password'])(context);
        assert.ok(seen.attempts.length < 10);
      },
    });
    harness = await Harness.create({
      answer: (question) =>
        question.kind === 'key-passphrase'
          ? { kind: 'key-passphrase', text: 'wrong' }
          : defaultAnswer(question),
    });
    await harness.open(
      harness.device(server.port, { username: 'admin', useKeys: true, keyFile: await keyFile('key', key) }),
    );
    assert.equal(
      harness.prompter.questions.filter((question) => question.kind === 'key-passphrase').length,
      3,
    );
    assert.equal(server.seen.attempts.at(-1), 'password');
    assert.ok(
      harness.logger.lines.some(
        (line) => line.startsWith('warn') && line.includes('the passphrase is wrong'),
      ),
    );
  });

  it('says which key file cannot be read', async () => {
    server = await startFixture();
    harness = await Harness.create();
    const keyFilePath = join(harness.folder, 'nowhere');
    await assert.rejects(
      harness.open(harness.device(server.port, { username: 'admin', useKeys: true, keyFile: keyFilePath })),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, 'session.key-unreadable');
        assert.ok(error.message.includes(keyFilePath));
        return true;
      },
    );
    await server.idle();
  });

  it('warns of a key that others can read', async function () {
    if (process.platform === 'win32') this.skip();
    const key = makeKey();
    server = await startFixture({ auth: acceptKeys([key.public]) });
    harness = await Harness.create();
    const path = await keyFile('key', key);
    await chmod(path, 0o644);
    await harness.open(harness.device(server.port, { username: 'admin', useKeys: true, keyFile: path }));
    assert.ok(
      harness.logger.lines.some((line) => line.startsWith('warn') && line.includes(`chmod 600 ${path}`)),
    );
  });

  it('uses the agent, and offers a key no further once the server takes no keys', async () => {
    const [first, second] = [makeKey(), makeKey()];
    server = await startFixture({ auth: acceptKeys([second.public]) });
    const passwordsOnly = await startFixture();
    cleanUp.push(() => void passwordsOnly.close());
    harness = await Harness.create();
    const authSock = join(harness.folder, 'agent');
    const agent = await startFakeAgent(authSock, [first.private, second.private]);
    cleanUp.push(() => {
      agent.close();
    });
    const withAgent = await Harness.create({ authSock, home: harness.folder });
    cleanUp.push(() => void withAgent.close());
    const fields = { username: 'admin', useKeys: true };
    await withAgent.open(withAgent.device(server.port, fields));
    assert.deepEqual(server.seen.attempts, [
      'publickey:ssh-ed25519',
      'publickey:ssh-ed25519',
      'publickey:ssh-ed25519+signature',
    ]);
    assert.deepEqual(agent.signatures, ['ssh-ed25519']);
    await withAgent.open(withAgent.device(passwordsOnly.port, fields));
    assert.deepEqual(passwordsOnly.seen.attempts, ['publickey:ssh-ed25519', 'password']);
  });

  it('keeps to the named key with IdentitiesOnly, taken from the agent where that holds it', async () => {
    const [named, other] = [makeKey(), makeKey()];
    server = await startFixture({ auth: acceptKeys([named.public]) });
    harness = await Harness.create();
    await keyFile('named', named);
    const sshConfigFile = join(harness.folder, 'config');
    await writeFile(sshConfigFile, 'Host *\n  IdentityFile %d/named\n  IdentitiesOnly yes\n  User admin\n');
    const authSock = join(harness.folder, 'agent');
    const agent = await startFakeAgent(authSock, [other.private, named.private]);
    cleanUp.push(() => {
      agent.close();
    });
    const withAgent = await Harness.create({ authSock, home: harness.folder });
    cleanUp.push(() => void withAgent.close());
    const { useKeys: _, ...device } = withAgent.device(server.port, { sshConfigFile });
    await withAgent.open(device);
    assert.deepEqual(server.seen.attempts, ['publickey:ssh-ed25519', 'publickey:ssh-ed25519+signature']);
    assert.equal(agent.signatures.length, 1);
  });

  it('offers only a few keys that nobody named, and says so', async () => {
    const keys = [makeKey(), makeKey(), makeKey(), makeKey()];
    server = await startFixture({
      auth: (context) => {
        context.reject(['publickey', 'password']);
      },
    });
    harness = await Harness.create();
    const authSock = join(harness.folder, 'agent');
    const agent = await startFakeAgent(
      authSock,
      keys.map((key) => key.private),
    );
    cleanUp.push(() => {
      agent.close();
    });
    const withAgent = await Harness.create({ authSock, home: harness.folder });
    cleanUp.push(() => void withAgent.close());
    const { useKeys: _, ...device } = withAgent.device(server.port, { username: 'admin' });
    await assert.rejects(withAgent.open(device), (error: { code: string; hint: string }) => {
      assert.equal(error.code, 'session.auth-rejected');
      assert.match(error.hint, /2 more keys were not offered/);
      return true;
    });
    assert.deepEqual(server.seen.attempts, ['publickey:ssh-ed25519', 'publickey:ssh-ed25519', 'password']);
  });

  it('offers no key at all with use_keys false', async () => {
    const key = makeKey();
    server = await startFixture();
    harness = await Harness.create();
    await harness.open(
      harness.device(server.port, { username: 'admin', useKeys: false, keyFile: await keyFile('key', key) }),
    );
    assert.deepEqual(server.seen.attempts, ['password']);
  });
});
