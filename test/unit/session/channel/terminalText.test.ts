import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TerminalText } from '../../../../src/session/channel/terminalText.ts';

function read(pieces: readonly string[], width = 80): { text: string; line: string } {
  let text = '';
  const terminal = new TerminalText(width, (part) => (text += part));
  for (const piece of pieces) terminal.feed(piece);
  return { text, line: terminal.line };
}

const shown = (input: string, width?: number): string => {
  const { text, line } = read([input], width);
  return text + line;
};

describe('TerminalText', () => {
  it('turns every CR LF into one LF', () => {
    assert.equal(shown('a\r\nb\r\r\nc\n'), 'a\nb\nc\n');
  });

  it('keeps tabs, blanks at the end of a line and form feeds', () => {
    assert.equal(shown('a \tb  \r\n\f x\r\n'), 'a \tb  \n\f x\n');
  });

  it('drops NULs, bells and shifts', () => {
    assert.equal(shown('a\0b\x07c\x0e\x0fd\r\0\n'), 'abcd\n');
  });

  it('applies what is painted over', () => {
    assert.equal(shown('10%\r 50%\r100%\r\n'), '100%\n');
    assert.equal(shown('abcdef\rxyz\r\n'), 'xyzdef\n');
    assert.equal(shown('shoe\b\bw\r\n'), 'shwe\n');
  });

  it('takes a text away that was painted over with blanks', () => {
    assert.equal(shown('--More--\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\bok\r\n'), 'ok\n');
    assert.equal(shown('--More--\r        \rok\r\n'), 'ok\n');
    assert.equal(shown('--More--\r\x1b[Kok\r\n'), 'ok\n');
    assert.equal(shown('--More--\x1b[2K\rok\r\n'), 'ok\n');
    assert.equal(shown('--More--\x1b[8D\x1b[Jok\r\n'), 'ok\n');
  });

  it('wraps where the terminal does, so that a CR goes to the start of the row', () => {
    assert.equal(shown(`${'x'.repeat(10)} \ry\r\n`, 10), `${'x'.repeat(10)}y\n`);
    assert.equal(shown(`${'x'.repeat(10)}\ry\r\n`, 10), `y${'x'.repeat(9)}\n`);
  });

  it('removes terminal sequences of every kind', () => {
    assert.equal(
      shown('\x1b[1;31mred\x1b[0m \x1b]0;title\x07a\x1b]2;t\x1b\\b\x1b(Bc\x1b7d\x1b[?25he\x1bEf'),
      'red abcde\nf',
    );
    assert.equal(shown('\x1b[24;1H\x1b[24;12Hsw1#'), 'sw1#');
  });

  it('gives text back that only began like a sequence', () => {
    assert.equal(shown('a\x1b]no end of a title\r\nb\r\n'), 'ano end of a title\nb\n');
    assert.equal(shown(`\x1b]${'z'.repeat(2000)}\r\n`), `${'z'.repeat(2000)}\n`);
    assert.equal(shown('\x1b[12\nb'), '\nb');
  });

  it('hides a pager that the device paints over in one of three ways, or not at all', () => {
    for (const erase of [
      '\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b',
      '\r        \r',
      '\r',
      '\r\x1b[K',
      '',
      '\r\n',
    ]) {
      let text = '';
      const terminal = new TerminalText(80, (part) => (text += part));
      terminal.feed('--More--');
      terminal.hideFrom(0);
      terminal.feed(`${erase}ok\r\n`);
      assert.equal(text, erase === '\r\n' ? '\nok\n' : 'ok\n', JSON.stringify(erase));
    }
  });

  it('hides only what stands behind the given place', () => {
    const terminal = new TerminalText(80, () => undefined);
    terminal.feed('left --More--');
    terminal.hideFrom(5);
    assert.equal(terminal.line, 'left ');
  });

  it('gives very long lines out in parts and keeps little', () => {
    let length = 0;
    const terminal = new TerminalText(80, (part) => (length += part.length));
    const piece = 'x'.repeat(10_000);
    for (let count = 0; count < 2000; count++) {
      terminal.feed(piece);
      assert.ok(terminal.line.length < 2048);
    }
    assert.equal(length + terminal.line.length, 20_000_000);
    assert.equal(terminal.lineIsPartial, true);
  });

  it('gives the same text however it is cut', () => {
    const soup = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.string({ maxLength: 12 }) },
        { weight: 1, arbitrary: fc.constant('y'.repeat(1500)) },
        fc.constantFrom(
          ...[
            '\r',
            '\n',
            '\r\n',
            '\b',
            '\b\b\b',
            '   ',
            '\0',
            '\x07',
            '\x1b',
            '\x1b[',
            '\x1b[K',
            '\x1b[2K',
            '\x1b[3D',
          ],
          ...[
            '\x1b[12C',
            '\x1b[5G',
            '\x1b]0;t\x07',
            '\x1b]',
            '\x1b\\',
            '\x1bE',
            '\x1b(B',
            '\x1b[1;31m',
            '\x1b[J',
            'é',
            '🛰',
          ],
        ),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        soup,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.constantFrom(0, 7, 80),
        (parts, sizes, width) => {
          const input = parts.join('');
          const pieces: string[] = [];
          for (let at = 0, turn = 0; at < input.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            pieces.push(input.slice(at, at + size));
            at += size;
          }
          const whole = read([input], width);
          assert.deepEqual(read(pieces, width), whole);
          assert.deepEqual(
            read(
              Array.from({ length: input.length }, (_, index) => input.charAt(index)),
              width,
            ),
            whole,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
