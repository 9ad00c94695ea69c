import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { ByteStream } from '../../../src/api/transport.ts';
import { findSshd, passphrase, run, startSshd } from './realSshd.ts';
import type { RealSshd } from './realSshd.ts';
import { Harness, defaultAnswer, reader } from './sshHarness.ts';

describe('SSH: a real OpenSSH server', function () {
  this.timeout(30_000);
  const username = userInfo().username;
  let sshd: string | undefined;
  let server: RealSshd | undefined;
  let harness: Harness | undefined;

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

  const algorithms: readonly (readonly [string, boolean])[] = [
    ['KexAlgorithms curve25519-sha256', false],
    ['KexAlgorithms ecdh-sha2-nistp384', false],
    ['KexAlgorithms diffie-hellman-group14-sha256', false],
    ['KexAlgorithms diffie-hellman-group16-sha512', false],
    ['KexAlgorithms diffie-hellman-group18-sha512', false],
    ['KexAlgorithms diffie-hellman-group-exchange-sha256', false],
    ['KexAlgorithms diffie-hellman-group-exchange-sha1', true],
    ['KexAlgorithms diffie-hellman-group14-sha1', true],
    ['KexAlgorithms diffie-hellman-group1-sha1', true],
    ['Ciphers chacha20-poly1305@openssh.com', false],
    ['Ciphers aes256-gcm@openssh.com', false],
    ['Ciphers aes128-cbc', true],
    ['Ciphers 3des-cbc', true],
    ['HostKeyAlgorithms ssh-rsa', true],
    ['HostKeyAlgorithms rsa-sha2-512', false],
  ];
  for (const [setting, legacy] of algorithms) {
    it(`${setting}${legacy ? ', allowed as old' : ''}`, async () => {
      const { server, harness } = await start([setting]);
      const device = harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true });
      if (legacy) await assert.rejects(harness.open(device), { code: 'session.handshake-failed' });
      await talks(await harness.open({ ...device, sshLegacy: legacy }));
    });
  }

  it('HMACs, with a cipher that needs one', async () => {
    for (const mac of ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512', 'hmac-sha1', 'hmac-md5']) {
      const { server, harness } = await start(['Ciphers aes128-ctr', `MACs ${mac}`]);
      const fields = { username, keyFile: server.keys.ed25519, useKeys: true, sshLegacy: true };
      await talks(await harness.open(harness.device(server.port, fields)));
      await harness.close();
      await server.stop();
    }
    server = undefined;
    harness = undefined;
  });

  it('renews its keys again and again during 20 MB', async () => {
    const { server, harness } = await start(['RekeyLimit 1M']);
    const stream = await harness.open(
      harness.device(server.port, { username, keyFile: server.keys.ed25519, useKeys: true }),
    );
    const wanted = 20_000_000;
    let bytes = 0;
    const done = new Promise<void>((resolve, reject) => {
      stream.onData((chunk) => {
        bytes += chunk.length;
        if (bytes >= wanted) resolve();
      });
      stream.onClose((error) => {
        reject(error ?? new Error('closed'));
      });
    });
    done.catch(() => undefined);
    stream.write(`head -c ${wanted} /dev/zero | tr '\\0' x\n`);
    await done;
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
