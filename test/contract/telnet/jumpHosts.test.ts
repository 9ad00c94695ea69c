import assert from 'node:assert/strict';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import type { Session } from '../../../src/session/session.ts';
import { TelnetTransport } from '../../../src/session/telnet/telnetTransport.ts';
import { never } from '../../helpers/session/openRealSession.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';
import { startFixture, type Fixture } from '../ssh/fixtureServer.ts';
import { Harness } from '../ssh/sshHarness.ts';
import { failure, login, openTelnet } from './telnetHarness.ts';

describe('telnet behind SSH jump hosts', function () {
  this.timeout(20_000);
  let lab: Lab;
  let jump: Fixture;
  let harness: Harness;
  let telnet: TelnetTransport;

  before(async () => {
    const names = ['a', 'b', 'c'];
    const devices = names.map((name) => ({ name, platform: 'cisco_ios' as const }));
    lab = await startLab({ state: 'before', ...login, transport: 'telnet', devices });
  });
  beforeEach(async () => {
    jump = await startFixture();
    harness = await Harness.create();
    telnet = new TelnetTransport((...where) => harness.transport.forward(...where), harness.logger);
  });
  afterEach(async () => {
    await harness.close();
    await jump.close();
  });
  after(() => lab.close());

  const open = (name: string, jumpHost = `ann@127.0.0.1:${jump.port}`): Promise<Session> => {
    const device = lab.devices.find((each) => each.name === name);
    assert.ok(device);
    const { host, port, platform } = device;
    return openTelnet({ name, host, port, platform, jumpHost }, {}, telnet);
  };

  it('goes through one connection to the jump host, and warns once of clear text', async () => {
    const sessions = await Promise.all(['a', 'b', 'c'].map((name) => open(name)));
    assert.equal(jump.seen.connections, 1);
    assert.deepEqual(
      jump.seen.forwards.toSorted(),
      lab.devices.map(({ port }) => `127.0.0.1:${port}`).toSorted(),
    );
    for (const session of sessions) {
      const sink = new TextSink();
      assert.equal((await session.run(command('show version'), sink, never)).status, 'ok');
      await session.close();
    }
    assert.equal(harness.logger.lines.filter((line) => line.includes('clear text')).length, 1);
  });

  it('goes the direct way where the jump host is "none"', async () => {
    const session = await open('a', 'none');
    assert.equal(jump.seen.connections, 0);
    await session.close();
  });

  it('says that the jump host was lost, for each device', async () => {
    const session = await open('a');
    jump.drop();
    const outcome = await session.run(command('show version'), new TextSink(), never);
    assert.deepEqual([outcome.status, session.closed], ['failed', true]);
    assert.equal(outcome.error?.code, 'session.jump-host-lost');
    const next = await session.run(command('show clock'), new TextSink(), never);
    assert.equal(next.error?.code, 'session.jump-host-lost');
    assert.match(next.error.message, /jump host 127\.0\.0\.1 was lost\. "show clock" was not sent\.$/);
    const again = await open('b');
    assert.equal(jump.seen.connections, 2);
    await again.close();
  });

  it('names the jump host that cannot reach the device, and frees its share', async () => {
    await lab.setFault('a', 'refuse');
    const failed = await failure(open('a'));
    assert.match(failed.code, /^session\.(?:refused|unreachable|jump-host-refused)$/);
    assert.match(failed.message, /^a: the jump host 127\.0\.0\.1 /);
    await lab.setFault('a', undefined);
    const session = await open('a');
    assert.equal(jump.seen.connections, 1);
    await session.close();
  });
});
