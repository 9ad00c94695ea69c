import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { join } from 'node:path';
import { isRetryable } from '../../../src/session/ssh/isRetryable.ts';
import { startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { Harness, defaultAnswer, reader } from './sshHarness.ts';

interface RawServer {
  readonly port: number;
  readonly connected: Promise<Socket>;
  close(): Promise<void>;
}

/** A TCP server that does something to each connection. */
async function startRaw(onSocket: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let arrived: (socket: Socket) => void = () => undefined;
  const connected = new Promise<Socket>((resolve) => {
    arrived = resolve;
  });
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    // Unread data would hide the end of the connection.
    socket.resume();
    onSocket(socket);
    arrived(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connected,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('SSH: what goes wrong', () => {
  let harness: Harness;
  let raw: RawServer | undefined;
  let server: Fixture | undefined;

  beforeEach(async () => {
    harness = await Harness.create();
  });

  afterEach(async () => {
    await Harness.closeAll();
    await raw?.close();
    await server?.close();
    raw = undefined;
    server = undefined;
  });

  /** Opens, and returns the code of the failure. */
  async function failure(
    port: number,
    ...options: [Parameters<Harness['open']>[1]?, AbortSignal?]
  ): Promise<{ code: string; message: string; hint?: string }> {
    let error: unknown;
    await assert.rejects(harness.open(harness.device(port), ...options), (thrown) => {
      error = thrown;
      return true;
    });
    return error as { code: string; message: string };
  }

  it('refused port', async () => {
    const closed = await startRaw(() => undefined);
    await closed.close();
    const error = await failure(closed.port);
    assert.equal(error.code, 'session.refused');
    assert.equal(error.message, `core-1: 127.0.0.1:${closed.port} refused the connection.`);
    assert.ok(isRetryable(error.code));
  });

  it('name that does not exist', async () => {
    await assert.rejects(
      harness.open(harness.device(22, { host: 'no-such-host.invalid' })),
      (error: { code: string }) => {
        assert.ok(['session.dns', 'session.dns-unavailable'].includes(error.code), error.code);
        return true;
      },
    );
  });

  it('server that takes the connection and says nothing', async () => {
    raw = await startRaw(() => undefined);
    const error = await failure(raw.port, { loginTimeoutMs: 150 });
    assert.equal(error.code, 'session.handshake-timeout');
    assert.match(error.message, /said nothing for 0\.15 s/);
    const socket = await raw.connected;
    if (!socket.destroyed) await once(socket, 'close');
  });

  it('server that identifies itself and then falls silent', async () => {
    raw = await startRaw((socket) => socket.write('SSH-2.0-Cisco-1.25\r\n'));
    const error = await failure(raw.port, { loginTimeoutMs: 150 });
    assert.equal(error.code, 'session.handshake-timeout');
    assert.match(error.message, /did not finish the key exchange/);
    assert.ok(isRetryable(error.code));
  });

  it('server that hangs up at once', async () => {
    raw = await startRaw((socket) => socket.end());
    const error = await failure(raw.port);
    assert.equal(error.code, 'session.reset');
    assert.ok(isRetryable(error.code));
  });

  it('server that has too many connections and says so', async () => {
    raw = await startRaw((socket) => socket.end('Exceeded MaxStartups\r\n'));
    const error = await failure(raw.port);
    assert.equal(error.code, 'session.reset');
    assert.match(error.message, /Exceeded MaxStartups/);
  });

  it('server that hangs up during the key exchange', async () => {
    raw = await startRaw((socket) => {
      socket.write('SSH-2.0-Old\r\n');
      socket.once('data', () => socket.end());
    });
    const error = await failure(raw.port);
    assert.equal(error.code, 'session.reset');
    assert.match(error.message, /during the key exchange/);
  });

  it('something that is not SSH', async () => {
    raw = await startRaw((socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const error = await failure(raw.port);
    assert.equal(error.code, 'session.handshake-failed');
    assert.match(error.message, /does not speak SSH: "HTTP\/1\.1 400 Bad Request"/);
    assert.ok(!isRetryable(error.code));
  });

  it('server with SSH version 1 only', async () => {
    raw = await startRaw((socket) => socket.write('SSH-1.5-Cisco-1.25\r\n'));
    const error = await failure(raw.port);
    assert.equal(error.code, 'session.handshake-failed');
    assert.match(error.message, /only SSH version 1/);
  });

  it('garbage instead of a key exchange', async () => {
    raw = await startRaw((socket) => socket.write(`SSH-2.0-Odd\r\n${'\xff'.repeat(4_000)}`));
    const error = await failure(raw.port);
    assert.equal(error.code, 'session.handshake-failed');
  });

  it('login that is never answered: a time-out that is not tried again', async () => {
    server = await startFixture({ auth: () => undefined });
    const error = await failure(server.port, { loginTimeoutMs: 200 });
    assert.equal(error.code, 'session.login-timeout');
    assert.ok(!isRetryable(error.code));
    await server.idle();
  });

  it('server that hangs up on the password counts as a rejection', async () => {
    server = await startFixture({
      auth: () => {
        server?.drop();
      },
    });
    const error = await failure(server.port);
    assert.equal(error.code, 'session.auth-rejected');
    assert.match(error.message, /closed the connection/);
  });

  it('server that resets the connection on the password: a rejection as well, and none that may pass', async () => {
    const reset = await startFixture({
      auth: (context) => {
        if (context.method === 'password') reset.reset();
        else context.reject(['password']);
      },
    });
    harness = await Harness.create();
    try {
      await assert.rejects(harness.open(harness.device(reset.port)), {
        code: 'session.auth-rejected',
        message: /it dropped the connection|it closed the connection/,
      });
      assert.equal(reset.seen.passwords.length, 1);
    } finally {
      await reset.close();
    }
  });

  it('server that says why it ends the connection', async () => {
    server = await startFixture({
      onClient: (client) => {
        client.on('authentication', () => {
          const { _protocol } = client as unknown as { _protocol: { disconnect(reason: number): void } };
          _protocol.disconnect(14);
        });
      },
      auth: () => undefined,
    });
    const error = await failure(server.port);
    assert.equal(error.code, 'session.auth-rejected');
    assert.match(error.message, /NO_MORE_AUTH_METHODS_AVAILABLE/);
  });

  it('person who does not give the password', async () => {
    server = await startFixture();
    harness = await Harness.create({
      answer: (question) =>
        question.kind === 'credential' ? { kind: 'credential', secrets: undefined } : defaultAnswer(question),
      defaultUsername: 'admin',
    });
    const error = await failure(server.port);
    assert.equal(error.code, 'session.auth-declined');
    await server.idle();
  });

  it('asks for the password before it connects, so that no login waits for a person', async () => {
    server = await startFixture();
    const { seen } = server;
    harness = await Harness.create({
      answer: (question) => {
        assert.equal(seen.connections, 0);
        return defaultAnswer(question);
      },
    });
    await harness.open(harness.device(server.port, { username: 'admin' }));
    assert.equal(harness.prompter.questions.length, 1);
  });

  it('host that hangs up while a person is asked', async () => {
    server = await startFixture({
      auth: (context) => {
        if (context.method === 'keyboard-interactive')
          context.prompt([{ prompt: 'Code: ', echo: false }], () => undefined);
        else context.reject(['keyboard-interactive']);
      },
    });
    harness = await Harness.create({
      answer: (question) => {
        if (question.kind !== 'prompt') return defaultAnswer(question);
        server?.drop();
        return new Promise(() => undefined);
      },
    });
    const error = await failure(server.port);
    assert.equal(error.code, 'session.login-timeout');
    assert.match(error.message, /hung up while it waited/);
  });

  it('no user name anywhere', async () => {
    server = await startFixture();
    harness = await Harness.create({
      answer: () => ({ kind: 'credential', secrets: { password: 'secret' } }),
    });
    assert.equal((await failure(server.port)).code, 'session.no-username');
    assert.equal(server.seen.connections, 0);
  });

  it('login without a shell', async () => {
    server = await startFixture({ shell: 'refuse' });
    const error = await failure(server.port);
    assert.equal(error.code, 'session.shell-refused');
    await server.idle();
  });

  it('shell without a terminal, which was asked for together with it', async () => {
    server = await startFixture({ terminal: 'refuse' });
    const error = await failure(server.port);
    assert.equal(error.code, 'session.shell-refused');
    assert.match(error.message, /pseudo-terminal/);
    await server.idle();
  });

  it('device that ends the session: its last words come first, then the reason', async () => {
    server = await startFixture();
    const { until, text, closed } = reader(
      await harness.open(harness.device(server.port)).then((stream) => {
        stream.write('exit\n');
        return stream;
      }),
    );
    await until('bye');
    await closed;
    assert.ok(text().endsWith('bye\r\n'));
  });

  it('connection that is lost in the middle', async () => {
    server = await startFixture();
    const { until, closed } = reader(await harness.open(harness.device(server.port)));
    await until('fixture> ');
    server.drop();
    assert.match(String(((await closed) as { code?: string } | undefined)?.code), /^session\.(closed|lost)$/);
  });

  it('path that is dead: keepalives find out', async () => {
    server = await startFixture();
    const sshConfigFile = join(harness.folder, 'config');
    await writeFile(sshConfigFile, 'ServerAliveInterval 1\nServerAliveCountMax 1\n');
    const { until, closed } = reader(await harness.open(harness.device(server.port, { sshConfigFile })));
    await until('fixture> ');
    server.freeze();
    const reason = (await closed) as unknown as { code: string; message: string };
    assert.equal(reason.code, 'session.lost');
    assert.match(reason.message, /keepalives were not answered/);
  });

  it('keeps a wrong password from being tried on every device', async () => {
    server = await startFixture({
      auth: (context) => {
        context.reject(['password']);
      },
    });
    const { port } = server;
    const codes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        try {
          await harness.open(harness.device(port, { name: `d${index}` }));
          return 'ok';
        } catch (error) {
          return (error as { code: string }).code;
        }
      }),
    );
    assert.equal(server.seen.attempts.length, 3);
    assert.equal(codes.filter((code) => code === 'session.auth-rejected').length, 3);
    assert.equal(codes.filter((code) => code === 'session.credential-stopped').length, 17);
    await server.idle();
  });

  it('lets all devices in at once when the password is right', async () => {
    server = await startFixture();
    const { port } = server;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => harness.open(harness.device(port, { name: `d${index}` }))),
    );
    assert.equal(harness.prompter.questions.length, 1, 'one question for the credential');
  });

  describe('cancel', () => {
    async function cancelWhen(port: number, ready: Promise<unknown>): Promise<void> {
      const abort = new AbortController();
      const opening = failure(port, {}, abort.signal);
      await ready;
      abort.abort();
      assert.equal((await opening).code, 'session.cancelled');
    }

    it('before it begins', async () => {
      server = await startFixture();
      const error = await failure(server.port, {}, AbortSignal.abort());
      assert.equal(error.code, 'session.cancelled');
      assert.equal(server.seen.connections, 0);
    });

    it('while the server is silent', async () => {
      raw = await startRaw(() => undefined);
      await cancelWhen(raw.port, raw.connected);
      const socket = await raw.connected;
      if (!socket.destroyed) await once(socket, 'close');
    });

    it('while the login is being judged', async () => {
      let tried: () => void = () => undefined;
      const trying = new Promise<void>((resolve) => {
        tried = resolve;
      });
      server = await startFixture({
        auth: () => {
          tried();
        },
      });
      await cancelWhen(server.port, trying);
      await server.idle();
    });

    it('while a person is asked', async () => {
      server = await startFixture();
      let asked: () => void = () => undefined;
      const asking = new Promise<void>((resolve) => {
        asked = resolve;
      });
      harness = await Harness.create({
        answer: () => {
          asked();
          return new Promise(() => undefined);
        },
      });
      await cancelWhen(server.port, asking);
      await server.idle();
    });
  });
});
