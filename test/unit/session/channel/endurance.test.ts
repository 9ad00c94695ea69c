import assert from 'node:assert/strict';
import { channelUnderTest, exchange } from '../../../helpers/session/channelUnderTest.ts';
import { chunksOf, PlayedDevice } from '../../../helpers/session/playedDevice.ts';
import { TextSink } from '../../../helpers/session/sessionUnderTest.ts';

const asked = { send: 'show x\n', reply: 'show x\r\n' };

/** A device that has a pager, and `pages` behind it; then its prompt, or pages for ever. */
function paged(page: (index: number) => string, pages = Infinity): PlayedDevice {
  let shown = 0;
  const device: PlayedDevice = new PlayedDevice('', [{ ...asked, reply: 'show x\r\nfirst\r\n --More-- ' }]);
  const write = device.write.bind(device);
  device.write = (data) => {
    if (data !== ' ') {
      write(data);
      return;
    }
    queueMicrotask(() =>
      device.say(shown++ < pages ? `\r          \r${page(shown)} --More-- ` : '\r          \rsw1#'),
    );
  };
  return device;
}

describe('a channel that is kept waiting', () => {
  it('waits as long as the device talks', async () => {
    const test = await channelUnderTest(new PlayedDevice('', [asked]));
    let dots = 0;
    const talk = (): void => {
      test.device.say(dots++ < 30 ? '.' : '\r\ndone\r\nsw1#');
      if (dots <= 30) test.time.after(20_000, talk);
    };
    test.time.after(20_000, talk);
    const sink = new TextSink();
    assert.equal((await exchange(test, { sink })).kind, 'prompt');
    assert.equal(sink.text, `${'.'.repeat(30)}\ndone\n`);
    assert.ok(test.time.monotonic() > 600_000);
  });

  for (const [what, nothing, every] of [
    ['NULs', '\0', 1000],
    ['NULs without a pause', '\0', 1],
    ['terminal sequences', '\x1b[0m\x1b[?25h', 1000],
    ['a title that never ends', '\x1b]2;', 2],
    ['bells', '\x07', 3],
  ] as const) {
    it(`gives up on a device that only sends ${what}`, async () => {
      const test = await channelUnderTest(new PlayedDevice('', [asked]));
      const talk = (): void => {
        if (test.channel.closed) return;
        test.device.say(nothing);
        test.time.after(every, talk);
      };
      talk();
      assert.equal((await exchange(test, { silenceMs: 5000 })).kind, 'silence');
      assert.ok(test.time.monotonic() < 6000);
    });
  }

  it('gives up on a pager with nothing behind it', async () => {
    for (const page of ['', '\r\n', '   \r\n\r\n']) {
      const test = await channelUnderTest(paged(() => page));
      const end = await exchange(test);
      assert.equal(end.kind, 'stuck');
      assert.equal(end.text, '--More--');
    }
  });

  it('gives up on a pager that shows one page for ever', async () => {
    const test = await channelUnderTest(paged(() => 'the same\r\nline\r\n'));
    const sink = new TextSink();
    assert.equal((await exchange(test, { sink })).kind, 'stuck');
    assert.ok(sink.text.startsWith('first\nthe same\nline\nthe same\nline\n'), 'what had come is kept');
  });

  it('turns thousands of pages that differ, and hundreds that do not', async () => {
    const different = new TextSink();
    const numbered = await channelUnderTest(paged((index) => `page ${index}\r\n`, 3000));
    assert.equal((await exchange(numbered, { sink: different })).kind, 'prompt');
    assert.equal(different.text.split('\n').length, 3002);
    const alike = new TextSink();
    const zeros = await channelUnderTest(paged(() => '0000 0000\r\n', 500));
    assert.equal((await exchange(zeros, { sink: alike })).kind, 'prompt');
    assert.equal(alike.text, `first\n${'0000 0000\n'.repeat(500)}`);
  });
});

describe('a channel under fire', () => {
  const bombs: readonly (readonly [string, string])[] = [
    ['a title without an end', `\x1b]0;${'t'.repeat(2_000_000)}`],
    ['titles without an end', `\x1b]0;${'t'.repeat(1500)}`.repeat(1000)],
    ['control sequences without an end', `\x1b[${'1;'.repeat(1_000_000)}`],
    ['cursors that go to the right', '\x1b[999C'.repeat(200_000)],
    ['cursors that go back and forth', `${'x'.repeat(80)}\x1b[80D`.repeat(20_000)],
    ['backspaces', 'x\b'.repeat(500_000)],
    ['carriage returns', '\r'.repeat(1_000_000)],
    ['NULs', '\0'.repeat(2_000_000)],
    ['escapes', '\x1b'.repeat(500_000)],
  ];
  for (const [what, bomb] of bombs) {
    for (const size of [1, 1400]) {
      it(`survives ${what} in pieces of ${size}`, async () => {
        const reply = `show x\r\n${size === 1 ? bomb.slice(0, 200_000) : bomb}\r\nend\r\nsw1#`;
        const test = await channelUnderTest(
          new PlayedDevice('', [{ send: 'show x\n', reply }], chunksOf(size)),
        );
        const sink = new TextSink();
        assert.equal((await exchange(test, { sink })).kind, 'prompt');
        assert.ok(sink.text.endsWith('end\n'));
        assert.ok(sink.text.length <= reply.length, 'nothing comes out that did not go in');
      });
    }
  }
});
