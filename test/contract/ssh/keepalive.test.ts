import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { Connection } from 'ssh2';
import type { ByteStream } from '../../../src/api/transport.ts';
import type { KeepaliveSpec } from '../../../src/session/ssh/keepalive.ts';
import { openShellStream } from '../../../src/session/ssh/openShellStream.ts';
import { SshConnection } from '../../../src/session/ssh/sshConnection.ts';
import { startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { reader } from './sshHarness.ts';

const keepalive: KeepaliveSpec = { intervalMs: 100, countMax: 4 };

describe('keepalives of a connection', () => {
  let server: Fixture;
  let serverSocket: Socket;
  let stream: ByteStream;

  beforeEach(async () => {
    server = await startFixture({
      onClient: (client: Connection) => {
        serverSocket = (client as unknown as { _sock: Socket })._sock;
      },
    });
  });

  afterEach(async () => {
    stream.close();
    await server.close();
  });

  async function open(spec: KeepaliveSpec): Promise<ByteStream> {
    const socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true });
    const client = new ssh2.Client();
    client.connect({ sock: socket, username: 'admin', password: 'secret', keepaliveInterval: 0 });
    await once(client, 'ready');
    const connection = new SshConnection('core-1', client, socket, spec);
    stream = await openShellStream(
      connection,
      { connectTimeoutMs: 5_000, loginTimeoutMs: 8_000, terminal: { width: 80, height: 24 } },
      new AbortController().signal,
    );
    return stream;
  }

  /** What the client sends by itself, packet by packet; or that it has ended the connection. */
  async function packets(count: number): Promise<'alive' | 'ended'> {
    const ended = once(serverSocket, 'close').then(() => 'ended' as const);
    for (let seen = 0; seen < count; seen++) {
      if ((await Promise.race([once(serverSocket, 'data'), ended])) === 'ended') return 'ended';
    }
    return 'alive';
  }

  it('end nothing while the output cannot be taken, however many answers wait unread', async () => {
    const { until, text } = reader(await open(keepalive));
    await until('fixture> ');
    stream.pause();
    stream.write('show version\n');
    assert.equal(await packets(8), 'alive');
    assert.doesNotMatch(text(), /ok/, 'nothing is read while it is held back');
    stream.resume();
    await until('show version\nok\r\nfixture> ');
    stream.write('show clock\n');
    await until('show clock\nok\r\nfixture> ');
  });

  it('show the server a living client while nothing is read, also where none are wanted otherwise', async () => {
    const { until } = reader(await open({ intervalMs: 0, countMax: 4, heldIntervalMs: 50 }));
    await until('fixture> ');
    stream.pause();
    assert.equal(await packets(3), 'alive');
    stream.resume();
    stream.write('show clock\n');
    await until('show clock\nok\r\nfixture> ');
  });

  it('leave nothing behind that would keep the process: a stream may be held back after its end', async () => {
    const timers = (): number =>
      process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const { until, closed } = reader(await open({ intervalMs: 0, countMax: 4 }));
    await until('fixture> ');
    const before = timers();
    stream.pause();
    assert.equal(timers(), before + 1);
    stream.close();
    stream.pause();
    assert.equal(timers(), before);
    stream.resume();
    await closed;
  });

  it('find a dead path again behind a pause', async () => {
    const { until, closed } = reader(await open(keepalive));
    await until('fixture> ');
    stream.pause();
    assert.equal(await packets(3), 'alive');
    server.freeze();
    stream.resume();
    const reason = (await closed) as (Error & { code?: string }) | undefined;
    assert.equal(reason?.code, 'session.lost');
    assert.match(reason.message, /keepalives were not answered/);
  });

  it('that may be missed without end only keep the connection busy', async () => {
    const { until } = reader(await open({ intervalMs: 50, countMax: 0 }));
    await until('fixture> ');
    // The answers never come: the server receives, but its side of the connection is not flushed.
    serverSocket.cork();
    assert.equal(await packets(5), 'alive');
    serverSocket.uncork();
  });
});
