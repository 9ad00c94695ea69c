import assert from 'node:assert/strict';
import { startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { Harness, reader } from './sshHarness.ts';

describe('SSH: login by password', () => {
  let server: Fixture;
  let harness: Harness;

  afterEach(async () => {
    await harness.close();
    await server.close();
  });

  it('opens a shell with the wanted terminal, and talks', async () => {
    server = await startFixture();
    harness = await Harness.create();
    const stream = await harness.open(harness.device(server.port));
    const { until } = reader(stream);
    await until('fixture> ');
    stream.write('show version\n');
    await until('show version\nok\r\nfixture> ');
    assert.deepEqual(server.seen.ptys, [{ cols: 511, rows: 24, term: 'vt100' }]);
    assert.deepEqual(server.seen.attempts, ['password'], 'no probe with the method none');
  });

  it('frees the connection on close', async () => {
    server = await startFixture();
    harness = await Harness.create();
    const stream = await harness.open(harness.device(server.port));
    const { closed } = reader(stream);
    stream.close();
    assert.equal(await closed, undefined);
    await server.idle();
  });

  it('remembers a new host key under accept-new and knows it the next time', async () => {
    server = await startFixture();
    harness = await Harness.create();
    await harness.open(harness.device(server.port));
    const first = await harness.acceptedKeys();
    assert.match(first, new RegExp(`^\\[127\\.0\\.0\\.1\\]:${server.port} ssh-ed25519 \\S+\\n$`));
    await harness.open(harness.device(server.port));
    assert.equal(await harness.acceptedKeys(), first);
  });

  it('tries a wrong password exactly once', async () => {
    server = await startFixture({
      auth: (context) => {
        context.reject(['password', 'keyboard-interactive']);
      },
    });
    harness = await Harness.create();
    await assert.rejects(harness.open(harness.device(server.port)), {
      code: 'session.auth-rejected',
      message:
        'core-1: the login as "admin" was rejected; tried: password. It takes: password, keyboard-interactive.',
    });
    assert.deepEqual(server.seen.attempts, ['password']);
    await server.idle();
  });

  it('never changes a password that has expired: the request is an error that says so', async () => {
    let changed = false;
    server = await startFixture({
      auth: (context) => {
        if (context.method !== 'password') context.reject(['password']);
        else
          context.requestChange('Your password has expired. New password: ', () => {
            changed = true;
          });
      },
    });
    harness = await Harness.create();
    await assert.rejects(
      harness.open(harness.device(server.port)),
      (error: { code: string; hint: string }) => {
        assert.equal(error.code, 'session.password-expired');
        assert.match(error.hint, /by hand/);
        return true;
      },
    );
    assert.equal(changed, false);
    assert.deepEqual(
      harness.prompter.questions.map(({ kind }) => kind),
      ['credential'],
    );
  });
});
