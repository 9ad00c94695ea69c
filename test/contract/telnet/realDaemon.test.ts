import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { never } from '../../helpers/session/openRealSession.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';
import { failure, login, openTelnet } from './telnetHarness.ts';

/** A daemon of FRRouting with its own telnet server, where Debian puts it. It changes its user, so only root can start it. */
const daemon = '/usr/lib/frr/ripd';
const limitMs = 10_000;

const configuration = `hostname lab-rip
password ${login.password}
enable password ${login.enableSecret}
`;

describe('telnet: a real server (FRRouting)', function () {
  this.timeout(30_000);
  let folder = '';
  let child: ChildProcess;
  let port = 0;

  before(async function () {
    if (!existsSync(daemon) || process.getuid?.() !== 0) {
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'showrun-frr-'));
    await chmod(folder, 0o777);
    await writeFile(join(folder, 'ripd.conf'), configuration, { mode: 0o644 });
    port = await freePort();
    const words = ['-A', '127.0.0.1', '-P', String(port), '-f', join(folder, 'ripd.conf')];
    const files = ['-i', join(folder, 'pid'), '-z', join(folder, 'zserv'), '--vty_socket', folder];
    child = spawn(daemon, [...words, ...files, '-u', 'frr', '-g', 'frr'], { stdio: 'ignore' });
    await listening(port, child);
  });
  after(async () => {
    if (folder === '') return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await gone;
    await rm(folder, { recursive: true, force: true });
  });

  const open = (password = login.password) =>
    openTelnet({ name: 'lab-rip', host: '127.0.0.1', port, platform: 'cisco_ios' }, { password });

  it('logs in with the password alone, shows, enables, configures and leaves', async () => {
    const session = await open();
    assert.equal(session.prompt, 'lab-rip>');
    const shown = new TextSink();
    assert.equal((await session.run(command('show version'), shown, never)).status, 'ok');
    assert.match(shown.text, /^FRRouting \d[^\n]* \(lab-rip\)[^]*\n$/);
    const unknown = new TextSink();
    await session.run(command('shaw version'), unknown, never);
    assert.equal(unknown.text, '% [RIP] Unknown command: shaw version\n');
    const set = await session.run(command('router rip', { mode: 'config' }), new TextSink(), never);
    assert.equal(set.status, 'ok', JSON.stringify(set.error));
    const running = new TextSink();
    const outcome = await session.run(command('show running-config', { mode: 'enable' }), running, never);
    assert.equal(outcome.status, 'ok', JSON.stringify(outcome.error));
    assert.match(running.text, /^router rip$/m);
    assert.ok(!running.text.includes('lab-rip#'), running.text);
    await session.close();
  });

  it('gives a wrong password once', async () => {
    const failed = await failure(open('not-it'));
    assert.equal(failed.code, 'session.auth-rejected', failed.message);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves when something listens; rejects where the daemon ends before. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the daemon ended with ${String(code)}`)));
    limit.addEventListener('abort', () => reject(new Error('the daemon does not listen')));
  });
  const answers = async (): Promise<void> => {
    while (!limit.aborted && !(await canConnect(port)));
  };
  await Promise.race([answers(), ended]);
  ended.catch(() => undefined);
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // One attempt after another until it listens; each of them ends at once on loopback.
    socket.once('error', () => setImmediate(resolve, false));
  });
}
