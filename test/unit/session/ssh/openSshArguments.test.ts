import assert from 'node:assert/strict';
import { modernAlgorithms } from '../../../../src/session/ssh/algorithms.ts';
import type { HostSpec } from '../../../../src/session/ssh/hosts/hostSpec.ts';
import { openSshArguments } from '../../../../src/session/ssh/openssh/openSshArguments.ts';
import type { OpenSshRequest } from '../../../../src/session/ssh/openssh/openSshArguments.ts';

function spec(fields: Partial<HostSpec> = {}): HostSpec {
  return {
    label: 'core-1',
    host: '10.0.0.1',
    port: 22,
    credential: 'default',
    ownCredential: false,
    keys: { use: 'auto', files: [], onlyNamed: false },
    policy: 'ask',
    knownHostsFiles: [],
    algorithms: modernAlgorithms(),
    legacy: false,
    keepalive: { intervalMs: 15_000, countMax: 4 },
    ...fields,
  };
}

function make(
  target: Partial<HostSpec> = {},
  request: Partial<OpenSshRequest> = {},
  hops: HostSpec[] = [],
): string[] {
  return openSshArguments({
    route: { target: spec(target), hops },
    original: target.host ?? '10.0.0.1',
    nameHops: true,
    acceptedKeysFile: '/home/me/accepted keys',
    knownHostsFiles: ['/etc/100%'],
    connectTimeoutMs: 2_500,
    program: '/usr/bin/ssh',
    platform: 'linux',
    ...request,
  });
}

/** The value of an option, given by `-o`. */
function valueOf(args: readonly string[], name: string): string | undefined {
  return args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
}

describe('openSshArguments', () => {
  it('asks for nothing, takes no options from a file that is not the user’s own, and ends with the host', () => {
    const args = make({ username: 'ann' });
    assert.equal(valueOf(args, 'BatchMode'), 'yes');
    assert.deepEqual(args.slice(args.indexOf('-F'), args.indexOf('-F') + 2), ['-F', 'none']);
    assert.deepEqual(args.slice(args.indexOf('-l')), [
      '-l',
      'ann',
      '-p',
      '22',
      ...args.slice(args.indexOf('-p') + 2),
    ]);
    assert.deepEqual(args.slice(-2), ['--', '10.0.0.1']);
    assert.equal(args[0], '-tt');
    assert.equal(valueOf(args, 'ConnectTimeout'), '3');
  });

  it('lets no policy take every key', () => {
    const strict = (policy: HostSpec['policy']) => valueOf(make({ policy }), 'StrictHostKeyChecking');
    assert.deepEqual([strict('ask'), strict('strict'), strict('accept-new')], ['yes', 'yes', 'accept-new']);
  });

  it('remembers keys in our own file, and quotes paths as ssh reads them', () => {
    assert.equal(
      valueOf(make({ knownHostsFiles: ['/k'] }), 'UserKnownHostsFile'),
      '"/home/me/accepted keys" /k /etc/100%%',
    );
    for (const path of ['/a"b', '/${HOME}', '/a\nb']) {
      assert.throws(() => make({ knownHostsFiles: [path] }), { code: 'session.openssh-unsupported' });
    }
  });

  it('takes no name that could be an option or a command', () => {
    for (const host of ['-oProxyCommand=x', '--', 'a b', '$(id)', 'a;b', 'a\nb', '']) {
      assert.throws(() => make({ host }), { code: 'session.unsafe-name' }, host);
      assert.throws(() => make({}, {}, [spec({ host })]), { code: 'session.unsafe-name' }, host);
      assert.throws(() => make({ hostKeyAlias: host }), { code: 'session.unsafe-name' }, host);
    }
    for (const username of ['-oProxyCommand=x', '$(id)', 'a b', "a'b"]) {
      assert.throws(() => make({ username }), { code: 'session.unsafe-name' }, username);
    }
  });

  it('lets ssh read the user’s own file, with the name that its Host lines know', () => {
    const keys = { use: 'auto', onlyNamed: false, files: [{ path: '/k/a', required: false }] } as const;
    const args = make({ host: 'long.net', keys }, { ownConfig: '/home/me/.ssh/config', original: 'short' });
    assert.ok(args.includes('/home/me/.ssh/config'));
    assert.equal(args.at(-1), 'short');
    assert.equal(valueOf(args, 'IdentityFile'), undefined, 'ssh finds it there itself');
    assert.equal(valueOf(make({ keys }), 'IdentityFile'), '/k/a');
  });

  it('puts hops from the inventory into commands of the same kind, one in the other', () => {
    const hops = [
      spec({ label: 'one', host: 'one', username: 'o' }),
      spec({ label: 'two', host: 'two', port: 2022 }),
    ];
    const command = valueOf(make({}, {}, hops), 'ProxyCommand') ?? '';
    assert.match(command, /^\/usr\/bin\/ssh -F none -o BatchMode=yes .* -W '\[10\.0\.0\.1\]:22' -- two$/);
    assert.match(command, /ProxyCommand=\/usr\/bin\/ssh .*\[two\]:2022.* -- one/);
    assert.match(command, /\/etc\/100%%%%/, 'a percent sign, through one more expansion');
    assert.throws(() => make({}, { platform: 'win32' }, hops), { code: 'session.openssh-unsupported' });
    assert.equal(valueOf(make({}, { nameHops: false }, hops), 'ProxyCommand'), undefined);
  });
});
