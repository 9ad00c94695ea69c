import assert from 'node:assert/strict';
import { CliPrompter } from '../../../src/cli/secrets/cliPrompter.ts';
import { fakeIo, type FakeIo } from './fakeIo.ts';

const signal = new AbortController().signal;
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function prompter(io: FakeIo, passwordCommand?: string): CliPrompter {
  return new CliPrompter(io, { passwordCommand, logger: silent });
}

const credential = { kind: 'credential', device: 'core-1', credential: 'core', username: 'ann' } as const;

describe('CliPrompter', () => {
  it('takes the password and the enable secret from the environment', async () => {
    const io = fakeIo({ env: { SHOWRUN_PASSWORD: 'one', SHOWRUN_ENABLE_SECRET: 'two' } });
    assert.deepEqual(await prompter(io).ask(credential, signal), {
      kind: 'credential',
      secrets: { username: 'ann', password: 'one', enableSecret: 'two' },
    });
  });

  it('prefers the variable of the credential to the general one', async () => {
    const io = fakeIo({ env: { SHOWRUN_PASSWORD: 'general', SHOWRUN_PASSWORD_CORE: 'own' } });
    const answer = await prompter(io).ask(credential, signal);
    assert.deepEqual(answer, { kind: 'credential', secrets: { username: 'ann', password: 'own' } });
  });

  it('keeps the general password from jump hosts', async () => {
    const env = { SHOWRUN_PASSWORD: 'general', SHOWRUN_PASSWORD_JUMP_BASTION: 'own' };
    const ask = (name: string) => prompter(fakeIo({ env })).ask({ ...credential, credential: name }, signal);
    assert.deepEqual(await ask('jump:other'), { kind: 'credential', secrets: undefined });
    assert.deepEqual(await ask('jump:bastion'), {
      kind: 'credential',
      secrets: { username: 'ann', password: 'own' },
    });
  });

  it('asks on the terminal for user name and password where nothing else gives them', async () => {
    const io = fakeIo({ answers: ['bob', 'pw'] });
    const answer = await prompter(io).ask(
      { kind: 'credential', device: 'core-1', credential: 'core' },
      signal,
    );
    assert.deepEqual(answer, { kind: 'credential', secrets: { username: 'bob', password: 'pw' } });
    assert.deepEqual(io.asked, ['User name (credential "core"): ', 'Password of bob (credential "core"): ']);
  });

  it('declines without a terminal and without a source', async () => {
    assert.deepEqual(await prompter(fakeIo()).ask(credential, signal), {
      kind: 'credential',
      secrets: undefined,
    });
  });

  it('runs the password command with names in its environment and uses its first line', async () => {
    const io = fakeIo({ env: { PATH: process.env['PATH'] ?? '' } });
    const script = `"${process.execPath}" -e "console.log(process.env.SHOWRUN_CREDENTIAL + process.env.SHOWRUN_USERNAME); console.log(2)"`;
    const answer = await prompter(io, script).ask(credential, signal);
    assert.deepEqual(answer, { kind: 'credential', secrets: { username: 'ann', password: 'coreann' } });
  });

  it('says that a password command failed, and declines', async () => {
    const errors: string[] = [];
    const asking = new CliPrompter(fakeIo({ env: { PATH: process.env['PATH'] ?? '' } }), {
      passwordCommand: 'exit 3',
      logger: { ...silent, error: (message) => void errors.push(message) },
    });
    assert.deepEqual(await asking.ask(credential, signal), { kind: 'credential', secrets: undefined });
    assert.match(errors.join(), /ended with 3 \(credential "core"\)/);
  });

  it('stops a password command that prints without end', async function () {
    if (process.platform === 'win32') this.skip();
    const errors: string[] = [];
    // Behind a pipe: the shell is no more than its parent.
    const command = `"${process.execPath}" -e "const again = (error) => error || process.stdout.write('y'.repeat(65536), again); process.stdout.on('error', () => process.exit()); again()" | cat`;
    const asking = new CliPrompter(fakeIo({ env: { PATH: process.env['PATH'] ?? '' } }), {
      passwordCommand: command,
      logger: { ...silent, error: (message) => void errors.push(message) },
    });
    assert.deepEqual(await asking.ask(credential, signal), { kind: 'credential', secrets: undefined });
    assert.match(errors.join(), /printed more than 64 kB \(credential "core"\)/);
  });

  it('takes no line end for a part of the password', async () => {
    for (const value of ['pw\n', 'pw\r\n', 'pw']) {
      const answer = await prompter(fakeIo({ env: { SHOWRUN_PASSWORD: value } })).ask(credential, signal);
      assert.deepEqual(answer, { kind: 'credential', secrets: { username: 'ann', password: 'pw' } });
    }
  });

  describe('several unknown host keys', () => {
    const entries = ['a', 'b', 'c', 'd'].map((device) => ({
      device,
      key: {
        host: `${device}\u001b[2J.net`,
        port: 22,
        algorithm: 'ssh-ed25519',
        fingerprint: `SHA256:${device}`,
      },
    }));

    for (const [answer, accept] of [
      ['yes', [true, true, true, true]],
      [' YES ', [true, true, true, true]],
      ['no', [false, false, false, false]],
      ['y', [false, false, false, false]],
      ['', [false, false, false, false]],
      ['1,3-4', [true, false, true, true]],
      ['2 4', [false, true, false, true]],
      ['1,5', [false, false, false, false]],
      ['0', [false, false, false, false]],
      ['3-1', [false, false, false, false]],
      ['1,x', [false, false, false, false]],
    ] as const) {
      it(`are listed and asked about once: ${JSON.stringify(answer)}`, async () => {
        const io = fakeIo({ answers: [answer] });
        const got = await prompter(io).ask({ kind: 'host-keys', entries }, signal);
        assert.deepEqual(got, { kind: 'host-keys', accept });
        assert.equal(io.asked.length, 1);
        assert.match(io.asked[0] ?? '', /4 devices[^]*3 {2}c [^]*SHA256:c/);
        assert.ok(!io.asked.join().includes('\u001b'));
      });
    }

    it('are not trusted where there is no terminal', async () => {
      const got = await prompter(fakeIo()).ask({ kind: 'host-keys', entries }, signal);
      assert.deepEqual(got, { kind: 'host-keys', accept: [false, false, false, false] });
    });
  });

  it('asks for a one-time code with the name of the device, hidden, and for each anew', async () => {
    const io = fakeIo({ answers: ['111', '222'] });
    const asking = prompter(io);
    const code = (device: string) =>
      asking.ask({ kind: 'prompt', device, text: 'Verification code:', echo: false }, signal);
    assert.deepEqual(await Promise.all([code('core-1'), code('jump host gate')]), [
      { kind: 'prompt', text: '111' },
      { kind: 'prompt', text: '222' },
    ]);
    assert.deepEqual(io.asked, [
      'core-1 asks: Verification code: ',
      'jump host gate asks: Verification code: ',
    ]);
    assert.deepEqual(io.echoed, [false, false]);
  });

  it('trusts a host key only for the whole word yes, and shows no control characters', async () => {
    const key = { host: 'h\u001b[2J', port: 22, algorithm: 'ssh-ed25519', fingerprint: 'SHA256:abc' };
    const io = fakeIo({ answers: ['y', 'yes'] });
    const asking = prompter(io);
    const question = { kind: 'host-key', device: 'core-1', key } as const;
    assert.deepEqual(await asking.ask(question, signal), { kind: 'host-key', accept: false });
    assert.deepEqual(await asking.ask(question, signal), { kind: 'host-key', accept: true });
    assert.ok(!io.asked.join().includes('\u001b'));
  });

  it('puts one question at a time on the terminal', async () => {
    let open = 0;
    let most = 0;
    const io = {
      ...fakeIo(),
      ask: async () => {
        most = Math.max(most, ++open);
        await Promise.resolve();
        open--;
        return 'x';
      },
    };
    const asking = new CliPrompter(io, { passwordCommand: undefined, logger: silent });
    const question = { kind: 'prompt', device: 'd', text: 'Code:', echo: false } as const;
    await Promise.all([
      asking.ask(question, signal),
      asking.ask(question, signal),
      asking.ask(question, signal),
    ]);
    assert.equal(most, 1);
  });
});
