import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FileReader } from '../../../../src/api/ports.ts';
import { parseSshConfig } from '../../../../src/session/ssh/config/parseSshConfig.ts';
import { readSshConfig } from '../../../../src/session/ssh/config/readSshConfig.ts';
import { expandHostName, settingsFor } from '../../../../src/session/ssh/config/sshConfig.ts';
import type { HostSettings } from '../../../../src/session/ssh/config/hostSettings.ts';

const logged: string[] = [];
const write = (message: string): void => void logged.push(message);
const logger = { trace: write, debug: write, info: write, warn: write, error: write };

function reader(
  files: Readonly<Record<string, string>>,
  mode?: number,
): FileReader & { fileMode(): Promise<number | undefined> } {
  return {
    fileMode: async () => mode,
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
      return Buffer.from(text);
    },
    readDirectory: async (path) =>
      Object.keys(files)
        .filter((file) => file.startsWith(`${path}/`) && !file.slice(path.length + 1).includes('/'))
        .map((file) => ({ name: file.slice(path.length + 1), kind: 'file' })),
  };
}

async function settings(
  text: string | Readonly<Record<string, string>>,
  host: string,
  user?: string,
  path = '/w/config',
): Promise<HostSettings> {
  const files = typeof text === 'string' ? { [path]: text } : text;
  const config = await readSshConfig(path, { files: reader(files), logger, home: '/home/me' });
  return settingsFor(config.config, { host, localUser: 'me', ...(user === undefined ? {} : { user }) });
}

describe('ssh_config', () => {
  beforeEach(() => {
    logged.length = 0;
  });

  it('takes the first value of an option, and all identity files', async () => {
    const text = `
Host core-1
  Port 2222
  IdentityFile ~/.ssh/one
Host core-* !core-9
  Port 22
  User admin
  IdentityFile "~/.ssh/t w o"
Host *
  User nobody
  ConnectTimeout 1m30s`;
    const core1 = await settings(text, 'core-1');
    assert.equal(core1.port, 2222);
    assert.equal(core1.user, 'admin');
    assert.deepEqual(core1.identityFiles, ['~/.ssh/one', '~/.ssh/t w o']);
    assert.equal(core1.connectTimeoutMs, 90_000);
    assert.equal((await settings(text, 'core-9')).user, 'nobody');
    assert.equal((await settings(text, 'CORE-1')).port, 2222, 'names have no case');
  });

  it('understands equals signs, comments, CRLF and a byte order mark', async () => {
    const text = '\ufeffHost="a b" c # comment\r\n\tPort = 99 # nine\r\n  User=admin\r\n';
    assert.deepEqual(await settings(text, 'c'), { identityFiles: [], port: 99, user: 'admin' });
    assert.equal((await settings(text, 'b')).port, undefined);
  });

  it('matches by host, original host and user, and by all', async () => {
    const text = `
Host short
  HostName %h.example.net
Match host short.example.net
  Port 1
Match originalhost short user eve
  HostKeyAlias for-eve
Match !user eve
  HostKeyAlias for-others
Match all
  ServerAliveInterval 7`;
    const others = await settings(text, 'short');
    assert.equal(others.port, 1);
    assert.equal(others.hostKeyAlias, 'for-others');
    assert.equal(others.serverAliveIntervalMs, 7_000);
    assert.equal((await settings(text, 'short', 'eve')).hostKeyAlias, 'for-eve');
    assert.equal(expandHostName(others.hostName, 'short'), 'short.example.net');
  });

  it('never runs Match exec, and never believes it', async () => {
    const marker = join(tmpdir(), `showrun-exec-${process.pid}`);
    const text = `Match exec "touch ${marker}"\n  Port 1\nMatch all exec "touch ${marker}"\n  Port 2\nMatch !exec "touch ${marker}"\n  Port 3\n`;
    assert.equal((await settings(text, 'a')).port, undefined);
    await assert.rejects(
      import('node:fs/promises').then(({ access }) => access(marker)),
      { code: 'ENOENT' },
    );
  });

  it('includes files beside it, in order, under the condition they stand in', async () => {
    const files = {
      '/w/config': 'Host a\n  Include conf.d/*\nHost *\n  Port 9\n',
      '/w/conf.d/2': 'Port 2\nHost b\n  User never\n',
      '/w/conf.d/1': 'User one\n',
    };
    assert.deepEqual(await settings(files, 'a'), { identityFiles: [], user: 'one', port: 2 });
    assert.deepEqual(await settings(files, 'b'), { identityFiles: [], port: 9 });
  });

  it('refuses to include what lies outside the folder of a file that may have come from anywhere', async () => {
    const files = {
      '/w/config': 'Include ../secret /etc/other ~/.ssh/config\n',
      '/secret': 'Port 1\n',
      '/etc/other': 'Port 2\n',
      '/home/me/.ssh/config': 'Port 3\n',
    };
    assert.equal((await settings(files, 'a')).port, undefined);
    assert.equal(logged.filter((line) => line.includes('outside the folder')).length, 3);
    const own = { '/home/me/.ssh/config': 'Include /etc/other\n', '/etc/other': 'Port 2\n' };
    assert.equal(
      (await settings(own, 'a', undefined, '/home/me/.ssh/config')).port,
      2,
      "the user's own file may",
    );
  });

  it('survives files that include each other', async () => {
    assert.equal((await settings({ '/w/config': 'Include config\nPort 5\n' }, 'a')).port, 5);
  });

  it('says which file cannot be read', async () => {
    await assert.rejects(settings({}, 'a'), { code: 'session.ssh-config-unreadable' });
  });

  it('leaves out bad lines and says which, and never throws', async () => {
    await settings('Host a\n  Port\n  User "x\n', 'a');
    assert.ok(logged.some((line) => line.includes('2, 3')));
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        parseSshConfig('f', text);
      }),
    );
  });

  it('keeps a command as it stands, whatever its quotes', async () => {
    const { proxyCommand } = await settings(`ProxyCommand   nc -X '5 %h "%p # x`, 'a');
    assert.equal(proxyCommand?.rest, `nc -X '5 %h "%p # x`);
  });

  it('lets the first of ProxyJump and ProxyCommand shut out the other', async () => {
    const jump = await settings('ProxyJump b\nProxyCommand nc %h %p', 'a');
    assert.deepEqual([jump.proxyJump, jump.proxyCommand], ['b', undefined]);
    const command = await settings('ProxyCommand none\nProxyJump b', 'a');
    assert.deepEqual([command.proxyJump, command.proxyCommand?.rest], [undefined, 'none']);
  });

  describe('knows what needs OpenSSH, and whose file it is', () => {
    const load = (path: string, text: string, mode?: number) =>
      readSshConfig(path, { files: reader({ [path]: text }, mode), logger, home: '/home/me' });

    for (const [text, needed] of [
      ['Host a\n Port 2\nMatch user x host=b,c\n Port 3', false],
      ['Match !exec "true"\n Port 2', true],
      ['Match host a exec "true"\n Port 2', true],
      ['Match final\n Port 2', true],
      ['CanonicalizeHostname yes', true],
      ['CanonicalizeHostname no', false],
      ['Match host exec\n Port 2', false],
    ] as const) {
      it(JSON.stringify(text), async () => {
        assert.equal((await load('/home/me/.ssh/config', text)).needsOpenSsh, needed);
      });
    }

    it('a file in ~/.ssh is its own unless others may write to it; all others are not', async () => {
      assert.equal((await load('/home/me/.ssh/config', '')).own, true);
      assert.equal((await load('/home/me/.ssh/config', '', 0o100644)).own, true);
      assert.equal((await load('/home/me/.ssh/config', '', 0o100664)).own, false);
      assert.equal((await load('/w/config', '', 0o100600)).own, false);
      assert.equal((await load('/home/me/.sshx/config', '')).own, false);
    });
  });
});
