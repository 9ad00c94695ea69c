import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';
import { hostFiles } from '../../../src/session/ssh/hostFiles.ts';
import { fingerprint } from '../../../src/session/hostkeys/fingerprint.ts';
import { makeKey, startFixture } from './fixtureServer.ts';
import type { Fixture, FixtureOptions } from './fixtureServer.ts';
import { Harness, defaultAnswer } from './sshHarness.ts';

describe('SSH: host keys', () => {
  let server: Fixture;
  let harness: Harness;
  let folder: string | undefined;
  const oldKey = makeKey();
  const newKey = makeKey();
  const rsaKey = makeKey('rsa');
  const blob = (key: { public: string }): Buffer =>
    (ssh2.utils.parseKey(key.public) as ParsedKey).getPublicSSH();

  afterEach(async () => {
    await harness.close();
    await server.close();
    if (folder !== undefined) await rm(folder, { recursive: true });
    folder = undefined;
  });

  /** A server, and a known_hosts file with these lines; `HOST` stands for the server's name. */
  async function start(
    lines: readonly string[],
    fixture: FixtureOptions,
    options: Parameters<typeof Harness.create>[0] = {},
  ): Promise<string> {
    server = await startFixture(fixture);
    folder = await mkdtemp(join(tmpdir(), 'showrun-hostkeys-'));
    const file = join(folder, 'known_hosts');
    await writeFile(
      file,
      lines.map((line) => `${line.replace('HOST', `[127.0.0.1]:${server.port}`)}\n`).join(''),
    );
    harness = await Harness.create({ knownHostsFiles: [file], ...options });
    return file;
  }

  it('stops at a changed key before anything of the login is sent, with both fingerprints and the place', async () => {
    const file = await start(['# mine', `HOST ${oldKey.public}`], { hostKeys: [newKey.private] });
    await assert.rejects(
      harness.open(harness.device(server.port, { username: 'admin' })),
      (error: { code: string; message: string; hint: string }) => {
        assert.equal(error.code, 'session.host-key-changed');
        assert.ok(error.message.includes(fingerprint(blob(oldKey))));
        assert.ok(error.message.includes(fingerprint(blob(newKey))));
        assert.ok(error.message.includes(`${file}:2`));
        assert.ok(error.hint.includes('ssh-keygen -R'));
        return true;
      },
    );
    assert.deepEqual(server.seen.attempts, []);
    await server.idle();
  });

  it('takes a key of another type for a changed one, so that an attacker gains nothing by choosing the type', async () => {
    await start([`HOST ${oldKey.public}`], { hostKeys: [rsaKey.private] });
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.host-key-changed' });
  });

  it('asks for the key type that is known, so that a host with several keys does not look changed', async () => {
    await start(
      [`HOST ${rsaKey.public}`],
      { hostKeys: [newKey.private, rsaKey.private] },
      { hostKeys: 'strict' },
    );
    await harness.open(harness.device(server.port));
  });

  it('asks once per host, for all that wait, and remembers the answer', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = (): void => undefined;
    const firstQuestion = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await start(
      [],
      { hostKeys: [newKey.private] },
      {
        hostKeys: 'ask',
        answer: async (question) => {
          if (question.kind === 'host-key') {
            asked();
            await gate;
          }
          return defaultAnswer(question);
        },
      },
    );
    const opening = Promise.all(
      ['a', 'b', 'c'].map((name) => harness.open(harness.device(server.port, { name }))),
    );
    await firstQuestion;
    release();
    await opening;
    const questions = harness.prompter.questions.filter((question) => question.kind === 'host-key');
    assert.deepEqual(
      questions.map((question) => question.key),
      [
        {
          host: '127.0.0.1',
          port: server.port,
          algorithm: 'ssh-ed25519',
          fingerprint: fingerprint(blob(newKey)),
        },
      ],
    );
    assert.equal((await harness.acceptedKeys()).split('\n').length, 2, 'one line');
  });

  it('does not count the time of a question towards the login time-out', async () => {
    let answerNow = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    await start(
      [],
      { hostKeys: [newKey.private] },
      {
        hostKeys: 'ask',
        answer: async (question) => {
          if (question.kind === 'host-key') {
            setTimeout(answerNow, 1600);
            await gate;
          }
          return defaultAnswer(question);
        },
      },
    );
    await harness.open(harness.device(server.port), { loginTimeoutMs: 1500 });
  });

  it('stops when the person says no, and remembers nothing', async () => {
    await start(
      [],
      { hostKeys: [newKey.private] },
      {
        hostKeys: 'ask',
        answer: (question) =>
          question.kind === 'host-key' ? { kind: 'host-key', accept: false } : defaultAnswer(question),
      },
    );
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.host-key-unknown' });
    await assert.rejects(harness.acceptedKeys(), { code: 'ENOENT' });
    assert.deepEqual(server.seen.attempts, []);
  });

  it('refuses an unknown key under strict, also where only a certificate authority is known', async () => {
    await start(
      [`@cert-authority * ${oldKey.public}`],
      { hostKeys: [newKey.private] },
      { hostKeys: 'strict' },
    );
    await assert.rejects(
      harness.open(harness.device(server.port)),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, 'session.host-key-unknown');
        assert.match(error.message, /@cert-authority/);
        return true;
      },
    );
  });

  it('refuses a revoked key, also where it is known as good', async () => {
    await start([`HOST ${newKey.public}`, `@revoked * ${newKey.public}`], { hostKeys: [newKey.private] });
    await assert.rejects(harness.open(harness.device(server.port)), { code: 'session.host-key-revoked' });
  });

  it('lets the inventory be stricter than the run', async () => {
    await start([], { hostKeys: [newKey.private] });
    await assert.rejects(harness.open(harness.device(server.port, { hostKeys: 'strict' })), {
      code: 'session.host-key-unknown',
    });
  });

  it('fails under accept-new if the key cannot be remembered', async () => {
    server = await startFixture();
    const files = { ...hostFiles, appendLine: () => Promise.reject(new Error('disk full')) };
    harness = await Harness.create({ files });
    await assert.rejects(
      harness.open(harness.device(server.port)),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, 'session.host-key-not-saved');
        assert.match(error.message, /disk full/);
        assert.deepEqual(server.seen.attempts, [], 'no password was sent');
        return true;
      },
    );
    await server.idle();
  });
});
