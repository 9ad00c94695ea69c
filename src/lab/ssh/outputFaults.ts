import type { LabFault } from '../labFault.ts';
import type { TerminalOutput } from '../shell/terminal.ts';
import { rawByte } from './rawBytes.ts';

/** What a show command's output becomes with the device's faults. */
export function applyOutputFaults(
  text: string | Iterable<string>,
  faults: ReadonlySet<LabFault>,
): TerminalOutput {
  const output = faults.has('garbage') ? garble(text) : text;
  if (faults.has('endless-output')) return { text: endless(output), end: 'prompt' };
  if (faults.has('hang-in-output')) return { text: firstHalf(output), end: 'hang' };
  if (faults.has('drop-in-output')) return { text: firstHalf(output), end: 'drop' };
  return { text: output, end: 'prompt' };
}

function firstHalf(text: string | Iterable<string>): string {
  const whole = typeof text === 'string' ? text : [...text].join('');
  return whole.slice(0, Math.ceil(whole.length / 2));
}

function* endless(text: string | Iterable<string>): Generator<string, void, undefined> {
  const whole = `${typeof text === 'string' ? text : [...text].join('')}\n`;
  for (;;) yield whole;
}

/** Rubbish as a console line or a broken terminal server gives it: controls, colours, a title, half a character. */
function garble(text: string | Iterable<string>): string {
  const whole = typeof text === 'string' ? text : [...text].join('');
  const rubbish = [
    '\x00\x07\x0b\x1b[2J\x1b[1;31m',
    `${rawByte(0xff)}${rawByte(0xfe)}${rawByte(0xc3)}(`,
    '\x1b]0;title\x07\x1b[?25l\x1bP1$q\x1b\\',
    `${rawByte(0xe2)}${rawByte(0x82)}\x08\x08\x9b`,
    '\u202e\ufeff\u0085\x1b',
  ];
  return whole
    .split('\n')
    .map((line, index) =>
      index % 3 === 1 ? (rubbish[((index - 1) / 3) % rubbish.length] ?? '') + line : line,
    )
    .join('\n');
}
