import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { HostSettings } from '../../../src/session/ssh/config/hostSettings.ts';
import { OpenSshConfig } from '../../../src/session/ssh/config/openSshConfig.ts';
import { readSshConfig } from '../../../src/session/ssh/config/readSshConfig.ts';
import { expandHostName, settingsFor } from '../../../src/session/ssh/config/sshConfig.ts';
import { hostFiles } from '../../../src/session/ssh/hostFiles.ts';
import { run } from './realSshd.ts';
import { MemoryLogger } from './sshHarness.ts';

const pattern = fc.constantFrom('a1', 'a*', 'a?', '!a2', '*', 'b1 a1', 'b*');
const condition = fc.oneof(
  fc.array(pattern, { minLength: 1, maxLength: 3 }).map((patterns) => `Host ${patterns.join(' ')}`),
  fc.constantFrom(
    'Match all',
    'Match host a1.net',
    'Match originalhost a1,b1',
    'Match !originalhost a1',
    'Match user eve',
  ),
);
const option = fc.oneof(
  fc.integer({ min: 1, max: 65_535 }).map((port) => `Port ${port}`),
  fc.constantFrom('HostName %h.net', 'User eve', 'User bob', 'Include more', 'ServerAliveInterval 2m'),
);
const block = fc.tuple(condition, fc.array(option, { minLength: 1, maxLength: 3 }));

describe('ssh_config, compared with OpenSSH', function () {
  this.timeout(60_000);
  const localUser = userInfo().username;
  let folder: string;

  before(async function () {
    folder = await mkdtemp(join(tmpdir(), 'showrun-config-'));
    const installed = await run('ssh', ['-V']).then(
      () => true,
      () => false,
    );
    if (installed) return;
    console.log('      (left out: no ssh is installed here)');
    this.skip();
  });

  after(() => rm(folder, { recursive: true }));

  it('gives the same host, port, user and keepalive', async () => {
    const home = join(folder, 'no-home');
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { maxLength: 4 }),
        fc.constantFrom('a1', 'a2', 'b1'),
        async (blocks, host) => {
          const text = blocks.map(([head, options]) => `${head}\n  ${options.join('\n  ')}\n`).join('');
          const path = join(folder, 'config');
          // Relative includes of OpenSSH look in ~/.ssh, ours beside the file.
          await writeFile(join(folder, 'more'), 'Host a*\n  Port 77\n');
          await writeFile(path, text.replaceAll('Include more', `Include ${join(folder, 'more')}`));
          const { stdout } = await run('ssh', ['-G', '-F', path, host]);
          const theirs = (name: string): string | undefined =>
            new RegExp(`^${name} (.*)$`, 'm').exec(stdout)?.[1];
          const config = await readSshConfig(path, { files: hostFiles, logger: new MemoryLogger(), home });
          const ours = settingsFor(config.config, { host, localUser });
          assert.deepEqual(
            [expandHostName(ours.hostName, host), ours.port ?? 22, (ours.serverAliveIntervalMs ?? 0) / 1_000],
            [theirs('hostname'), Number(theirs('port')), Number(theirs('serveraliveinterval'))],
            text,
          );
          assert.equal(ours.user ?? localUser, theirs('user'), text);
        },
      ),
      { numRuns: 150 },
    );
  });

  const home = (): string => join(folder, 'home');
  const everything = `Host short
  HostName long.example.net
  Port 2222
  User eve
  IdentityFile ~/.ssh/id_rsa
  IdentityFile ~/keys/mine
  IdentitiesOnly yes
  IdentityAgent ~/agent.sock
  ProxyJump bob@gate:2022,inner
  Ciphers aes256-ctr
  KexAlgorithms diffie-hellman-group14-sha256
  MACs hmac-sha2-256
  HostKeyAlgorithms rsa-sha2-512
  HostKeyAlias known-as
  StrictHostKeyChecking accept-new
  UserKnownHostsFile ~/known "~/more known"
  ServerAliveInterval 7
  ServerAliveCountMax 9
  ConnectTimeout 12
  PubkeyAuthentication no
  SetEnv NEVER=sent
Host proxied
  ProxyCommand nc -X 5 %h "%p"
Host plain
  StrictHostKeyChecking yes
`;

  async function bothReaders(
    text: string,
    host: string,
  ): Promise<{ ours: HostSettings; theirs: HostSettings | undefined; logger: MemoryLogger }> {
    const path = join(home(), '.ssh', 'config');
    await mkdir(join(home(), '.ssh'), { recursive: true });
    await writeFile(path, text, { mode: 0o600 });
    const logger = new MemoryLogger();
    const source = await readSshConfig(path, { files: hostFiles, logger, home: home() });
    assert.equal(source.own, true);
    const ours = settingsFor(source.config, { host, localUser });
    const asked = new OpenSshConfig({ logger });
    const theirs = await asked.settings(source, { host, localUser }, ours, new AbortController().signal);
    return { ours, theirs, logger };
  }

  for (const host of ['short', 'proxied', 'plain', 'unnamed']) {
    it(`reads every honoured option of ${host} as OpenSSH resolves it`, async () => {
      const { ours, theirs, logger } = await bothReaders(everything, host);
      assert.deepEqual(logger.lines, []);
      const plain = ({ proxyCommand, strictHostKeyChecking, ...rest }: HostSettings): object => ({
        ...rest,
        identityAgent: undefined,
        userKnownHostsFiles: undefined,
        // OpenSSH expands these two itself.
        agent: rest.identityAgent?.replace('~', homedir()),
        known: rest.userKnownHostsFiles?.map((file) => file.replace('~', homedir())),
        command: proxyCommand?.rest,
        strict: strictHostKeyChecking?.replace('yes', 'true'),
      });
      assert.ok(theirs !== undefined);
      assert.deepEqual(plain(theirs), plain(ours));
      if (host === 'short') assert.equal(Object.keys(ours).length, 18);
    });
  }

  it('finds what only OpenSSH can judge', async () => {
    const text = `Match exec "test %h = yes"\n  Port 2022\nMatch exec "test %h != yes"\n  Port 22\nHost *\n  Port 1\n`;
    assert.equal((await bothReaders(text, 'yes')).theirs?.port, 2022);
    const { ours, theirs } = await bothReaders(text, 'no');
    assert.deepEqual([ours.port, theirs?.port], [1, undefined], 'the default of 22 is no other port');
  });

  it('gives a Match exec that hangs a limit, and says so once', async () => {
    const path = join(home(), '.ssh', 'config');
    await mkdir(join(home(), '.ssh'), { recursive: true });
    await writeFile(path, 'Match exec "sleep 30"\n  Port 2022\n', { mode: 0o600 });
    const logger = new MemoryLogger();
    const source = await readSshConfig(path, { files: hostFiles, logger, home: home() });
    const asked = new OpenSshConfig({ logger, timeoutMs: 200 });
    for (const host of ['a', 'b']) {
      const query = { host, localUser };
      const { signal } = new AbortController();
      assert.equal(await asked.settings(source, query, { identityFiles: [] }, signal), undefined);
    }
    assert.equal(logger.lines.length, 1);
  });

  it('asks once per host, also for many devices at once, and never about a name that is an option', async () => {
    const path = join(home(), '.ssh', 'config');
    await mkdir(join(home(), '.ssh'), { recursive: true });
    const count = join(folder, 'count');
    await writeFile(path, `Match exec "echo x >> ${count}"\n  Port 2022\n`, { mode: 0o600 });
    const logger = new MemoryLogger();
    const source = await readSshConfig(path, { files: hostFiles, logger, home: home() });
    const asked = new OpenSshConfig({ logger });
    const { signal } = new AbortController();
    const ask = (host: string) => asked.settings(source, { host, localUser }, { identityFiles: [] }, signal);
    await Promise.all(Array.from({ length: 40 }, (_, index) => ask(`h${index % 3}`)));
    const runs = (await readFile(count, 'utf8')).trim().split('\n').length;
    assert.ok(runs <= 6, `${runs} runs; ssh judges a condition at most twice`);
    await assert.rejects(ask('-oProxyCommand=touch x'), { code: 'session.unsafe-name' });
  });
});
