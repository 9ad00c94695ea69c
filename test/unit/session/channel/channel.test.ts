import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OutputWindow } from '../../../../src/session/outputWindow.ts';
import { channelUnderTest as setUp, exchange } from '../../../helpers/session/channelUnderTest.ts';
import { chunksOf, PlayedDevice } from '../../../helpers/session/playedDevice.ts';
import { TextSink } from '../../../helpers/session/sessionUnderTest.ts';

describe('the channel', () => {
  it('does work in proportion to nothing but the bytes, in pieces of one byte too', async () => {
    const line = 'Gi0/1 is up, line protocol is up #>\r\n';
    for (const lines of [100, 4000]) {
      const reply = `show x\r\n${line.repeat(lines)}sw1#`;
      const setup = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply }], chunksOf(1)));
      assert.equal((await exchange(setup)).kind, 'prompt');
      assert.ok(setup.platform.tested < lines * line.length + 2000, 'patterns see every line at most once');
    }
  });

  it('passes 100 MB without a line break on, keeping next to nothing', async () => {
    const piece = new Uint8Array(1_000_000).fill(0x78);
    const device = new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\n' }], (bytes) => [bytes]);
    const setup = await setUp(device);
    let bytes = 0;
    let longest = 0;
    const sink = {
      write(text: string): void {
        bytes += text.length;
        longest = Math.max(longest, text.length);
      },
    };
    let count = 0;
    const talk = (): void => {
      device.say(count++ < 100 ? piece : '\r\nsw1#');
      if (count <= 100) setup.time.after(5, talk);
    };
    setup.time.after(5, talk);
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(bytes, 100_000_001);
    assert.ok(longest < 1_002_048, 'nothing piles up between two pieces');
  });

  it('holds the device back while the sink is slow, and does not count that time as silence', async () => {
    const reply = `show x\r\n${'0123456789abcde\n'.repeat(200_000)}sw1#`;
    const setup = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply }], chunksOf(262_144)));
    let bytes = 0;
    const sink = {
      write: (text: string) =>
        new Promise<void>((resolve) => {
          bytes += text.length;
          setup.time.after(60_000, resolve);
        }),
    };
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(bytes, 3_200_000);
    assert.ok(setup.device.pauses > 0);
  });

  it('gives a slow sink what has come already, and reads nothing more until it is done', async () => {
    const device = new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\n' }]);
    const setup = await setUp(device);
    const resumed: number[] = [];
    const resume = device.resume.bind(device);
    device.resume = () => {
      resumed.push(setup.time.monotonic());
      resume();
    };
    let text = '';
    let atOnce = '';
    const sink = {
      write: (more: string) => {
        text += more;
        return new Promise<void>((resolve) => setup.time.after(5_000, resolve));
      },
    };
    let saidAt = 0;
    setup.time.after(100, () => {
      saidAt = setup.time.monotonic();
      for (const piece of ['one\r\n', 'two\r\n', 'three\r\n']) device.say(piece);
      setup.time.after(100, () => (atOnce = text));
      setup.time.after(8_000, () => device.say('four\r\nsw1#'));
    });
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(atOnce, 'one\ntwo\nthree\n');
    assert.equal(text, 'one\ntwo\nthree\nfour\n');
    assert.ok(device.pauses > 0);
    assert.ok((resumed[0] ?? 0) >= saidAt + 5_000, String(resumed));
  });

  it('gives what has come behind the last output once, without prompt and terminal sequences, and waits for nothing', async () => {
    const message = '*Nov 20 10:12:02: %SYS-5-CONFIG_I: Configured from console';
    const device = new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\na\r\nsw1#' }]);
    const setup = await setUp(device);
    assert.equal((await exchange(setup)).kind, 'prompt');
    assert.equal(setup.channel.takeLate(), '');
    device.say(`\r\n\u001b[1m${message}\u001b[0m\r\nsw1#\r\n${message} ag`);
    assert.equal(setup.channel.takeLate(), `${message}\n${message} ag\n`);
    assert.equal(setup.channel.takeLate(), '');
    for (let count = 0; count < 10_000; count += 1) device.say(`${message}\r\n`);
    const most = setup.channel.takeLate();
    assert.ok(most.length > 0 && most.length <= 65_536, String(most.length));
  });

  it('lets the silence begin anew after a sleep of the machine', async () => {
    const device = new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\na\r\n' }]);
    const setup = await setUp(device);
    setup.time.after(25_000, () => Object.assign(setup.time, { sleeps: 1 }));
    setup.time.after(50_000, () => device.say('b\r\nsw1#'));
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'a\nb\n');
    const silent = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\na\r\n' }]));
    silent.time.after(25_000, () => Object.assign(silent.time, { sleeps: 1 }));
    assert.equal((await exchange(silent)).kind, 'silence', 'once only');
    assert.ok(silent.time.monotonic() <= 60_100, String(silent.time.monotonic()));
  });

  it('ends a cancelled exchange although the sink hangs', async () => {
    const setup = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\na\r\n' }]));
    const controller = new AbortController();
    setup.time.after(50, () => controller.abort());
    const sink = { write: () => new Promise<void>(() => undefined) };
    const end = await exchange(setup, { sink, signal: controller.signal });
    assert.equal(end.kind, 'cancelled');
  });

  it('waits longer for a prompt with another name', async () => {
    const setup = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\na\r\nother#' }]));
    const sink = new TextSink();
    const end = await exchange(setup, { sink });
    assert.equal(end.kind, 'prompt');
    assert.equal(sink.text, 'a\n');
    assert.ok(setup.time.monotonic() >= 1500);
  });

  it('goes on where a line with the name of the device only looked like the end', async () => {
    const device = new PlayedDevice('', [{ send: 'show x\n', reply: 'show x\r\nsw1#\r\nmore sw1#' }]);
    const setup = await setUp(device);
    setup.time.after(200, () => device.say(' and more\r\nsw1#'));
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'sw1#\nmore sw1# and more\n');
  });

  it('finds the prompt behind an output that did not end its line', async () => {
    const setup = await setUp(
      new PlayedDevice('', [{ send: 'show x\n', reply: `show x\r\n${'v'.repeat(5000)}sw1#` }]),
    );
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'v'.repeat(5000));
  });

  it('asks once more where an output without a line end makes the prompt look like another one', async () => {
    const steps = [
      { send: 'show x\n', reply: 'show x\r\nabcsw1#' },
      { send: '\n', reply: '\r\nsw1#' },
    ];
    const setup = await setUp(new PlayedDevice('', steps));
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'abc');
    assert.equal(setup.channel.knowledge.text, 'sw1#');
  });

  it('learns a new name that ends like the old one', async () => {
    const steps = [
      { send: 'show x\n', reply: 'show x\r\nline\r\ncore-sw1#' },
      { send: '\n', reply: '\r\ncore-sw1#' },
    ];
    const setup = await setUp(new PlayedDevice('', steps));
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'line\n');
    assert.equal(setup.channel.knowledge.text, 'core-sw1#');
  });

  it('believes a prompt without an echo after a moment, and takes everything for output', async () => {
    const setup = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply: 'value 1\r\nsw1#' }]));
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'value 1\n');
    assert.equal(setup.time.monotonic(), 400);
  });

  it('gives what came between two outputs to the second', async () => {
    const message = '*Nov 20 18:03:21.123: %SYS-5-CONFIG_I: Configured from console';
    const steps = [
      { send: 'configure terminal\n', reply: `\r\n${message}\r\nsw1#configure terminal\r\nsw1(config)#` },
      { send: 'show x\n', reply: 'show x\r\nout\r\nsw1(config)#' },
    ];
    const setup = await setUp(new PlayedDevice('', steps));
    const move = { send: 'configure terminal\n', command: 'configure terminal', sink: new OutputWindow() };
    assert.equal((await exchange(setup, move)).kind, 'prompt');
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink: new OutputWindow(sink) })).kind, 'prompt');
    assert.equal(sink.text, 'out\n');
    assert.equal(sink.messages, `${message}\n`);
  });

  it('waits for the echo where a message made the device show its prompt before', async () => {
    const device = new PlayedDevice('', [
      { send: 'show clock\n', reply: 'show clock\r\n10:00\r\nsw1#' },
      { send: 'show x\n', reply: '\r\n*Nov 20 18:03:21.123: %SYS-5-CONFIG_I: Configured\r\nsw1#' },
    ]);
    const setup = await setUp(device);
    await exchange(setup, { send: 'show clock\n', command: 'show clock' });
    setup.time.after(2000, () => device.say('show x\r\nout\r\nsw1#'));
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'out\n');
    assert.equal(sink.messages, '*Nov 20 18:03:21.123: %SYS-5-CONFIG_I: Configured\n');
  });

  it('keeps the rest of an output apart that came after its prompt seemed to be there', async () => {
    const device = new PlayedDevice('', [
      { send: 'show banner\n', reply: 'show banner\r\nsw1#' },
      { send: 'show x\n', reply: '\r\nrest of the banner\r\nsw1#show x\r\nout\r\nsw1#' },
    ]);
    const setup = await setUp(device);
    await exchange(setup, { send: 'show banner\n', command: 'show banner' });
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'out\n');
    assert.equal(sink.messages, 'rest of the banner\n');
  });

  it('replaces invalid bytes and keeps letters that are cut in the middle', async () => {
    const reply = Buffer.concat([
      Buffer.from('show x\r\ngr\u00f6\u00dfe \ud83d\udef0 '),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('!\r\nsw1#'),
    ]);
    const setup = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply }], chunksOf(1)));
    const sink = new TextSink();
    assert.equal((await exchange(setup, { sink })).kind, 'prompt');
    assert.equal(sink.text, 'gr\u00f6\u00dfe \ud83d\udef0 \ufffd\ufffd!\n');
  });

  it('ends on any bytes at all, as an output or with a reason', async () => {
    const kinds = new Set<string>();
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            'sw1#',
            '\r\n',
            ' --More-- ',
            '[confirm]',
            '\x1b[',
            '\b',
            'show x',
            '\r',
            '\0',
            'abc',
            'Password: ',
          ),
        )
        .map((parts) => new TextEncoder().encode(parts.join(''))),
    );
    for (const id of ['cisco_ios', 'juniper_junos', 'linux', 'generic']) {
      await fc.assert(
        fc.asyncProperty(bytes, fc.integer({ min: 1, max: 50 }), async (reply, size) => {
          const setup = await setUp(new PlayedDevice('', [{ send: 'show x\n', reply }], chunksOf(size)), id);
          kinds.add((await exchange(setup)).kind);
        }),
        { numRuns: 100 },
      );
    }
    assert.deepEqual([...kinds].sort(), ['prompt', 'question', 'silence']);
  });
});
