import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { mock } from 'node:test';
import type { CommandResult, RunEvent } from '../../../src/api/run.ts';
import { processStream } from '../../../src/cli/processStream.ts';
import { BarReporter } from '../../../src/cli/run/barReporter.ts';
import { EventPrinter } from '../../../src/cli/run/eventPrinter.ts';
import { failedCommand, withoutName } from '../../../src/cli/run/failureWords.ts';
import { PlainReporter } from '../../../src/cli/run/plainReporter.ts';
import { OutputStreamer } from '../../../src/cli/run/outputStreamer.ts';
import { fakeStream } from './fakeIo.ts';

const stamp = { at: '2026-11-20T18:03:21.000Z', run: 'r' };
const done = (device: string, more: Partial<CommandResult> = {}): RunEvent => ({
  ...stamp,
  type: 'command-finished',
  device,
  result: { index: 0, command: 'show version', status: 'ok', bytes: 1, durationMs: 1, ...more },
});

describe('printing while a run goes on', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-print-'));
    await writeFile(join(folder, 'a.txt'), `${'line of a\n'.repeat(20_000)}no line end`);
    await writeFile(join(folder, 'b.txt'), 'line of b\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('gives each output whole under its header, one after another, no faster than it is read', async () => {
    let out = '';
    let full = false;
    const stream = fakeStream(
      (text) => {
        assert.equal(full, false, 'written although the reader is busy');
        out += text;
        full = text.length > 1000;
      },
      {
        ready: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          full = false;
        },
      },
    );
    const streamer = new OutputStreamer(stream, folder);
    streamer.onEvent(done('a', { file: 'a.txt', status: 'timeout' }));
    streamer.onEvent(done('b', { file: 'b.txt' }));
    streamer.onEvent(done('c'));
    await streamer.finished();
    const expected =
      `=== a: show version (timeout)\n${'line of a\n'.repeat(20_000)}no line end\n` +
      '=== b: show version\nline of b\n=== c: show version\n';
    assert.ok(out === expected);
  });

  it('says so where an output cannot be read', async () => {
    const streamer = new OutputStreamer(
      fakeStream(() => undefined),
      folder,
    );
    streamer.onEvent(done('a', { file: 'missing.txt' }));
    await assert.rejects(streamer.finished(), { code: 'ENOENT' });
  });

  it('prints every event as a line, in order, and nothing more once the reader is gone', async () => {
    const lines: string[] = [];
    const printer = new EventPrinter(
      fakeStream((text) => lines.push(text), { isGone: () => lines.length === 3 }),
    );
    for (const device of ['a', 'b', 'c', 'd', 'e']) printer.onEvent(done(device));
    await printer.finished();
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { device: string }).device),
      ['a', 'b', 'c'],
    );
  });

  it('tells of a site that cannot be reached, and of its return', () => {
    let err = '';
    const reporter = new PlainReporter(fakeStream((text) => (err += text)));
    const breaker = { ...stamp, type: 'breaker', scope: 'site', name: 'ams\u001b[2J' } as const;
    const failed = ['r-1', 'r-2', 'r-3', 'r-4', 'r-5'];
    reporter.onEvent({ ...breaker, state: 'open', waiting: 7, failed, retryInMs: 15_000 });
    reporter.onEvent({ ...breaker, state: 'half-open', waiting: 6, probe: 'r-6' });
    reporter.onEvent({ ...breaker, state: 'closed', waiting: 6 });
    const [open, closed, ...more] = err.trimEnd().split('\n');
    assert.match(
      open ?? '',
      /^unreached +site ams.*: r-1, r-2, r-3 and others cannot be reached\. 7 devices wait\. One is tried in 15 s; .*given up/,
    );
    assert.match(closed ?? '', /^reachable +site ams.*: goes on\.$/);
    assert.deepEqual(more, []);
    assert.ok(!err.includes('\u001b'));
    err = '';
    reporter.onEvent({ ...breaker, state: 'open', waiting: 0, failed: ['r-1', 'r-2'], retryInMs: 15_000 });
    assert.match(err, /: r-1, r-2 cannot be reached\. No more of them are contacted for 15 s\.\n$/);
  });

  it('names a device once in its line, and a command once', () => {
    let err = '';
    const reporter = new PlainReporter(fakeStream((text) => (err += text)));
    const error = { code: 'session.refused', message: 'a: h:22 refused the connection.' };
    reporter.onEvent({ ...stamp, type: 'device-retry', device: 'a', delayMs: 1000, error });
    assert.match(err, /^retry +a: h:22 refused the connection\. Again in/);
    const command = { index: 0, command: 'show version', bytes: 0, durationMs: 1 };
    const quoting = { code: 'session.rejected', message: 'a answered "show version" with: % no' };
    assert.equal(failedCommand('a', { ...command, status: 'rejected', error: quoting }), quoting.message);
    assert.equal(failedCommand('a', { ...command, status: 'cancelled' }), 'show version: cancelled');
    assert.equal(withoutName('a', 'a-1: lost'), 'a-1: lost');
  });

  it('ends quietly where the reader closes the pipe, whatever waits', async () => {
    const target = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, callback) => {
        setImmediate(() => {
          callback(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
        });
      },
    });
    const stream = processStream(target);
    stream.write('first');
    await Promise.all([stream.ready(), stream.ready()]);
    assert.equal(stream.isGone(), true);
    stream.write('second');
    await stream.ready();
  });

  it('tells once that standard output is lost, and goes on', async () => {
    const target = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, callback) => {
        setImmediate(() => {
          callback(Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }));
        });
      },
    });
    const lost: (string | undefined)[] = [];
    const stream = processStream(target, ({ code }) => lost.push(code));
    stream.write('first');
    await stream.ready();
    stream.write('second');
    await stream.ready();
    assert.deepEqual([lost, stream.isGone()], [['ENOSPC'], true]);
  });

  it('draws no bar after the end, whatever waited to be drawn', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      let err = '';
      const bar = new BarReporter(
        fakeStream((text) => (err += text)),
        2,
      );
      bar.onEvent(done('a'));
      bar.resume();
      bar.onEvent(done('b'));
      bar.finish();
      bar.resume();
      const { length } = err;
      mock.timers.tick(1000);
      assert.equal(err.slice(length), '');
      assert.ok(err.endsWith('\r\u001b[K'), JSON.stringify(err));
    } finally {
      mock.timers.reset();
    }
  });

  it('waits for a reader that is slow', async () => {
    const target = new PassThrough({ highWaterMark: 4 });
    const stream = processStream(target);
    stream.write('more than four');
    let isReady = false;
    const ready = stream.ready().then(() => (isReady = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isReady, false);
    target.resume();
    await ready;
    assert.equal(stream.isGone(), false);
  });
});
