import assert from 'node:assert/strict';
import type { CommandOutcome } from '../../../src/session/session.ts';
import { PlayedDevice, type PlayedStep } from '../../helpers/session/playedDevice.ts';
import { command, SessionUnderTest } from '../../helpers/session/sessionUnderTest.ts';

const prepared: readonly PlayedStep[] = [
  { send: 'terminal length 0\n', reply: 'terminal length 0\r\nsw1>' },
  { send: 'terminal width 511\n', reply: 'terminal width 511\r\nsw1>' },
];

/** Sends one line that needs privileges, and tells what was asked for and said. */
async function privileged(
  steps: readonly PlayedStep[],
  secrets: Record<string, string> = { username: 'ops', 'enable-secret': 'sesame' },
): Promise<{ outcome: CommandOutcome; asked: string[]; mode: string; closed: boolean }> {
  const device = new PlayedDevice('\r\nsw1>', [...prepared, ...steps]);
  const test = new SessionUnderTest('cisco_ios', device, secrets);
  const session = await test.open();
  const outcome = await test.run(session, command('show run', { mode: 'enable' }));
  assert.deepEqual(device.unexpected, []);
  assert.equal(device.left, 0);
  assert.doesNotMatch(JSON.stringify([outcome, session.notes]), /sesame/);
  return { outcome, asked: test.asked, mode: session.mode, closed: session.closed };
}

const shown: PlayedStep = { send: 'show run\n', reply: 'show run\r\nhostname sw1\r\nsw1#' };

describe('privileged mode', () => {
  it('is entered with a password', async () => {
    const { outcome, asked, mode } = await privileged([
      { send: 'enable\n', reply: 'enable\r\nPassword: ' },
      { send: 'sesame\n', reply: '\r\nsw1#' },
      shown,
    ]);
    assert.deepEqual([outcome.status, asked, mode], ['ok', ['enable-secret'], 'privileged_exec']);
  });

  it('is entered with a user name and a password, where the device asks for both', async () => {
    const { outcome, asked } = await privileged([
      { send: 'enable\n', reply: 'enable\r\nUsername: ' },
      { send: 'ops\n', reply: 'ops\r\nPassword: ' },
      { send: 'sesame\n', reply: '\r\nsw1#' },
      shown,
    ]);
    assert.deepEqual([outcome.status, asked], ['ok', ['username', 'enable-secret']]);
  });

  it('is entered without any question', async () => {
    const { outcome, asked } = await privileged([{ send: 'enable\n', reply: 'enable\r\nsw1#' }, shown]);
    assert.deepEqual([outcome.status, asked], ['ok', []]);
  });

  for (const words of [
    '% Access denied',
    '% Bad secrets',
    '% Error in authentication.',
    '% No password set',
    'Command authorization failed.',
  ]) {
    it(`is told to be refused by "${words}", and nothing of the command is sent`, async () => {
      const { outcome, mode, closed } = await privileged([
        { send: 'enable\n', reply: `enable\r\n${words}\r\n\r\nsw1>` },
      ]);
      assert.deepEqual([outcome.status, outcome.error?.code], ['failed', 'session.enable-refused']);
      assert.ok(outcome.error?.message.includes(words), outcome.error?.message);
      assert.deepEqual([mode, closed], ['exec', false]);
    });
  }

  it('is not entered by a user name that is asked for a second time', async () => {
    const { outcome } = await privileged([
      { send: 'enable\n', reply: 'enable\r\nUsername: ' },
      { send: 'ops\n', reply: 'ops\r\nPassword: ' },
      { send: 'sesame\n', reply: '\r\n% Authentication failed\r\nUsername: ' },
      { send: '\x03', reply: '\r\nsw1>' },
    ]);
    assert.equal(outcome.error?.code, 'session.enable-refused');
  });

  it('is not entered where the device falls silent behind the password', async () => {
    const { outcome, closed } = await privileged([
      { send: 'enable\n', reply: 'enable\r\nPassword: ' },
      { send: 'sesame\n', reply: '' },
    ]);
    assert.deepEqual([outcome.status, outcome.error?.code], ['timeout', 'session.command-timeout']);
    assert.equal(closed, true);
  });
});
