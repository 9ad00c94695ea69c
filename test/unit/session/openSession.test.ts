import assert from 'node:assert/strict';
import { PlayedDevice } from '../../helpers/session/playedDevice.ts';
import { command, SessionUnderTest, TextSink } from '../../helpers/session/sessionUnderTest.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';

const paging = (prompt: string) => [
  { send: 'terminal length 0\n', reply: `terminal length 0\r\n${prompt}` },
  { send: 'terminal width 511\n', reply: `terminal width 511\r\n${prompt}` },
];

describe('openSession', () => {
  it('learns the prompt and needs no more than one round trip for each line', async () => {
    const device = new PlayedDevice('\r\nsw1>', paging('sw1>'));
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    assert.deepEqual([session.prompt, session.mode, session.closed], ['sw1>', 'exec', false]);
    assert.deepEqual(device.written, ['terminal length 0\n', 'terminal width 511\n']);
    assert.ok(test.time.monotonic() < 200, `took ${test.time.monotonic()} ms`);
  });

  it('finds the prompt behind a banner that looks like one and stops in the middle', async () => {
    const device = new PlayedDevice('\r\nWELCOME#', [
      { send: 'terminal length 0\n', reply: '\r\nto the network\r\nsw1#terminal length 0\r\nsw1#' },
      { send: 'terminal width 511\n', reply: 'terminal width 511\r\nsw1#' },
      { send: 'show clock\n', reply: 'show clock\r\n10:00\r\nsw1#' },
    ]);
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    assert.equal(session.prompt, 'sw1#');
    const sink = new TextSink();
    await test.run(session, command('show clock'), sink);
    assert.equal(sink.text, '10:00\n');
  });

  it('wakes a silent console with a line end', async () => {
    const device = new PlayedDevice('', [{ send: '\n', reply: '\r\nsw1>' }, ...paging('sw1>')]);
    const test = new SessionUnderTest('cisco_ios', device);
    const session = await test.open();
    assert.equal(session.prompt, 'sw1>');
    assert.equal(device.written[0], '\n');
  });

  it('answers the questions that the platform knows', async () => {
    const device = new PlayedDevice('\r\nPress any key to continue', [
      { send: ' ', reply: '\r\n<acc-1>' },
      { send: '\n', reply: '\r\n<acc-1>' },
    ]);
    const session = await new SessionUnderTest('generic', device).open();
    assert.equal(session.prompt, '<acc-1>');
  });

  it('tells the user of an answer that the platform has a note for', async () => {
    const device = new PlayedDevice("\r\nuse Control-C to exit or press 'Enter' key to proceed.", [
      { send: '\u0003', reply: '\r\nlab-fc-1:FID128:ops> ' },
      { send: '\n', reply: '\r\nlab-fc-1:FID128:ops> ' },
    ]);
    const session = await new SessionUnderTest('brocade_fos', device).open();
    assert.deepEqual(session.notes, [
      { code: 'session.note', message: 'dut: The device wants its passwords to be changed.' },
    ]);
  });

  it('does not answer a question that the platform does not know', async () => {
    const device = new PlayedDevice('\r\nThe password is about to expire. Change it now? [y/n]: ', []);
    const test = new SessionUnderTest('cisco_ios', device);
    await assert.rejects(test.open(), { code: 'session.login-question', message: /Change it now/ });
    assert.deepEqual(device.written, []);
    assert.equal(device.closed, true);
  });

  it('says what the device showed instead of a prompt', async () => {
    const device = new PlayedDevice('\r\nSystem is booting', [
      { send: '\n', reply: '' },
      { send: '\n', reply: '' },
    ]);
    const test = new SessionUnderTest('cisco_ios', device);
    await assert.rejects(test.open(), { code: 'session.login-timeout', message: /System is booting/ });
    assert.equal(test.time.monotonic(), 20_000);
    assert.deepEqual(device.written, ['\n', '\n']);
  });

  it('says that the device closed', async () => {
    const device = new PlayedDevice('\r\nNo more lines\r\n', []);
    const test = new SessionUnderTest('cisco_ios', device);
    test.time.after(50, () => device.drop());
    await assert.rejects(test.open(), { code: 'session.closed' });
  });

  it('can be cancelled', async () => {
    const device = new PlayedDevice('', []);
    const test = new SessionUnderTest('cisco_ios', device);
    const controller = new AbortController();
    test.time.after(50, () => controller.abort());
    await assert.rejects(test.open(controller.signal), { code: 'session.cancelled' });
    assert.equal(device.closed, true);
  });
});

describe('TransportRegistry', () => {
  it('says which transports exist', () => {
    const registry = new TransportRegistry([new PlayedDevice('', [])]);
    assert.equal(registry.get('played').id, 'played');
    assert.throws(() => registry.get('playd'), {
      code: 'session.unknown-transport',
      hint: 'Did you mean "played"? Transports: played.',
    });
    assert.throws(() => new TransportRegistry([]).get('ssh'), { hint: 'Transports: none.' });
  });

  it('refuses two of one name', () => {
    const transport = new PlayedDevice('', []);
    assert.throws(() => new TransportRegistry([transport, transport]), {
      code: 'session.duplicate-transport',
    });
  });
});
