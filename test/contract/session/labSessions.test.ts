import assert from 'node:assert/strict';
import type { RenderedCommand } from '../../../src/api/template.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import type { Lab, LabPlatform } from '../../../src/lab/labOptions.ts';
import type { Session } from '../../../src/session/session.ts';
import { never } from '../../helpers/session/openRealSession.ts';
import { RealSessions } from '../../helpers/session/realSessions.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

const login = { username: 'ops', password: 'sesame', enableSecret: 'open' };

/** A show command, one that does not exist, and a harmless configuration line of each platform. */
const lines: Readonly<Record<LabPlatform, { show: string; config?: string; mode?: string }>> = {
  cisco_ios: { show: 'show version', config: 'interface Loopback99', mode: 'configuration' },
  cisco_nxos: { show: 'show version', config: 'interface loopback99', mode: 'configuration' },
  arista_eos: { show: 'show version', config: 'interface Loopback99', mode: 'configuration' },
  juniper_junos: { show: 'show version', config: 'set system location floor 3', mode: 'configuration' },
  linux: { show: 'uname -a' },
};

describe('sessions with the lab over SSH', function () {
  this.timeout(30_000);
  let lab: Lab;
  let sessions: RealSessions;

  before(async () => {
    lab = await startLab({
      state: 'before',
      ...login,
      devices: Object.keys(lines).map((platform) => ({
        name: `dut-${platform}`,
        platform: platform as LabPlatform,
      })),
      tuning: { sharedHostKey: true },
    });
    sessions = await RealSessions.create(login);
  });

  after(async () => {
    await sessions.close();
    await lab.close();
  });

  function open(platform: string, commandTimeoutMs = 10_000): Promise<Session> {
    const device = lab.devices.find((candidate) => candidate.platform === platform);
    assert.ok(device);
    const { name, host, port } = device;
    return sessions.open({ name, host, port, platform }, { timeouts: { commandTimeoutMs } });
  }

  for (const [platform, { show, config, mode }] of Object.entries(lines)) {
    it(`${platform}: shows, refuses, configures, leaves`, async () => {
      const session = await open(platform);
      const sink = new TextSink();
      const shown = await session.run(command(show), sink, never);
      assert.equal(shown.status, 'ok', JSON.stringify(shown.error));
      assert.ok(sink.text.length > 40, sink.text);
      assert.ok(!sink.text.includes(show) || platform === 'linux', 'the echo is not in the output');
      assert.ok(!sink.text.includes(session.prompt), 'the prompt is not in the output');

      const refused = await session.run(command('shaw nothing at all'), new TextSink(), never);
      assert.equal(refused.status, 'rejected');
      assert.ok((refused.failure?.text ?? '').length > 0);

      if (config !== undefined) {
        const configured = await session.run(command(config, { mode: 'config' }), new TextSink(), never);
        assert.equal(configured.status, 'ok', JSON.stringify(configured.error));
        assert.equal(session.mode, mode);
        const back = await session.run(command(show), new TextSink(), never);
        assert.equal(back.status, 'ok', JSON.stringify(back.error));
        assert.notEqual(session.mode, mode);
      }
      await session.close();
      assert.equal(session.closed, true);
    });
  }

  it('leaves nothing of a refused change on Junos, and touches nothing of somebody else’s', async () => {
    const line = (text: string): RenderedCommand => command(text, { mode: 'config', onError: 'stop' });
    const ask = async (session: Session, sent: RenderedCommand): Promise<string> => {
      const sink = new TextSink();
      const outcome = await session.run(sent, sink, never);
      return `${outcome.status} ${outcome.error?.message ?? ''}${sink.text}`;
    };
    const first = await open('juniper_junos');
    assert.match(await ask(first, line('set system location floor 4')), /^ok/);
    assert.match(await ask(first, line('set systme x')), /^rejected.*syntax error/);
    await first.close();
    assert.deepEqual(
      first.notes.map(({ code }) => code),
      ['session.changes-discarded'],
    );

    const somebody = await open('juniper_junos');
    assert.match(await ask(somebody, command('configure')), /^ok/);
    assert.match(await ask(somebody, command('show | compare')), /^ok \s*$/);
    assert.match(await ask(somebody, command('set system location floor 5')), /^ok/);
    const second = await open('juniper_junos');
    assert.match(
      await ask(second, line('set system location floor 6')),
      /^failed .*did not change .* on "configure exclusive": error: configuration database modified/,
    );
    await second.close();
    assert.match(await ask(somebody, command('show | compare')), /floor 5/);
    assert.match(await ask(somebody, command('rollback 0')), /^ok/);
    await somebody.close();
  });

  it('gets 10 MB complete', async () => {
    await lab.setFault('dut-cisco_ios', 'big-output');
    const session = await open('cisco_ios');
    const sink = new TextSink();
    const outcome = await session.run(command('show tech-support', { mode: 'enable' }), sink, never);
    assert.equal(outcome.status, 'ok', JSON.stringify(outcome.error));
    assert.ok(outcome.bytes >= 10_000_000, String(outcome.bytes));
    assert.equal(outcome.bytes, Buffer.byteLength(sink.text));
    await session.close();
  });

  it('gives up on an output that stops, and keeps what came', async () => {
    await lab.setFault('dut-cisco_ios', 'hang-in-output');
    const session = await open('cisco_ios', 500);
    const sink = new TextSink();
    const outcome = await session.run(command('show version'), sink, never);
    assert.deepEqual([outcome.status, outcome.error?.code], ['timeout', 'session.command-timeout']);
    assert.ok(sink.text.length > 0);
    assert.equal(session.closed, true);
  });

  it('says that the connection was cut, and keeps what came', async () => {
    await lab.setFault('dut-cisco_ios', 'drop-in-output');
    const session = await open('cisco_ios');
    const sink = new TextSink();
    const outcome = await session.run(command('show version'), sink, never);
    assert.equal(outcome.status, 'failed');
    assert.match(outcome.error?.code ?? '', /^session\.(?:closed|lost)$/);
    assert.ok(sink.text.length > 0);
  });

  it('stops an output that never ends, at once', async () => {
    await lab.setFault('dut-cisco_ios', 'endless-output');
    const session = await open('cisco_ios');
    const controller = new AbortController();
    const sink = { write: () => controller.abort() };
    const outcome = await session.run(command('show version'), sink, controller.signal);
    assert.equal(outcome.status, 'cancelled');
    assert.equal(session.closed, true);
  });

  it('reads an output mixed with control bytes', async () => {
    await lab.setFault('dut-cisco_ios', 'garbage');
    const session = await open('cisco_ios');
    const sink = new TextSink();
    const outcome = await session.run(command('show version'), sink, never);
    assert.equal(outcome.status, 'ok', JSON.stringify(outcome.error));
    assert.doesNotMatch(sink.text, /[\0\x07\b\x1b]/);
    await session.close();
  });
});
