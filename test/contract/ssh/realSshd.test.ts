import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { ByteStream } from '../../../src/api/transport.ts';
import { legacyAlgorithms } from '../../../src/session/ssh/algorithms.ts';
import { findSshd, passphrase, run, startSshd } from './realSshd.ts';
import type { RealSshd } from './realSshd.ts';
import { Harness, defaultAnswer, reader } from './sshHarness.ts';

describe('SSH: a real OpenSSH server', function () {
  this.timeout(30_000);
  const username = userInfo().username;
  let sshd: string | undefined;
  let server: RealSshd | undefined;
  let harness: Harness | undefined;
  let extra: string | undefined;

  before(async function () {
    sshd = await findSshd();
    if (sshd === undefined) {
      console.log('      (left out: no sshd is installed here; SHOWRUN_SSHD may name one)');
      this.skip();
    }
  });

  afterEach(async () => {
    harness?.transport.close();
    await harness?.close();
    await server?.stop();
    harness = undefined;
    server = undefined;
    if (extra !== undefined) await rm(extra, { recursive: true, force: true });
    extra = undefined;
  });

  async function start(
    settings: readonly string[] = [],
    options: Parameters<typeof Harness.create>[0] = {},
  ): Promise<{ server: RealSshd; harness: Harness }> {
    server = await startSshd(sshd!, settings);
    harness = await Harness.create(options);
    return { server, harness };
  }

  async function talks(stream: ByteStream): Promise<void> {
    const { until } = reader(stream);
    stream.write('echo sum $((20 + 3))\n');
    await until('sum 23');
  }

  for (const type of ['ed25519', 'rsa'] as const) {
    it(`key of type ${type}`, async () => {
      const { server, harness } = await start();
      await talks(
        await harness.open(
          harness.device(server.port, { username, keyFile: server.keys[type], useKeys: true }),
        ),
      );
    });
  }

  it('encrypted key, made by ssh-keygen', async () => {
    const { server, harness } = await start([], {
      answer: (question) =>
        question.kind === 'key-passphrase'
          ? { kind: 'key-passphrase', text: passphrase }
          : defaultAnswer(question),
    });
    await talks(
      await harness.open(
        harness.device(server.port, { username, keyFile: server.keys.encrypted, useKeys: true }),
      ),
    );
  });

  it('agent', async function () {
    const { server } = await start();
    const authSock = join(server.folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', authSock], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      if (agent.pid === undefined) this.skip();
      await once(agent.stdout, 'data');
      await run('ssh-add', ['-q', server.keys.rsa], { env: { ...process.env, SSH_AUTH_SOCK: authSock } });
      harness = await Harness.create({ authSock, home: server.folder });
      await talks(await harness.open(harness.device(server.port, { username, useKeys: true })));
    } finally {
      agent.kill();
    }
  });

  it('hashed known_hosts, as ssh-keygen -H makes it, under strict', async () => {
    const { server } = await start();
    const file = join(server.folder, 'known_hosts');
    await writeFile(file, `[127.0.0.1]:${server.port} ${server.hostKeys.ed25519}\n`);
    await run('ssh-keygen', ['-q', '-H', '-f', file]);
    harness = await Harness.create({ hostKeys: 'strict', knownHostsFiles: [file] });
    await talks(
      await harness.open(
        harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true }),
      ),
    );
  });

  it('a host that is known with its RSA key only, under strict', async () => {
    const { server } = await start();
    const file = join(server.folder, 'known_hosts');
    await writeFile(file, `[127.0.0.1]:${server.port} ${server.hostKeys.rsa}\n`);
    harness = await Harness.create({ hostKeys: 'strict', knownHostsFiles: [file] });
    await talks(
      await harness.open(
        harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true }),
      ),
    );
  });

  it('what is remembered here is understood by ssh-keygen', async () => {
    const { server, harness } = await start();
    await harness.open(
      harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true }),
    );
    const file = join(harness.folder, 'keys', 'known_hosts');
    const { stdout } = await run('ssh-keygen', ['-F', `[127.0.0.1]:${server.port}`, '-f', file]);
    assert.ok(stdout.includes(server.hostKeys.ed25519));
  });

  it('three hops', async () => {
    const { server, harness } = await start();
    const sshConfigFile = join(server.folder, 'client');
    const hop = (name: string): string => `Host ${name}\n  HostName 127.0.0.1\n  Port ${server.port}\n`;
    await writeFile(
      sshConfigFile,
      `${['one', 'two', 'three', 'target'].map(hop).join('')}Host target\n  ProxyJump one,two,three\nHost *\n  User ${username}\n  IdentityFile ${server.keys.ed25519}\n  IdentitiesOnly yes\n`,
    );
    const { port: _, useKeys: __, ...device } = harness.device(0, { host: 'target', sshConfigFile });
    await talks(await harness.open(device));
    assert.deepEqual(harness.prompter.questions, []);
  });

  it('no way through where forwarding is forbidden', async () => {
    const { server, harness } = await start(['AllowTcpForwarding no']);
    const sshConfigFile = join(server.folder, 'client');
    await writeFile(sshConfigFile, `Host *\n  IdentityFile ${server.keys.ed25519}\n`);
    const { useKeys: _, ...device } = harness.device(server.port, {
      username,
      sshConfigFile,
      jumpHost: `${username}@127.0.0.1:${server.port}`,
    });
    await assert.rejects(harness.open(device), { code: 'session.jump-host-refused' });
  });

  for (const setting of [
    'KexAlgorithms curve25519-sha256',
    'KexAlgorithms ecdh-sha2-nistp384',
    'KexAlgorithms diffie-hellman-group14-sha256',
    'KexAlgorithms diffie-hellman-group16-sha512',
    'KexAlgorithms diffie-hellman-group18-sha512',
    'KexAlgorithms diffie-hellman-group-exchange-sha256',
    'Ciphers chacha20-poly1305@openssh.com',
    'Ciphers aes256-gcm@openssh.com',
    'HostKeyAlgorithms rsa-sha2-512',
  ]) {
    it(setting, async () => {
      const { server, harness } = await start([setting]);
      const fields = { username, keyFile: server.keys.ed25519, useKeys: true };
      await talks(await harness.open(harness.device(server.port, fields)));
    });
  }

  const old = legacyAlgorithms();
  const each = (option: string, names: readonly string[]): (readonly [string, string])[] =>
    names.map((name) => [option, name] as const);
  for (const [option, name] of [
    ...each('KexAlgorithms', old.kex),
    ...each('HostKeyAlgorithms', old.serverHostKey),
    ...each('Ciphers', old.cipher),
    ...each('MACs', old.hmac),
  ]) {
    it(`old: ${option} ${name} alone; refused with its name, allowed by ssh_legacy`, async function () {
      // HMACs count only with a cipher that needs one; a DSA key has to be made first.
      const more = option === 'MACs' ? ['Ciphers aes128-ctr'] : [];
      let started: Awaited<ReturnType<typeof start>>;
      try {
        if (name === 'ssh-dss') more.push(`HostKey ${await dsaKey()}`);
        started = await start([`${option} ${name}`, ...more]);
      } catch {
        // Newer ones have dropped what is broken; then there is nothing to test against.
        this.skip();
      }
      const { server, harness } = started;
      const device = harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true });
      await assert.rejects(harness.open(device), (error: { code: string; message: string; hint: string }) => {
        assert.equal(error.code, 'session.old-algorithms');
        assert.ok(error.message.includes(name), error.message);
        assert.match(error.hint, /ssh_legacy/);
        return true;
      });
      await talks(await harness.open({ ...device, sshLegacy: true }));
    });
  }

  async function dsaKey(): Promise<string> {
    extra = await mkdtemp(join(tmpdir(), 'showrun-dsa-'));
    const path = join(extra, 'dsa');
    await run('ssh-keygen', ['-q', '-t', 'dsa', '-N', '', '-f', path]);
    return path;
  }

  for (const mac of ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512', 'hmac-sha1']) {
    it(`MACs ${mac}, with a cipher that needs one`, async () => {
      const { server, harness } = await start(['Ciphers aes128-ctr', `MACs ${mac}`]);
      const fields = { username, keyFile: server.keys.ed25519, useKeys: true };
      await talks(await harness.open(harness.device(server.port, fields)));
    });
  }

  it('renews its keys some 200 times during 200 MB, and loses nothing', async function () {
    this.timeout(120_000);
    const { server, harness } = await start(['RekeyLimit 1M']);
    const stream = await harness.open(
      harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true }),
    );
    const wanted = 200_000_000;
    const allX = Buffer.alloc(256 * 1024, 'x');
    let xs = 0;
    let begun = false;
    let tail = '';
    const done = new Promise<void>((resolve, reject) => {
      stream.onData((chunk) => {
        if (begun && allX.subarray(0, chunk.length).equals(chunk)) {
          xs += chunk.length;
          return;
        }
        tail += Buffer.from(chunk).toString('latin1');
        // The echo of the command has a backslash in both marks; the output has none.
        const mark = tail.indexOf('begin');
        if (!begun && mark < 0) return;
        if (!begun) tail = tail.slice(mark + 'begin'.length);
        begun = true;
        xs += tail.replace(/the-end[^]*$|[^x]/g, '').length;
        if (tail.includes('the-end')) resolve();
        // Half a mark may stand at the end.
        tail = /[the-]*$/.exec(tail)?.[0] ?? '';
      });
      stream.onClose((error) => {
        reject(error ?? new Error('closed'));
      });
    });
    done.catch(() => undefined);
    stream.write(`echo be\\gin; head -c ${wanted} /dev/zero | tr '\\0' x; echo; echo the\\-end\n`);
    await done;
    assert.equal(xs, wanted);
  });

  it('bears MaxSessions 1, as a device and as a jump host of several devices', async () => {
    const { server, harness } = await start(['MaxSessions 1']);
    const sshConfigFile = join(server.folder, 'client');
    await writeFile(sshConfigFile, `Host *\n  IdentityFile ${server.keys.ed25519}\n  IdentitiesOnly yes\n`);
    const open = async (name: string, fields: object): Promise<void> => {
      const { useKeys: _, ...device } = harness.device(server.port, {
        name,
        username,
        sshConfigFile,
        ...fields,
      });
      await talks(await harness.open(device));
    };
    await open('direct', {});
    const jumpHost = `${username}@127.0.0.1:${server.port}`;
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => open(name, { jumpHost })));
  });

  it('stops the server while it is paused', async () => {
    const { server, harness } = await start();
    const stream = await harness.open(
      harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true }),
    );
    let bytes = 0;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    let tail = '';
    let wasPaused = false;
    let paused: () => void = () => undefined;
    const firstPause = new Promise<void>((resolve) => {
      paused = resolve;
    });
    stream.onData((chunk) => {
      bytes += chunk.length;
      tail = (tail + Buffer.from(chunk).toString()).slice(-200);
      if (bytes > 1_000_000 && !wasPaused) {
        wasPaused = true;
        stream.pause();
        paused();
      }
      if (tail.includes('the-end')) ended();
    });
    const marker = join(server.folder, 'finished');
    stream.write(`head -c 30000000 /dev/zero | tr '\\0' x; touch ${marker}; echo the\\-end\n`);
    await firstPause;
    const atPause = bytes;
    // Another session sees that the server is still busy: what it can send ahead is bounded.
    const other = await harness.open(
      harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true }),
    );
    const { until } = reader(other);
    other.write(`test -e ${marker} || echo still-\\running\n`);
    await until('still-running');
    assert.equal(bytes, atPause, 'nothing comes while it is paused');
    stream.resume();
    await end;
    assert.ok(bytes > 30_000_000);
  });
});
