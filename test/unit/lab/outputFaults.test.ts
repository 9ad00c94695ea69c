import assert from 'node:assert/strict';
import { applyOutputFaults as apply } from '../../../src/lab/ssh/outputFaults.ts';
import type { LabFault } from '../../../src/lab/labFault.ts';
import type { TerminalOutput } from '../../../src/lab/shell/terminal.ts';
import { encodeOutput, rawByte } from '../../../src/lab/ssh/rawBytes.ts';
import { LabShells, textOf } from './labShells.ts';
import { createShell } from '../../../src/lab/devices/createShell.ts';

const tuning = { longLineBytes: 1234 };
const applyOutputFaults = (output: string, faults: ReadonlySet<LabFault>): TerminalOutput =>
  apply(output, faults, tuning);
const wholeOf = ({ text: all }: TerminalOutput): string =>
  typeof all === 'string' ? all : [...all].join('');
const text = 'one\ntwo\nthree\nfour\n';

describe('lab: faults in an output', () => {
  it('leaves an output alone where there is no fault', () => {
    assert.deepEqual(applyOutputFaults(text, new Set()), { text, end: 'prompt' });
  });

  it('stops half-way', () => {
    for (const [fault, end] of [
      ['hang-in-output', 'hang'],
      ['drop-in-output', 'drop'],
    ] as const) {
      const output = applyOutputFaults(text, new Set([fault]));
      assert.equal(output.end, end);
      assert.ok(text.startsWith(output.text as string) && (output.text as string).length < text.length);
    }
  });

  it('never ends', () => {
    const output = applyOutputFaults(text, new Set(['endless-output']));
    let taken = 0;
    for (const piece of output.text) {
      taken += piece.length;
      if (taken > 1_000_000) break;
    }
    assert.ok(taken > 1_000_000);
  });

  it('mixes in bytes that are no text, and keeps the text between them', () => {
    const output = applyOutputFaults(text.repeat(5), new Set(['garbage']));
    const bytes = encodeOutput(output.text as string);
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    assert.ok(bytes.includes(0) && bytes.includes(0x1b));
    assert.match(bytes.toString('latin1'), /^one\n[^]+two\nthree\nfour\n/);
  });

  it('has a line of the length asked for, between the first and the second', () => {
    for (const longLineBytes of [1, 9, 10, 11, 1234]) {
      const output = apply(text, new Set(['long-line']), { longLineBytes });
      const lines = wholeOf(output).split(/(?<=\n)/);
      assert.deepEqual([lines[0], ...lines.slice(2)], ['one\n', 'two\n', 'three\n', 'four\n']);
      assert.equal(lines[1]?.length, longLineBytes);
    }
  });

  it('puts what is hostile behind the first line, the same each time, and keeps the rest', () => {
    for (const fault of ['binary-output', 'escape-bomb'] as const) {
      const [first, second] = [0, 1].map(() => wholeOf(applyOutputFaults(text, new Set([fault]))));
      assert.equal(first, second);
      assert.ok(first !== undefined && first.startsWith('one\n') && first.endsWith('two\nthree\nfour\n'));
      assert.ok(encodeOutput(first).length > 256_000, fault);
    }
  });

  it('pages without end, with text and without', () => {
    for (const fault of ['endless-pager', 'empty-pager'] as const) {
      const output = applyOutputFaults(text, new Set([fault]));
      assert.equal(output.paged, true);
      const first: string[] = [];
      for (const piece of output.text) {
        if (first.push(piece) === 1000) break;
      }
      assert.equal(first.length, 1000);
      assert.equal(
        first.join(''),
        fault === 'empty-pager' ? `one${'\n'.repeat(999)}` : `${text}\n`.repeat(1000),
      );
    }
  });

  it('leaves the prompt alone that follows a garbled output, however many lines that has', () => {
    for (let lines = 1; lines < 40; lines += 1) {
      const output = applyOutputFaults('line\n'.repeat(lines), new Set(['garbage']));
      assert.ok((output.text as string).endsWith('line\n'), String(lines));
    }
  });

  it('sends raw bytes as they are and everything else as UTF-8', () => {
    assert.deepEqual(
      encodeOutput(`ä${rawByte(0xff)}${rawByte(0xc3)}€`),
      Buffer.from([0xc3, 0xa4, 0xff, 0xc3, 0xe2, 0x82, 0xac]),
    );
  });

  it('gives 10 MB of show tech-support, in pieces', () => {
    const lab = new LabShells();
    const commands = {
      'edge-1': 'show tech-support',
      'core-1': 'show tech-support',
      'leaf-1': 'show tech-support',
      'mx-1': 'request support information',
      'jump-1': 'cat /var/log/syslog',
    };
    for (const [name, command] of Object.entries(commands)) {
      const shell = createShell(lab.context(name, { faults: ['big-output'] }), { columns: 0, rows: 0 });
      if (shell.prompt().endsWith('1>')) shell.enter('enable').question?.answer('secret');
      const reply = shell.enter(command);
      assert.notEqual(typeof reply.text, 'string', name);
      const length = textOf(reply).length;
      assert.ok(length >= 10_000_000 && length < 10_200_000, `${name}: ${length}`);
    }
  });
});
