import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { ByteStream } from '../../../src/api/transport.ts';
import { OpenSshTransport } from '../../../src/session/ssh/openssh/openSshTransport.ts';
import type { OpenSshTransportOptions } from '../../../src/session/ssh/openssh/openSshTransport.ts';
import { processGone } from '../../helpers/processGone.ts';
import { findSshd, run, startSshd } from './realSshd.ts';
import type { RealSshd } from './realSshd.ts';
import { FakePrompter, MemoryLogger, reader } from './sshHarness.ts';

/** Waits for words in what a program says. */
function textOf(source: Readable): { until(wanted: string): Promise<string> } {
  let text = '';
  source.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    until: async (wanted) => {
      while (!text.includes(wanted)) await once(source, 'data');
      return text;
    },
  };
}

describe('SSH: the transport openssh, with a real server', function () {
  this.timeout(30_000);
  const username = userInfo().username;
  let sshd: string | undefined;
  let home: string;
  let server: RealSshd | undefined;
  let prompter: FakePrompter;
  const streams: ByteStream[] = [];

  before(async function () {
    sshd = await findSshd();
    if (sshd !== undefined) return;
    console.log('      (left out: no sshd is installed here; SHOWRUN_SSHD may name one)');
    this.skip();
  });

  beforeEach(async () => {
    prompter = new FakePrompter();
    home = await mkdtemp(join(tmpdir(), 'showrun-openssh-'));
    await mkdir(join(home, '.ssh'), { mode: 0o700 });
  });

  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.close();
    await server?.stop();
    server = undefined;
    await rm(home, { recursive: true, force: true });
  });

  async function start(settings: readonly string[] = []): Promise<RealSshd> {
    server = await startSshd(sshd!, settings);
    return server;
  }

  function device(fields: Partial<DeviceAddress> = {}): DeviceAddress {
    return {
      name: 'core-1',
      host: '127.0.0.1',
      platform: 'generic',
      transport: 'openssh',
      username,
      ...(server === undefined ? {} : { port: server.port, keyFile: server.keys.ed25519 }),
      ...fields,
    };
  }

  async function open(
    fields: Partial<DeviceAddress> = {},
    options: Partial<OpenSshTransportOptions> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ByteStream> {
    const transport = new OpenSshTransport({
      logger: new MemoryLogger(),
      prompter,
      hostKeys: 'accept-new',
      knownHostsFiles: [],
      acceptedKeysFile: join(home, 'accepted keys', 'known_hosts'),
      home,
      ...options,
    });
    const terminal = { width: 511, height: 24 };
    const timeouts = { connectTimeoutMs: 5_000, loginTimeoutMs: 8_000 };
    const stream = await transport.open(device(fields), { ...timeouts, terminal }, signal);
    streams.push(stream);
    return stream;
  }

  async function talks(stream: ByteStream): Promise<void> {
    const { until } = reader(stream);
    stream.write('echo sum $((20 + 3)) $TERM; test -t 0 && echo is-a\\-terminal\n');
    await until('sum 23 vt100');
    await until('is-a-terminal');
  }

  it('a key, and the host key remembered in our own file', async () => {
    const { port, hostKeys } = await start();
    await talks(await open());
    const accepted = await readFile(join(home, 'accepted keys', 'known_hosts'), 'utf8');
    assert.ok(accepted.includes(`[127.0.0.1]:${port} `));
    assert.ok(Object.values(hostKeys).some((key) => accepted.includes(key)));
    await talks(await open({}, { hostKeys: 'strict' }));
  });

  it('a certificate of the user, which the server alone would not know', async () => {
    const path = (name: string): string => join(home, name);
    for (const name of ['ca', 'certified'])
      await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path(name)]);
    await run('ssh-keygen', ['-q', '-s', path('ca'), '-I', 'me', '-n', username, path('certified.pub')]);
    await start([`TrustedUserCAKeys ${path('ca.pub')}`]);
    await talks(await open({ keyFile: path('certified') }));
    await rm(path('certified-cert.pub'));
    await assert.rejects(open({ keyFile: path('certified') }), { code: 'session.auth-rejected' });
  });

  it('a certificate of the host, by a @cert-authority line, under strict', async () => {
    const path = (name: string): string => join(home, name);
    for (const name of ['ca', 'host'])
      await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path(name)]);
    await run('ssh-keygen', ['-q', '-s', path('ca'), '-I', 'h', '-h', '-n', '127.0.0.1', path('host.pub')]);
    await start([`HostKey ${path('host')}`, `HostCertificate ${path('host-cert.pub')}`]);
    const [type, blob] = (await readFile(path('ca.pub'), 'utf8')).split(' ');
    await writeFile(path('known'), `@cert-authority * ${type} ${blob}\n`);
    await talks(await open({}, { hostKeys: 'strict', knownHostsFiles: [path('known')] }));
  });

  it('asks the person about an unknown host key, once, and refuses it under strict', async () => {
    const { port } = await start();
    await assert.rejects(open({}, { hostKeys: 'strict' }), { code: 'session.host-key-unknown' });
    assert.equal(prompter.questions.length, 0);
    await talks(await open({}, { hostKeys: 'ask' }));
    await talks(await open({}, { hostKeys: 'ask' }));
    assert.deepEqual(
      prompter.questions.map((question) => question.kind === 'host-key' && question.key.port),
      [port],
    );
  });

  it('does not connect where the person does not accept the key', async () => {
    await start();
    prompter = new FakePrompter(() => ({ kind: 'host-key', accept: false }));
    await assert.rejects(open({}, { hostKeys: 'ask' }), { code: 'session.host-key-unknown' });
    assert.equal(prompter.questions.length, 1);
  });

  it('refuses a changed host key under every policy, with its own words', async () => {
    const { port, keys } = await start();
    const known = join(home, 'known');
    const [type, blob] = (await readFile(`${keys.ed25519}.pub`, 'utf8')).split(' ');
    await writeFile(known, `[127.0.0.1]:${port} ${type} ${blob}\n`);
    for (const hostKeys of ['ask', 'strict', 'accept-new'] as const) {
      await assert.rejects(open({}, { hostKeys, knownHostsFiles: [known] }), {
        code: 'session.host-key-changed',
      });
    }
  });

  it('never has a password: a server that wants one is a clear error', async () => {
    await start(['PasswordAuthentication yes', 'PubkeyAuthentication no']);
    await assert.rejects(open(), { code: 'session.auth-rejected' });
    await assert.rejects(open({ useKeys: false }), { code: 'session.openssh-unsupported' });
  });

  it('does not ask for the passphrase of a key, and says what to do', async () => {
    const { keys } = await start();
    await assert.rejects(open({ keyFile: keys.encrypted }), (error: { code: string; hint: string }) => {
      assert.equal(error.code, 'session.auth-rejected');
      assert.match(error.hint, /agent/);
      return true;
    });
  });

  it('two jump hosts from the inventory, verified as the device is', async () => {
    const { port, keys } = await start();
    const sshConfigFile = join(home, 'workspace config');
    await writeFile(
      sshConfigFile,
      `Host *\n  IdentityFile ${keys.ed25519}\n  User ${username}\n  Port ${port}\n`,
    );
    const hops = `${username}@127.0.0.1:${port},127.0.0.1`;
    await talks(await open({ sshConfigFile, jumpHost: hops }));
    await assert.rejects(
      open({ sshConfigFile, jumpHost: hops }, { hostKeys: 'strict', acceptedKeysFile: join(home, 'none') }),
      { code: 'session.host-key-unknown' },
    );
  });

  it("reads the user's own ssh_config itself, and nothing of a workspace's", async () => {
    const { port, keys } = await start();
    const text = `Host core\n  HostName 127.0.0.1\n  Port ${port}\n  IdentityFile ${keys.ed25519}\n`;
    const own = join(home, '.ssh', 'config');
    await writeFile(own, text, { mode: 0o600 });
    const { port: _, keyFile: __, ...entry } = device({ host: 'core' });
    const transport = new OpenSshTransport({
      logger: new MemoryLogger(),
      prompter,
      hostKeys: 'accept-new',
      knownHostsFiles: [],
      acceptedKeysFile: join(home, 'accepted'),
      home,
      sshConfigFile: own,
    });
    const options = { connectTimeoutMs: 5_000, loginTimeoutMs: 8_000, terminal: { width: 80, height: 24 } };
    const stream = await transport.open(entry, options, new AbortController().signal);
    streams.push(stream);
    await talks(stream);
    const mark = join(home, 'mark');
    const foreign = join(home, 'config');
    await writeFile(
      foreign,
      `Match exec "touch ${mark}"\n  Port 1\nHost *\n  LocalCommand touch ${mark}\n${text}`,
    );
    await talks(await open({ sshConfigFile: foreign, host: 'core' }));
    await assert.rejects(readFile(mark), { code: 'ENOENT' });
  });

  it('is gone after a cancel and after close', async () => {
    await start();
    const abort = new AbortController();
    const opening = open({}, {}, abort.signal);
    abort.abort();
    await assert.rejects(opening, { code: 'session.cancelled' });
    const stream = await open();
    const { until } = reader(stream);
    // The shell runs on this machine: with the connection it gets a hang-up.
    stream.write('echo "sh"ell $$ ru\\ns\n');
    const pid = Number(/shell (\d+)/.exec(await until('runs\r\n'))?.[1] ?? Number.NaN);
    assert.ok(pid > 0);
    stream.close();
    await processGone(pid);
  });

  it('is gone when the process that started it was killed', async function () {
    if (process.platform === 'win32') this.skip();
    await start();
    const script = `
      import { OpenSshTransport } from ${JSON.stringify(join(import.meta.dirname, '../../../src/session/ssh/openssh/openSshTransport.ts'))};
      const [device, options] = JSON.parse(process.argv[1]);
      const nothing = () => undefined;
      const logger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
      const prompter = { ask: () => Promise.reject(new Error('nobody is asked')) };
      const transport = new OpenSshTransport({ ...options, logger, prompter });
      const timeouts = { connectTimeoutMs: 5000, loginTimeoutMs: 8000, terminal: { width: 80, height: 24 } };
      const stream = await transport.open(device, timeouts, new AbortController().signal);
      stream.onClose(nothing);
      stream.onData((chunk) => process.stdout.write(chunk));
      stream.write('echo "sh"ell $$ ru\\\\ns; sleep 60\\n');`;
    const options = {
      hostKeys: 'accept-new',
      knownHostsFiles: [],
      acceptedKeysFile: join(home, 'keys'),
      home,
    };
    const parent = spawn(
      process.execPath,
      ['--input-type=module', '-e', script, '--', JSON.stringify([device(), options])],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const { until } = textOf(parent.stdout);
    const pid = Number(/shell (\d+)/.exec(await until('runs\r\n'))?.[1] ?? Number.NaN);
    assert.ok(pid > 0);
    parent.kill('SIGKILL');
    await processGone(pid);
  });

  it('tells that the device ended it, and with which words the way was lost', async () => {
    const { port } = await start();
    const stream = await open();
    const { closed } = reader(stream);
    stream.write('exit\n');
    assert.equal(((await closed) as { code?: string } | undefined)?.code, 'session.closed');
    await server?.stop();
    server = undefined;
    await assert.rejects(open({ port }), { code: 'session.refused' });
  });

  it('says so where there is no ssh program', async () => {
    await start();
    await assert.rejects(open({}, { find: async () => undefined }), { code: 'session.openssh-missing' });
  });
});
