import assert from 'node:assert/strict';
import { PlayedDevice, type PlayedStep } from '../../helpers/session/playedDevice.ts';
import { command, SessionUnderTest, TextSink } from '../../helpers/session/sessionUnderTest.ts';

/** What an IOS device says to the lines that every session starts with. */
function prepared(prompt: string, ...steps: PlayedStep[]): PlayedStep[] {
  return [
    { send: 'terminal length 0\n', reply: `terminal length 0\r\n${prompt}` },
    { send: 'terminal width 511\n', reply: `terminal width 511\r\n${prompt}` },
    ...steps,
  ];
}

describe('a session', () => {
  it('gives a command up when the device falls silent, keeps what came, and is closed', async () => {
    const device = new PlayedDevice(
      '\r\nsw1#',
      prepared('sw1#', { send: 'show x\n', reply: 'show x\r\nhalf a li' }),
    );
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    const sink = new TextSink();
    const before = test.time.monotonic();
    const outcome = await test.run(session, command('show x', { timeout: 7 }), sink);
    assert.equal(outcome.status, 'timeout');
    assert.equal(outcome.error?.code, 'session.command-timeout');
    assert.match(outcome.error.message, /dut fell silent during "show x".*half a li/);
    assert.equal(sink.text, 'half a li');
    assert.equal(test.time.monotonic() - before, 7000);
    assert.equal(session.closed, true);
    const next = await test.run(session, command('show y'));
    assert.deepEqual([next.status, next.error?.code], ['failed', 'session.not-open']);
    assert.deepEqual(device.unexpected, []);
  });

  it('waits as long as the device keeps talking', async () => {
    const device = new PlayedDevice(
      '\r\nsw1#',
      prepared('sw1#', { send: 'show tech\n', reply: 'show tech\r\n' }),
    );
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    let dots = 0;
    const talk = (): void => {
      device.say(dots++ < 100 ? '.' : '\r\nsw1#');
      if (dots <= 100) test.time.after(25_000, talk);
    };
    test.time.after(25_000, talk);
    const sink = new TextSink();
    const outcome = await test.run(session, command('show tech'), sink);
    assert.equal(outcome.status, 'ok');
    assert.equal(sink.text, `${'.'.repeat(100)}\n`);
    assert.ok(outcome.durationMs > 2_500_000);
  });

  it('tells how a lost connection ended', async () => {
    const device = new PlayedDevice(
      '\r\nsw1#',
      prepared('sw1#', { send: 'show x\n', reply: 'show x\r\npart\r\n' }),
    );
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    test.time.after(500, () => device.drop(new Error('read ECONNRESET')));
    const sink = new TextSink();
    const outcome = await test.run(session, command('show x'), sink);
    assert.deepEqual([outcome.status, outcome.error?.code], ['failed', 'session.lost']);
    assert.match(outcome.error?.message ?? '', /ECONNRESET/);
    assert.equal(sink.text, 'part\n');
  });

  it('takes an output as complete when the device closes right behind the prompt', async () => {
    const step = { send: 'show x\n', reply: 'show x\r\nall\r\nsw1#', close: true };
    const test = new SessionUnderTest('cisco_ios', new PlayedDevice('\r\nsw1#', prepared('sw1#', step)));
    const session = await test.open();
    const sink = new TextSink();
    const outcome = await test.run(session, command('show x'), sink);
    assert.deepEqual([outcome.status, sink.text], ['ok', 'all\n']);
    assert.equal(session.closed, true);
  });

  it('ends at once when it is cancelled, and keeps what came', async () => {
    const device = new PlayedDevice(
      '\r\nsw1#',
      prepared('sw1#', { send: 'show x\n', reply: 'show x\r\none\r\ntwo' }),
    );
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    const controller = new AbortController();
    test.time.after(100, () => controller.abort());
    const sink = new TextSink();
    const outcome = await test.run(session, command('show x'), sink, controller.signal);
    assert.deepEqual([outcome.status, outcome.error?.code], ['cancelled', 'session.cancelled']);
    assert.equal(sink.text, 'one\ntwo');
    assert.equal(device.closed, true);
  });

  it('sends nothing when it is cancelled before', async () => {
    const device = new PlayedDevice('\r\nsw1#', prepared('sw1#'));
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    const outcome = await test.run(session, command('show x'), new TextSink(), AbortSignal.abort());
    assert.equal(outcome.status, 'cancelled');
    assert.deepEqual(device.unexpected, []);
  });

  it('gives a wrong enable secret once only', async () => {
    const device = new PlayedDevice('\r\nsw1>', [
      ...prepared('sw1>'),
      { send: 'enable\n', reply: 'enable\r\nPassword: ' },
      { send: 'wrong\n', reply: '\r\nPassword: ' },
      { send: '\x03', reply: '\r\n% Bad secrets\r\n\r\nsw1>' },
      { send: 'show clock\n', reply: 'show clock\r\n10:00\r\nsw1>' },
    ]);
    const test = new SessionUnderTest('cisco_ios', device, { 'enable-secret': 'wrong' });
    const session = await test.open();
    for (let turn = 0; turn < 2; turn++) {
      const outcome = await test.run(session, command('show run', { mode: 'enable' }));
      assert.deepEqual([outcome.status, outcome.error?.code], ['failed', 'session.enable-refused']);
      assert.doesNotMatch(JSON.stringify(outcome), /wrong/);
    }
    const outcome = await test.run(session, command('show clock'));
    assert.equal(outcome.status, 'ok');
    assert.deepEqual(test.asked, ['enable-secret']);
    assert.deepEqual(device.unexpected, []);
    assert.equal(device.left, 0);
  });

  it('says in the words of the device why enable was refused', async () => {
    const device = new PlayedDevice('\r\nsw1>', [
      ...prepared('sw1>'),
      { send: 'enable\n', reply: 'enable\r\nPassword: ' },
      { send: 'sesame\n', reply: '\r\n% Access denied\r\n\r\nsw1>' },
    ]);
    const test = new SessionUnderTest('cisco_ios', device, { 'enable-secret': 'sesame' });
    const session = await test.open();
    const outcome = await test.run(session, command('interface lo0', { mode: 'config' }));
    assert.deepEqual([outcome.status, outcome.error?.code], ['failed', 'session.enable-refused']);
    assert.match(outcome.error?.message ?? '', /% Access denied/);
    assert.equal(session.closed, false);
  });

  it('says that there is no enable secret, and gets out of the question', async () => {
    const device = new PlayedDevice('\r\nsw1>', [
      ...prepared('sw1>'),
      { send: 'enable\n', reply: 'enable\r\nPassword: ' },
      { send: '\x03', reply: '\r\nsw1>' },
    ]);
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    const outcome = await test.run(session, command('show run', { mode: 'enable' }));
    assert.equal(outcome.error?.code, 'session.enable-refused');
    assert.match(outcome.error.message, /no secret/);
    assert.equal(session.closed, false);
  });

  it('understands a plain "enable" in a list of commands', async () => {
    const device = new PlayedDevice('\r\nsw1>', [
      ...prepared('sw1>'),
      { send: 'enable\n', reply: 'enable\r\nPassword: ' },
      { send: 'sesame\n', reply: '\r\nsw1#' },
    ]);
    const test = new SessionUnderTest('cisco_ios', device, { 'enable-secret': 'sesame' });
    const session = await test.open();
    const sink = new TextSink();
    assert.equal((await test.run(session, command('enable'), sink)).status, 'ok');
    assert.equal(session.mode, 'privileged_exec');
    assert.doesNotMatch(sink.text, /sesame/);
  });

  it('does not ask for privileges that it has', async () => {
    const device = new PlayedDevice(
      '\r\nsw1#',
      prepared('sw1#', { send: 'show run\n', reply: 'show run\r\nhostname sw1\r\nsw1#' }),
    );
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    assert.equal((await test.run(session, command('show run', { mode: 'enable' }))).status, 'ok');
    assert.deepEqual(test.asked, []);
  });

  it('is closed after a question where taking it back is not known to be harmless', async () => {
    const device = new PlayedDevice('\r\nfw# ', [
      { send: 'terminal pager 0\n', reply: 'terminal pager 0\r\nfw# ' },
      { send: 'reload\n', reply: 'reload\r\nProceed with reload? [confirm]' },
    ]);
    const test = new SessionUnderTest('cisco_asa', device);
    const session = await test.open();
    const outcome = await test.run(session, command('reload'));
    assert.equal(outcome.error?.code, 'session.unexpected-question');
    assert.equal(session.closed, true);
    assert.deepEqual(device.unexpected, []);
  });

  it('refuses a line break and a dangerous @expect pattern without sending anything', async () => {
    const device = new PlayedDevice('\r\nsw1#', prepared('sw1#'));
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    const broken = await test.run(session, command('show clock\nreload'));
    assert.equal(broken.error?.code, 'session.line-break');
    assert.equal(session.closed, false);
    const slow = await test.run(session, command('show x', { expect: [{ pattern: '(a+)+$', answer: '' }] }));
    assert.equal(slow.error?.code, 'session.expect-pattern');
    assert.equal(session.closed, false);
    assert.deepEqual(device.unexpected, []);
  });

  it('says that a platform has no configuration mode', async () => {
    const device = new PlayedDevice('\r\n<sw>', [{ send: '\n', reply: '\r\n<sw>' }]);
    const test = new SessionUnderTest('generic', device);
    const session = await test.open();
    const outcome = await test.run(session, command('vlan 5', { mode: 'config' }));
    assert.equal(outcome.error?.code, 'session.no-such-mode');
    assert.equal(session.closed, false);
  });

  it('fails a command whose output cannot be stored, and closes', async () => {
    const step = { send: 'show x\n', reply: 'show x\r\nline\r\nsw1#' };
    const test = new SessionUnderTest('cisco_ios', new PlayedDevice('\r\nsw1#', prepared('sw1#', step)));
    const session = await test.open();
    const sink = { write: () => Promise.reject(new Error('ENOSPC: no space left')) };
    const outcome = await test.run(session, command('show x'), sink);
    assert.deepEqual([outcome.status, outcome.error?.code], ['failed', 'session.output-failed']);
    assert.match(outcome.error?.message ?? '', /ENOSPC/);
    assert.equal(session.closed, true);
  });

  it('leaves configuration mode and logs out when it is closed', async () => {
    const device = new PlayedDevice(
      '\r\nsw1#',
      prepared(
        'sw1#',
        { send: 'configure terminal\n', reply: 'configure terminal\r\nsw1(config)#' },
        { send: 'vlan 5\n', reply: 'vlan 5\r\nsw1(config-vlan)#' },
        { send: 'end\n', reply: 'end\r\nsw1#' },
        { send: 'exit\n', reply: 'exit\r\n', close: true },
      ),
    );
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    assert.equal((await test.run(session, command('vlan 5', { mode: 'config' }))).status, 'ok');
    await test.time.until(session.close());
    assert.equal(device.left, 0);
    assert.equal(session.closed, true);
    await test.time.until(session.close());
  });

  it('closes in time although the device does not answer any more', async () => {
    const device = new PlayedDevice('\r\nsw1#', prepared('sw1#', { send: 'exit\n', reply: '' }));
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    const before = test.time.monotonic();
    await test.time.until(session.close());
    assert.ok(test.time.monotonic() - before <= 2000);
    assert.equal(device.closed, true);
  });
});
