import assert from 'node:assert/strict';
import { labFaults, type LabFault } from '../../../src/lab/labFault.ts';
import { labPlatforms, type Lab, type LabDevice, type LabPlatform } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import type { Session } from '../../../src/session/session.ts';
import { LoginGuard } from '../../../src/session/ssh/loginGuard.ts';
import { never } from '../../helpers/session/openRealSession.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';
import { failure, login, openTelnet, type OpenOptions } from './telnetHarness.ts';

/** A show command and a harmless configuration line of each platform. */
const lines: Readonly<Record<LabPlatform, { show: string; config?: string }>> = {
  cisco_ios: { show: 'show version', config: 'interface Loopback99' },
  cisco_nxos: { show: 'show version', config: 'interface loopback99' },
  arista_eos: { show: 'show version', config: 'interface Loopback99' },
  juniper_junos: { show: 'show version', config: 'set system location floor 3' },
  linux: { show: 'uname -a' },
};

describe('sessions with the lab over telnet', function () {
  this.timeout(30_000);
  let lab: Lab;
  const tried = new Set<LabFault>();

  before(async () => {
    lab = await startLab({
      state: 'before',
      ...login,
      transport: 'telnet',
      devices: labPlatforms.map((platform) => ({ name: `dut-${platform}`, platform })),
      tuning: {
        slowLoginMs: 300,
        banner: 'Authorised use only. Access denied to others.',
        motd: 'Login failed',
      },
    });
  });
  afterEach(() => lab.setFault('*', undefined));
  after(() => lab.close());

  const deviceOf = (platform: LabPlatform): LabDevice => {
    const device = lab.devices.find((each) => each.platform === platform);
    assert.ok(device);
    return device;
  };
  const open = (platform: LabPlatform, options?: OpenOptions): Promise<Session> => {
    const { name, host, port } = deviceOf(platform);
    return openTelnet({ name, host, port, platform }, options);
  };
  const withFault = async (...faults: LabFault[]): Promise<void> => {
    for (const fault of faults) tried.add(fault);
    await lab.setFault('*', faults);
  };
  const rejectedLogins = (): number =>
    [...lab.stats().values()].reduce((sum, { loginsRejected }) => sum + loginsRejected, 0);

  for (const platform of labPlatforms) {
    it(`${platform}: logs in, shows, refuses, configures, leaves`, async () => {
      const { show, config } = lines[platform];
      const session = await open(platform);
      const sink = new TextSink();
      const shown = await session.run(command(show), sink, never);
      assert.equal(shown.status, 'ok', JSON.stringify(shown.error));
      assert.ok(sink.text.length > 40 && !sink.text.startsWith(show), sink.text);
      assert.ok(!sink.text.includes(session.prompt), 'the prompt is not in the output');
      const refused = await session.run(command('shaw nothing at all'), new TextSink(), never);
      assert.equal(refused.status, 'rejected');
      if (config !== undefined) {
        const done = await session.run(command(config, { mode: 'config' }), new TextSink(), never);
        assert.equal(done.status, 'ok', JSON.stringify(done.error));
      }
      await session.close();
      assert.equal(session.closed, true);
    });
  }

  it('gets 10 MB complete, the same as over SSH', async () => {
    await lab.setFault('dut-cisco_ios', 'big-output');
    const session = await open('cisco_ios');
    const sink = new TextSink();
    const outcome = await session.run(command('show tech-support', { mode: 'enable' }), sink, never);
    assert.equal(outcome.status, 'ok', JSON.stringify(outcome.error));
    assert.ok(outcome.bytes >= 10_000_000, String(outcome.bytes));
    await session.close();
  });

  it('waits for a slow AAA server without typing anything meanwhile', async () => {
    await withFault('slow-login');
    const session = await open('cisco_ios');
    const typed = lab.stats().get('dut-cisco_ios')?.commands.slice(-2);
    assert.deepEqual(typed, ['terminal length 0', 'terminal width 511']);
    await session.close();
  });

  it('asks a person for a one-time code, in the words of the device, once and after the password', async () => {
    await withFault('one-time-code');
    const asked: string[] = [];
    const answering = (code: string | undefined): OpenOptions => ({
      secrets: (kind, _signal, words) => {
        if (kind === 'one-time-code') asked.push(words ?? '');
        return Promise.resolve(
          kind === 'one-time-code' ? code : login[kind === 'enable-secret' ? 'enableSecret' : kind],
        );
      },
    });
    const session = await open('cisco_ios', answering('123456'));
    const sink = new TextSink();
    assert.equal((await session.run(command('show clock'), sink, never)).status, 'ok');
    await session.close();
    assert.deepEqual(asked, ['Verification code:']);
    const rejected = rejectedLogins();
    const wrong = await failure(open('cisco_ios', answering('000000')));
    assert.equal(wrong.code, 'session.auth-rejected');
    assert.doesNotMatch(wrong.message, /000000/);
    assert.equal(rejectedLogins(), rejected + 1, 'tried once');
    const declined = await failure(open('cisco_ios', answering(undefined)));
    assert.equal(declined.code, 'session.secret-missing');
    assert.match(declined.hint ?? '', /one-time code/);
    assert.equal(rejectedLogins(), rejected + 1);
  });

  it('wakes a console server, and takes a console that is logged in already', async () => {
    await withFault('console', 'logged-in');
    const before = deviceOf('cisco_ios');
    const logins = lab.stats().get(before.name)?.loginsAccepted;
    const session = await open('cisco_ios', { password: 'not needed' });
    assert.match(session.prompt, /dut-cisco_ios/);
    assert.equal(lab.stats().get(before.name)?.loginsAccepted, logins);
    await session.close();
  });

  it('keeps the password out of outputs and messages where the device shows it', async () => {
    await withFault('echo-password');
    const session = await open('cisco_ios');
    const sink = new TextSink();
    assert.equal((await session.run(command('show clock'), sink, never)).status, 'ok');
    assert.ok(!sink.text.includes(login.password));
    await session.close();
    await withFault('echo-password', 'hang-in-login');
    const failed = await failure(open('cisco_ios', { timeouts: { loginTimeoutMs: 400 } }));
    assert.equal(failed.code, 'session.login-timeout');
    assert.match(failed.message, /no prompt behind the password/);
    assert.match(failed.hint ?? '', /AAA/);
    assert.ok(!failed.message.includes(login.password));
  });

  it('gives a wrong password once, says so in the words of the device, and counts it', async () => {
    for (const platform of labPlatforms) {
      const before = rejectedLogins();
      const guard = new LoginGuard(1);
      const failed = await failure(open(platform, { password: 'wrong', guard }));
      assert.equal(failed.code, 'session.auth-rejected');
      assert.match(failed.message, /% Login invalid|Login incorrect/);
      assert.equal(rejectedLogins(), before + 1);
      const stopped = await failure(open(platform, { guard }));
      assert.equal(stopped.code, 'session.credential-stopped');
      assert.equal(rejectedLogins(), before + 1);
    }
  });

  it('says which connection failed and how', async () => {
    await withFault('refuse');
    const refused = await failure(open('cisco_ios'));
    assert.equal(refused.code, 'session.refused');
    assert.match(refused.hint ?? '', /Telnet/);
    await withFault('reset');
    assert.equal((await failure(open('cisco_ios'))).code, 'session.reset');
    await withFault('max-sessions');
    const first = await open('cisco_ios');
    assert.equal((await failure(open('cisco_ios'))).code, 'session.reset');
    await first.close();
    await withFault('hang-before-login');
    const silent = await failure(open('cisco_ios', { timeouts: { loginTimeoutMs: 200 } }));
    assert.equal(silent.code, 'session.login-timeout');
    await withFault('drop-after-login');
    assert.match((await failure(open('cisco_ios'))).code, /^session\.(?:closed|lost)$/);
  });

  it('is stopped at once, before the login and in an output', async () => {
    await withFault('hang-in-banner');
    const abort = new AbortController();
    const opening = failure(open('cisco_ios', { signal: abort.signal }));
    abort.abort();
    assert.equal((await opening).code, 'session.cancelled');
    await withFault('endless-output');
    const session = await open('cisco_ios');
    const stop = new AbortController();
    const sink = { write: () => stop.abort() };
    const outcome = await session.run(command('show version'), sink, stop.signal);
    assert.equal(outcome.status, 'cancelled');
    await session.close();
    assert.equal(session.closed, true);
  });

  it('tried every fault that is of telnet alone', () => {
    const ofTelnet = Object.entries(labFaults).filter(([, text]) => text.startsWith('telnet: '));
    for (const [name] of ofTelnet) assert.ok(tried.has(name as LabFault), name);
    assert.ok(ofTelnet.length > 0);
  });
});
