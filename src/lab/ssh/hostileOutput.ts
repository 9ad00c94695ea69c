import { createHash } from 'node:crypto';
import { rawByte } from './rawBytes.ts';

/** Blocks of 32 bytes that `binaryBytes` is made of. */
const blocks = 8192;
/** How often what is cheap to send and dear to obey is sent. */
const bombRepeats = 2000;

/** Rubbish as a console line or a broken terminal server gives it: controls, colours, a title, half a character. */
export function garble(text: string): string {
  const rubbish = [
    '\x00\x07\x0b\x1b[2J\x1b[1;31m',
    `${rawByte(0xff)}${rawByte(0xfe)}${rawByte(0xc3)}(`,
    '\x1b]0;title\x07\x1b[?25l\x1bP1$q\x1b\\',
    `${rawByte(0xe2)}${rawByte(0x82)}\x08\x08\x9b`,
    '\u202e\ufeff\u0085\x1b',
  ];
  const lines = text.split('\n');
  // Behind the last line end stands the prompt, which is no output: a lone escape there would take a character of it.
  return lines
    .map((line, index) =>
      index % 3 === 1 && index < lines.length - 1
        ? (rubbish[((index - 1) / 3) % rubbish.length] ?? '') + line
        : line,
    )
    .join('\n');
}

/** 256 kB that look random and are the same each time, with a string terminator behind them so that they end somewhere. */
export function binaryBytes(): string {
  let text = '';
  for (let block = 0; block < blocks; block += 1) {
    for (const byte of createHash('sha256')
      .update(`binary ${String(block)}`)
      .digest())
      text += byte < 0x80 ? String.fromCharCode(byte) : rawByte(byte);
  }
  return `${text}\x1b\\`;
}

/** Sequences that cost a careless reader time or memory, each one ended. */
export function escapeBombs(): string[] {
  return [
    `\x1b[${'9'.repeat(100_000)}C\n`, // a number without end
    `\x1b[${'1;'.repeat(100_000)}m\n`, // parameters without end
    `\x1b]0;${'title'.repeat(100_000)}\x07\n`, // a window title without end
    `\x1bP${'0'.repeat(500_000)}\x1b\\\n`, // a device control string without end
    '\x1b[999999999C*\x1b[999999999b\n', // far to the right, and the last character again and again
    '\x1b[999999999B\x1b[999999999S\x1b[999999999L\n', // far down, scrolled, lines inserted
    `${'\x1b[999999999@'.repeat(bombRepeats)}\n`, // room for characters without end
    `${'\x1b[5;5H\x1b[2J'.repeat(bombRepeats)}\n`, // the screen erased again and again
    `${'\x1b7\x1b8\x1bc'.repeat(bombRepeats)}\n`,
    `${'\x08'.repeat(100_000)}\n`,
    `${'\x1b['.repeat(bombRepeats)}\n`, // begun anew and anew
    '\x1b[6n\x1b[c\x1b[0q\x05\n', // asks for an answer
  ];
}
