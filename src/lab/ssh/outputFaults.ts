import type { LabTuning } from '../labOptions.ts';
import type { LabFault } from '../labFault.ts';
import type { OutputEnd, TerminalOutput } from '../shell/terminal.ts';
import { binaryBytes, escapeBombs, garble } from './hostileOutput.ts';

/** What an output is: a text, or pieces of one. */
type Output = string | Iterable<string>;

/** How a show command's output ends with a fault, and whether half of it comes only. */
const ends: readonly (readonly [LabFault, OutputEnd, 'half' | 'whole'])[] = [
  ['hang-in-output', 'hang', 'half'],
  ['drop-in-output', 'drop', 'half'],
  ['close-after-command', 'close', 'whole'],
  ['half-open', 'freeze', 'whole'],
];

/** What a show command's output becomes with the device's faults. */
export function applyOutputFaults(
  text: Output,
  faults: ReadonlySet<LabFault>,
  tuning: Pick<Required<LabTuning>, 'longLineBytes'>,
): TerminalOutput {
  if (faults.has('empty-pager')) return { text: nothingMore(text), end: 'prompt', paged: true };
  const output = filled(text, faults, tuning.longLineBytes);
  if (faults.has('endless-pager')) return { text: endless(lined(output)), end: 'prompt', paged: true };
  if (faults.has('endless-output')) return { text: endless(lined(output)), end: 'prompt' };
  for (const [fault, end, part] of ends) {
    if (faults.has(fault)) return { text: part === 'half' ? firstHalf(output) : output, end };
  }
  return { text: output, end: 'prompt' };
}

function filled(text: Output, faults: ReadonlySet<LabFault>, longLineBytes: number): Output {
  if (faults.has('long-line')) return afterFirstLine(text, longLine(longLineBytes));
  if (faults.has('binary-output')) return afterFirstLine(text, [binaryBytes(), '\n']);
  if (faults.has('escape-bomb')) return afterFirstLine(text, escapeBombs());
  return faults.has('garbage') ? garble(whole(text)) : text;
}

function whole(text: Output): string {
  return typeof text === 'string' ? text : [...text].join('');
}

function lined(text: Output): string {
  return `${whole(text)}\n`;
}

function firstHalf(text: Output): string {
  const all = whole(text);
  return all.slice(0, Math.ceil(all.length / 2));
}

function* endless(text: string): Generator<string, void, undefined> {
  for (;;) yield text;
}

function* nothingMore(text: Output): Generator<string, void, undefined> {
  yield whole(text).split('\n', 1)[0] ?? '';
  yield* endless('\n');
}

/** The output with something between its first line and the rest. */
function* afterFirstLine(text: Output, more: Iterable<string>): Generator<string, void, undefined> {
  const all = whole(text);
  const first = all.indexOf('\n') + 1;
  yield all.slice(0, first);
  yield* more;
  yield all.slice(first);
}

/** One line of so many bytes, its line end included. Numbers all through it show whether any of it was lost. */
function* longLine(bytes: number): Generator<string, void, undefined> {
  const numbers = Math.floor((bytes - 1) / 10);
  for (let count = 0; count < numbers; count += 1) yield `${String(count).padStart(9, '0')} `;
  yield `${'.'.repeat((bytes - 1) % 10)}\n`;
}
