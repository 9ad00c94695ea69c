import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import type { DeviceAddress } from '../../../../src/api/device.ts';
import { parseSshConfig } from '../../../../src/session/ssh/config/parseSshConfig.ts';
import { RouteResolver } from '../../../../src/session/ssh/hosts/routeResolver.ts';
import type { RouteResolverOptions } from '../../../../src/session/ssh/hosts/routeResolver.ts';
import { quietLogger } from '../../../helpers/quietLogger.ts';

const warnings: string[] = [];
const logger = { ...quietLogger, warn: (text: string) => void warnings.push(text) };

function resolver(config = '', options: Partial<RouteResolverOptions> = {}): RouteResolver {
  return new RouteResolver({
    readConfig: async (path) => ({
      path,
      own: path.startsWith('/home/me/.ssh/'),
      needsOpenSsh: false,
      config: { blocks: parseSshConfig(path, config).blocks, included: new Map() },
    }),
    logger,
    home: '/home/me',
    localUser: 'me',
    baseFolder: '/work',
    hostKeys: 'ask',
    legacy: false,
    ...options,
  });
}

function device(fields: Partial<DeviceAddress> = {}): DeviceAddress {
  return { name: 'core-1', host: '10.0.0.1', platform: 'generic', transport: 'ssh', ...fields };
}

const never = new AbortController().signal;
const withConfig = { sshConfigFile: 'config' };

describe('RouteResolver', () => {
  beforeEach(() => {
    warnings.length = 0;
  });

  it('needs nothing but an address', async () => {
    const { hops, target } = await resolver().resolve(device(), never);
    assert.deepEqual(hops, []);
    assert.equal(target.port, 22);
    assert.equal(target.username, undefined);
    assert.equal(target.credential, 'default');
    assert.equal(target.policy, 'ask');
    assert.equal(target.legacy, false);
    assert.deepEqual(target.keys, { use: 'auto', files: [], onlyNamed: false });
  });

  it('puts the inventory before ssh_config', async () => {
    const config = 'Host *\n  User file\n  Port 99\n  StrictHostKeyChecking yes\n  HostName %h.net\n';
    const both = await resolver(config).resolve(
      device({ ...withConfig, username: 'column', port: 2222, hostKeys: 'accept-new' }),
      never,
    );
    assert.equal(both.target.username, 'column');
    assert.equal(both.target.port, 2222);
    assert.equal(both.target.policy, 'accept-new');
    const file = await resolver(config).resolve(device(withConfig), never);
    assert.equal(file.target.username, 'file');
    assert.equal(file.target.port, 99);
    assert.equal(file.target.policy, 'strict');
    assert.equal(file.target.host, '10.0.0.1.net');
  });

  it('knows the jump host that only a file names, as it is written there', async () => {
    const config = 'Host none.*\n  ProxyJump none\nHost 10.*\n  ProxyJump bob@gate:2022\nHost *\n  User me\n';
    const find = (fields: Partial<DeviceAddress>, text = config): Promise<string | undefined> =>
      resolver(text).jumpHostOf(device(fields), never);
    assert.equal(await find(withConfig), 'bob@gate:2022');
    assert.equal(await find({ ...withConfig, host: 'elsewhere' }), undefined);
    assert.equal(await find({ ...withConfig, host: 'none.net' }), undefined);
    assert.equal(await find({}), undefined, 'no file is read');
    assert.equal(await find(withConfig, 'Host *\n  User me\n'), undefined);
  });

  it('takes StrictHostKeyChecking no for accept-new, and says so', async () => {
    const { target } = await resolver('StrictHostKeyChecking no').resolve(device(withConfig), never);
    assert.equal(target.policy, 'accept-new');
    assert.equal(warnings.length, 1);
  });

  it('expands paths, and ignores known_hosts files that hold nothing', async () => {
    const config =
      'IdentityFile ~/k-%h\nIdentityFile %d/k-%r\nUserKnownHostsFile /dev/null known none\nUser eve\nIdentityAgent ~/agent';
    const { target } = await resolver(config).resolve(device({ ...withConfig, keyFile: 'keys/mine' }), never);
    assert.deepEqual(target.keys.files, [
      { path: resolve('/work/keys/mine'), required: true },
      { path: resolve('/home/me/k-10.0.0.1'), required: false },
      { path: resolve('/home/me/k-eve'), required: false },
    ]);
    assert.deepEqual(target.knownHostsFiles, [resolve('/work/known')]);
    assert.equal(target.keys.agent, resolve('/home/me/agent'));
  });

  it('decides about keys', async () => {
    const use = async (fields: Partial<DeviceAddress>, config = ''): Promise<string> =>
      (await resolver(config).resolve(device({ ...withConfig, ...fields }), never)).target.keys.use;
    assert.equal(await use({ useKeys: true }), 'all');
    assert.equal(await use({ useKeys: false }), 'never');
    assert.equal(await use({}, 'PubkeyAuthentication no'), 'never');
    assert.equal(await use({ useKeys: true }, 'PubkeyAuthentication no'), 'all');
  });

  it('changes algorithms as ssh_config says, within what can be done', async () => {
    const config =
      'KexAlgorithms +diffie-hellman-group1-sha1,no-such\nCiphers aes256-ctr,nonsense\nMACs -hmac-sha1*\nHostKeyAlgorithms ^ssh-rsa';
    const { algorithms } = (await resolver(config).resolve(device(withConfig), never)).target;
    assert.equal(algorithms.kex.at(-1), 'diffie-hellman-group1-sha1');
    assert.deepEqual(algorithms.cipher, ['aes256-ctr']);
    assert.ok(!algorithms.hmac.some((name) => name.startsWith('hmac-sha1')));
    assert.equal(algorithms.serverHostKey[0], 'ssh-rsa');
  });

  it('gives every jump host its own credential, and the first one its own way', async () => {
    const config =
      'Host bastion\n  HostName b.example.net\n  User ann\n  ProxyJump gate\nHost gate\n  Port 2222\n';
    const { hops } = await resolver(config).resolve(
      device({ ...withConfig, jumpHost: 'bastion,bob@inner:8022' }),
      never,
    );
    assert.deepEqual(
      hops.map(({ label, host, port, username, credential }) => ({
        label,
        host,
        port,
        username,
        credential,
      })),
      [
        { label: 'jump host gate', host: 'gate', port: 2222, username: undefined, credential: 'jump:gate' },
        {
          label: 'jump host bastion',
          host: 'b.example.net',
          port: 22,
          username: 'ann',
          credential: 'jump:bastion',
        },
        { label: 'jump host inner', host: 'inner', port: 8022, username: 'bob', credential: 'jump:inner' },
      ],
    );
  });

  it('lets the column say that there is no jump host', async () => {
    const { hops } = await resolver('ProxyJump bastion').resolve(
      device({ ...withConfig, jumpHost: 'none' }),
      never,
    );
    assert.deepEqual(hops, []);
  });

  it('notices jump hosts that lead back to each other', async () => {
    const config = 'Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n';
    await assert.rejects(resolver(config).resolve(device({ ...withConfig, jumpHost: 'a' }), never), {
      code: 'session.jump-host-loop',
    });
  });

  it('never goes around a ProxyCommand', async () => {
    await assert.rejects(
      resolver('ProxyCommand nc %h %p').resolve(device(withConfig), never),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, 'session.ssh-config-unsupported');
        assert.ok(error.message.includes('config:1'));
        return true;
      },
    );
    await resolver('ProxyCommand none').resolve(device(withConfig), never);
  });

  describe("ProxyCommand of the user's own file", () => {
    const own = { sshConfigFile: '~/.ssh/config' };
    const command = async (text: string, fields: Partial<DeviceAddress> = {}): Promise<string | undefined> =>
      (await resolver(text).resolve(device({ ...own, ...fields }), never)).target.proxyCommand;

    it('gets its tokens', async () => {
      const text = 'User eve\nPort 2022\nHostName %h.net\nProxyCommand nc -x "p:1" %h %p %n %r 100%%';
      assert.equal(await command(text, { host: 'a' }), 'nc -x "p:1" a.net 2022 a eve 100%');
    });

    it('is the way of a jump host too, and none where it says none', async () => {
      const { hops, target } = await resolver('Host bastion\n ProxyCommand nc %h %p').resolve(
        device({ ...own, jumpHost: 'ann@bastion' }),
        never,
      );
      assert.deepEqual([hops[0]?.proxyCommand, target.proxyCommand], ['nc bastion 22', undefined]);
      assert.equal(await command('ProxyCommand none'), undefined);
    });

    it('never meets a name that could be more than a name', async () => {
      for (const host of ['$(id)', 'a;b', '-oProxyCommand=x', 'a b', '`x`', "a'b", 'a|b', 'a\nb', '%h', '']) {
        await assert.rejects(
          command('ProxyCommand nc %h %p', { host }),
          { code: 'session.unsafe-name' },
          host,
        );
      }
      for (const username of ['-x', 'a$(id)', 'a;b', 'a\\b', 'a b']) {
        await assert.rejects(
          command('ProxyCommand nc %r', { username }),
          { code: 'session.unsafe-name' },
          username,
        );
      }
      assert.equal(await command('ProxyCommand nc %h', { host: 'fe80::1%eth0' }), 'nc fe80::1%eth0');
    });

    it('is refused with a token that has no value', async () => {
      await assert.rejects(command('ProxyCommand nc %r'), { code: 'session.ssh-config-unsupported' });
      await assert.rejects(command('ProxyCommand nc %C'), { code: 'session.ssh-config-unsupported' });
    });
  });

  it("puts environment variables into paths of the user's own file only", async () => {
    process.env['SHOWRUN_TEST_FOLDER'] = '/keys';
    try {
      const text = 'IdentityFile ${SHOWRUN_TEST_FOLDER}/a';
      const path = async (sshConfigFile: string): Promise<string | undefined> =>
        (await resolver(text).resolve(device({ sshConfigFile }), never)).target.keys.files[0]?.path;
      assert.equal(await path('~/.ssh/config'), '/keys/a');
      assert.equal(await path('config'), resolve('/work/${SHOWRUN_TEST_FOLDER}/a'));
    } finally {
      delete process.env['SHOWRUN_TEST_FOLDER'];
    }
  });

  it("asks OpenSSH about the user's own file where only that can tell, and about no other", async () => {
    const asked: string[] = [];
    const answering: Partial<RouteResolverOptions> = {
      readConfig: async (path) => ({
        path,
        own: path.startsWith('/home/me/.ssh/'),
        needsOpenSsh: true,
        config: { blocks: parseSshConfig(path, 'Port 1').blocks, included: new Map() },
      }),
      askOpenSsh: async (_source, { host }) => {
        asked.push(host);
        return host === 'silent' ? undefined : { identityFiles: [], port: 2 };
      },
    };
    const port = async (fields: Partial<DeviceAddress>): Promise<number> =>
      (await resolver('', answering).resolve(device(fields), never)).target.port;
    assert.equal(await port({ sshConfigFile: '~/.ssh/config' }), 2);
    assert.equal(await port({ sshConfigFile: '~/.ssh/config', host: 'silent' }), 1);
    assert.equal(await port({ sshConfigFile: 'config' }), 1);
    assert.deepEqual(asked, ['10.0.0.1', 'silent']);
  });

  it("reads the user's own file only where it is told to", async () => {
    assert.equal((await resolver('User own').resolve(device(), never)).target.username, undefined);
    const own = resolver('User own', { defaultConfigFile: '~/.ssh/config' });
    assert.equal((await own.resolve(device(), never)).target.username, 'own');
  });
});
