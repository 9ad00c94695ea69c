import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LabRecording } from '../../../src/lab/labOptions.ts';
import { toRecording } from '../../../src/lab/program/readRecording.ts';
import { RecordedTerminal } from '../../../src/lab/shell/recordedTerminal.ts';
import type { TerminalHost } from '../../../src/lab/shell/terminal.ts';
import { encodeOutput } from '../../../src/lab/ssh/rawBytes.ts';

const recording: LabRecording = {
  platform: 'acme_os',
  greeting: 'Welcome\r\n[top]\r\nR1# ',
  steps: [
    { send: 'show a\n', reply: 'show a\r\none\r\n--More--' },
    { send: ' ', reply: '\r        \rtwo\r\n[top]\r\nR1# ' },
    { send: 'show a\n', reply: 'show a\r\nthree\r\n[top]\r\nR1# ' },
    { send: 'reload\n' },
  ],
};

/** A played recording with what it said and noted. */
function play(): { type(text: string): string; recorded: string[]; closed(): boolean } {
  let said = '';
  let closed = false;
  const recorded: string[] = [];
  const host = {
    write: (text: string) => void (said += text),
    record: (line: string) => void recorded.push(line),
    close: () => void (closed = true),
  } as Partial<TerminalHost> as TerminalHost;
  const terminal = new RecordedTerminal(recording, host);
  terminal.start();
  assert.equal(said, recording.greeting);
  return {
    type(text) {
      said = '';
      terminal.input(text);
      return said;
    },
    recorded,
    closed: () => closed,
  };
}

describe('lab: a device that plays a recording', () => {
  it('answers lines and keys as recorded, the same line with its next answer', () => {
    const device = play();
    assert.match(device.type('show a\r\n'), /--More--$/);
    assert.match(device.type(' '), /two/);
    assert.match(device.type('show a\r'), /three/);
    assert.match(device.type('\nshow a\n'), /one/, 'from the beginning when there is none further on');
    assert.deepEqual(device.recorded, ['show a', '', 'show a', 'show a']);
  });

  it('refuses what was not recorded, shows the whole prompt again, and ends at a goodbye', () => {
    const device = play();
    assert.equal(
      device.type('show b\r\n'),
      'show b\r\n% Invalid input: not in the recording\r\n[top]\r\nR1# ',
    );
    assert.equal(device.type('\r\n'), '\r\n[top]\r\nR1# ');
    assert.equal(device.type('reload\r\n'), '', 'recorded without an answer');
    device.type('exit\r\n');
    assert.equal(device.closed(), true);
  });

  it('does not depend on how the keys arrive', () => {
    const keys = 'show a\r\n show a\r\nshow b\rshow a\r\n exit\r\n';
    const whole = play().type(keys);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (sizes) => {
        const device = play();
        let said = '';
        for (let at = 0, turn = 0; at < keys.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          said += device.type(keys.slice(at, at + size));
          at += size;
        }
        assert.equal(said, whole);
      }),
    );
  });
});

describe('lab: recordings', () => {
  it('keep bytes that are no text', () => {
    const { greeting } = toRecording({ platform: 'x', greeting: Uint8Array.of(65, 255, 62) }, 'x.yaml');
    assert.deepEqual([...encodeOutput(greeting)], [65, 255, 62]);
  });

  const wrong: [string, unknown, RegExp][] = [
    ['a list', [], /no map/],
    ['no platform', { greeting: '>' }, /"platform"/],
    ['a path for a platform', { platform: '../x', greeting: '>' }, /"platform"/],
    ['no greeting', { platform: 'x' }, /"greeting"/],
    ['steps that are none', { platform: 'x', greeting: '>', steps: 1 }, /"steps"/],
    ['a step without anything typed', { platform: 'x', greeting: '>', steps: [{ reply: 'a' }] }, /step 1/],
    [
      'a reply that is no text',
      { platform: 'x', greeting: '>', steps: [{ send: 'a\n', reply: 1 }] },
      /"reply"/,
    ],
  ];
  for (const [what, value, message] of wrong) {
    it(`are refused: ${what}`, () => {
      assert.throws(() => toRecording(value, 'dir/r.yaml'), { code: 'lab.bad-recording', message });
    });
  }
});
