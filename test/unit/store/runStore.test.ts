import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../../src/api/plan.ts';
import type { CommandResult, DeviceResult, RunEvent, RunRecord } from '../../../src/api/run.ts';
import { continuationsOf } from '../../../src/engine/planning/continuationsOf.ts';
import { RecordBuilder } from '../../../src/store/recordBuilder.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import type { OpenFile, RunFiles } from '../../../src/store/runFiles.ts';
import { lockText } from '../../../src/store/runLock.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { RunWriter } from '../../../src/store/runWriter.ts';
import { makePlan } from '../engine/makePlan.ts';
import { temporaryFolder } from '../engine/temporaryFolder.ts';

const start = Date.parse('2026-11-20T18:03:21.000Z');

/** Files left open by runs that were begun and never completed. */
const left = new Set<OpenFile>();

const files: RunFiles = {
  ...nodeRunFiles,
  openAppend: async (path) => {
    const file = await nodeRunFiles.openAppend(path);
    left.add(file);
    return {
      ...file,
      close: () => {
        left.delete(file);
        return file.close();
      },
    };
  },
};

interface Written {
  readonly writer: RunWriter;
  readonly builder: RecordBuilder;
}

/** A run folder as an executor makes it, at a given second. */
async function begin(
  runsFolder: string,
  second = 0,
  plan: Plan = makePlan(['a', 'b'], ['show version']),
): Promise<Written> {
  const clock = { now: () => start + second * 1000, monotonic: () => 0 };
  const startedAt = new Date(clock.now()).toISOString();
  const head = (id: string): RecordBuilder => new RecordBuilder({ id, showrun: '1.2.3', startedAt, plan });
  const writer = await RunWriter.create({ runsFolder, plan, files, clock }, (id) => head(id).initialRecord());
  return { writer, builder: head(writer.id) };
}

async function answer({ writer, builder }: Written, device: string, text: string): Promise<void> {
  const file = writer.outputName(device, 0, 1, 'show version');
  const output = writer.output(device, file);
  await output.write(text);
  await writer.closeOutput(output);
  const command: CommandResult = {
    index: 0,
    command: 'show version',
    status: 'ok',
    file,
    bytes: Buffer.byteLength(text),
    durationMs: 1,
  };
  const result: DeviceResult = {
    device,
    folder: writer.folderOf(device),
    status: 'ok',
    attempts: 1,
    durationMs: 2,
    commands: [command],
  };
  const base = { at: new Date(start).toISOString(), run: writer.id, device };
  const events: RunEvent[] = [
    { ...base, type: 'device-started', attempt: 1 },
    { ...base, type: 'command-started', index: 0 },
    { ...base, type: 'command-finished', result: command, tail: text },
    { ...base, type: 'device-finished', result },
  ];
  for (const event of events) builder.apply(event);
  await writer.append(events);
}

async function complete(runsFolder: string, second: number, plan?: Plan): Promise<RunRecord> {
  const run = await begin(runsFolder, second, plan);
  for (const { device } of (plan ?? makePlan(['a', 'b'], [])).devices)
    await answer(run, device.name, `${device.name}\n`);
  const record = run.builder.record('ok', new Date(start).toISOString());
  await run.writer.complete(record);
  return record;
}

describe('RunStore', () => {
  const folder = temporaryFolder();
  afterEach(async () => {
    await Promise.all([...left].map((file) => file.close()));
    left.clear();
  });

  it('has no runs where there is no folder', async () => {
    assert.deepEqual(await new RunStore(join(folder(), 'none')).list(), []);
  });

  it('lists summaries newest first and reads whole records', async () => {
    const records = [await complete(folder(), 0), await complete(folder(), 1), await complete(folder(), 2)];
    await mkdir(join(folder(), 'notes'));
    await writeFile(join(folder(), 'README.md'), '');
    const store = new RunStore(folder());
    const list = await store.list();
    assert.deepEqual(
      list.map((each) => each.id),
      [records[2]?.id, records[1]?.id, records[0]?.id],
    );
    assert.deepEqual(list[0], {
      id: records[2]?.id,
      status: 'ok',
      title: 'test.cmds',
      startedAt: '2026-11-20T18:03:23.000Z',
      finishedAt: '2026-11-20T18:03:21.000Z',
      totals: { devices: 2, ok: 2, failed: 0, cancelled: 0, refused: 0, commands: 2, bytes: 4 },
    });
    assert.deepEqual(await store.read(records[0]?.id ?? ''), records[0]);
    const { plan: _plan, ...outcome } = records[0] as RunRecord;
    assert.deepEqual(await store.readOutcome(outcome.id), outcome);
    assert.deepEqual((await store.list(1)).length, 1);
    const { writer } = await begin(folder(), 5);
    assert.equal((await store.list())[0]?.id, writer.id);
    await writer.complete({ ...(records[0] as RunRecord), id: writer.id, status: 'failed' });
    assert.equal((await store.list())[0]?.status, 'failed');
  });

  it('gives runs of the same millisecond ids that sort in the order of their start', async () => {
    const ids: string[] = [];
    for (let turn = 0; turn < 20; turn += 1) ids.push((await begin(folder())).writer.id);
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(ids).size, 20);
  });

  it('shows the lines that a list needs first, and one line for each device', async () => {
    const { id } = await complete(folder(), 0);
    const lines = (await readFile(join(folder(), id, 'run.json'), 'utf8')).split('\n');
    assert.equal((JSON.parse(`${String(lines[0]).slice(0, -1)}}`) as { title: string }).title, 'test.cmds');
    assert.equal(lines.filter((line) => line.startsWith('{"device":')).length, 4);
  });

  it('also lists a record that somebody has formatted anew', async () => {
    const record = await complete(folder(), 0);
    await writeFile(join(folder(), record.id, 'run.json'), JSON.stringify(record, undefined, 2));
    assert.equal((await new RunStore(folder()).list())[0]?.title, 'test.cmds');
  });

  it('leaves out what is no record, and says so when it is read', async () => {
    const record = await complete(folder(), 0);
    await writeFile(join(folder(), record.id, 'run.json'), '{"version":1');
    const store = new RunStore(folder());
    assert.deepEqual(await store.list(), []);
    assert.deepEqual(await store.survey(), { runs: [], unreadable: [record.id] });
    await assert.rejects(store.read(record.id), { code: 'store.damaged' });
    await assert.rejects(store.read('2026-11-20T180321Z-ffff'), { code: 'store.no-such-run' });
    await assert.rejects(store.read('../../etc'), { code: 'store.no-such-run' });
  });

  it('takes a folder that is just being made for neither a run nor a damaged one', async () => {
    const run = await begin(folder());
    await rm(join(run.writer.folder, 'run.json'));
    const store = new RunStore(folder(), { now: () => start, monotonic: () => 0 });
    assert.deepEqual(await store.survey(), { runs: [], unreadable: [] });
  });

  it('does not continue a run while a later one that may have done so cannot be read', async () => {
    const first = await complete(folder(), 0);
    const later = await complete(folder(), 5);
    const store = new RunStore(folder());
    assert.deepEqual(await continuationsOf(store, first.id), []);
    await writeFile(join(folder(), later.id, 'run.json'), '{"version":1');
    await assert.rejects(continuationsOf(store, first.id), (error: Error & { code: string }) => {
      assert.equal(error.code, 'planning.unreadable-run');
      assert.ok(error.message.includes(later.id) && error.message.includes(first.id));
      return true;
    });
    await writeFile(join(folder(), first.id, 'run.json'), '{"version":1');
    assert.deepEqual(await continuationsOf(store, later.id), [], 'an earlier one cannot have continued it');
  });

  describe('a run whose writer is gone', () => {
    it('is rebuilt from the journal, torn line and all, without changing anything on disk', async () => {
      const run = await begin(folder());
      await answer(run, 'a', 'output of a\n');
      const path = join(run.writer.folder, 'journal.ndjson');
      const started = { at: new Date(start).toISOString(), run: run.writer.id, device: 'b' };
      await appendFile(path, `${JSON.stringify({ ...started, type: 'device-started', attempt: 2 })}\n`);
      await appendFile(path, `${JSON.stringify({ ...started, type: 'command-started', index: 0 })}\n`);
      await appendFile(path, '{"at":"2026-11-20T18:03:25.000Z","type":"command-fin');
      await mkdir(join(run.writer.folder, 'b'));
      await writeFile(join(run.writer.folder, 'b', '01-show-version.txt'), 'half an out');
      await writeFile(join(run.writer.folder, 'run.lock'), lockText(0x7ffffffe));
      const before = await readFile(join(run.writer.folder, 'run.json'), 'utf8');
      const store = new RunStore(folder());
      const record = await store.read(run.writer.id);
      assert.equal(record.status, 'interrupted');
      assert.equal(record.finishedAt, '2026-11-20T18:03:21.000Z');
      assert.equal(record.results[0]?.status, 'ok');
      const second = record.results[1];
      assert.equal(second?.status, 'interrupted');
      assert.equal(second.attempts, 2);
      assert.equal(second.commands[0]?.status, 'failed');
      assert.equal(second.commands[0].file, 'b/01-show-version.txt');
      assert.equal(second.commands[0].bytes, 11);
      assert.deepEqual(record.totals, {
        devices: 2,
        ok: 1,
        failed: 0,
        cancelled: 0,
        refused: 0,
        commands: 2,
        bytes: 23,
      });
      assert.equal(await readFile(join(run.writer.folder, 'run.json'), 'utf8'), before);
      const [summary] = await store.list();
      assert.equal(summary?.status, 'interrupted');
      assert.equal(summary.totals.ok, 1);
    });

    it('is not taken for one because the clock was set, or the machine slept', async function () {
      if (process.platform !== 'linux') this.skip();
      const { writer } = await begin(folder());
      const lock = join(writer.folder, 'run.lock');
      for (const age of [3_600_000, -3_600_000]) {
        const time = new Date(Date.now() - age);
        await utimes(lock, time, time);
        assert.equal((await new RunStore(folder()).read(writer.id)).status, 'running');
      }
      // another process that has got the number since
      const text = JSON.parse(await readFile(lock, 'utf8')) as { mark: string };
      await writeFile(lock, JSON.stringify({ ...text, mark: `${text.mark}0` }));
      assert.equal((await new RunStore(folder()).read(writer.id)).status, 'interrupted');
    });

    it('is told from one that goes on by process and by age of the lock', async () => {
      const { writer } = await begin(folder());
      const lock = join(writer.folder, 'run.lock');
      const store = new RunStore(folder());
      const statusWith = async (text: string, age: number): Promise<string> => {
        await writeFile(lock, text);
        const time = new Date(Date.now() - age);
        await utimes(lock, time, time);
        return (await store.read(writer.id)).status;
      };
      assert.equal(await statusWith(lockText(process.pid), 0), 'running');
      // without the mark that Linux gives, age counts for processes of this machine as well, in both directions
      const unmarked = JSON.stringify({ pid: process.pid, host: hostname() });
      assert.equal(await statusWith(unmarked, 0), 'running');
      assert.equal(await statusWith(unmarked, 61_000), 'interrupted');
      assert.equal(await statusWith(unmarked, -61_000), 'interrupted');
      assert.equal(await statusWith(lockText(0x7ffffffe), 0), 'interrupted');
      assert.equal(await statusWith(JSON.stringify({ pid: 1, host: 'elsewhere' }), 30_000), 'running');
      assert.equal(await statusWith(JSON.stringify({ pid: 1, host: 'elsewhere' }), 61_000), 'interrupted');
      assert.equal(await statusWith('{"pid":', 0), 'interrupted');
    });

    it('ignores journal lines about devices that are not in the plan', async () => {
      const run = await begin(folder());
      const result = {
        device: '../../x',
        folder: '../..',
        status: 'ok',
        attempts: 1,
        durationMs: 1,
        commands: [],
      };
      await appendFile(
        join(run.writer.folder, 'journal.ndjson'),
        `null\n{"type":"device-finished","device":"../../x","result":${JSON.stringify(result)}}\n`,
      );
      await writeFile(join(run.writer.folder, 'run.lock'), lockText(0x7ffffffe));
      const record = await new RunStore(folder()).read(run.writer.id);
      assert.deepEqual(
        record.results.map((each) => each.device),
        ['a', 'b'],
      );
    });

    it('can be marked as interrupted once, and a complete one stays as it is', async () => {
      const run = await begin(folder());
      await answer(run, 'a', 'x\n');
      const store = new RunStore(folder());
      const record = await store.markInterrupted(run.writer.id);
      assert.equal(record.status, 'interrupted');
      assert.deepEqual(await store.read(run.writer.id), record);
      const done = await complete(folder(), 3);
      assert.deepEqual(await store.markInterrupted(done.id), done);
    });
  });

  it('finds runs by what people call them', async () => {
    const first = await complete(folder(), 0);
    const second = await complete(folder(), 3600);
    const store = new RunStore(folder());
    assert.equal(await store.resolve('last'), second.id);
    assert.equal(await store.resolve('last-1'), first.id);
    assert.equal(await store.resolve(first.id), first.id);
    assert.equal(await store.resolve('2026-11-20T19'), second.id);
    await assert.rejects(store.resolve('2026-11-20'), { code: 'store.ambiguous' });
    await mkdir(join(folder(), '2026-11-20T235959Z-0000'));
    assert.equal(await store.resolve('last'), second.id);
    for (const name of ['last-2', '', 'first', '2025', '..', 'last-']) {
      await assert.rejects(store.resolve(name), { code: 'store.no-such-run' }, name);
    }
  });

  describe('remove', () => {
    it('deletes a run and nothing else', async () => {
      const first = await complete(folder(), 0);
      const second = await complete(folder(), 1);
      const store = new RunStore(folder());
      await store.remove(first.id);
      assert.deepEqual(await store.ids(), [second.id]);
    });

    it('takes no other folder, and refuses a run that goes on', async () => {
      const { writer } = await begin(folder());
      await mkdir(join(folder(), 'notes'));
      const store = new RunStore(folder());
      for (const id of ['notes', '..', '', '.', '2026-11-20T180321Z-ffff']) {
        await assert.rejects(store.remove(id), { code: 'store.no-such-run' }, id);
      }
      await writeFile(join(writer.folder, 'run.lock'), lockText(process.pid));
      await assert.rejects(store.remove(writer.id), { code: 'store.run-active' });
      assert.equal((await readdir(folder())).length, 2);
    });

    it('follows no link out of the runs folder', async function () {
      if (process.platform === 'win32') this.skip();
      const outside = join(folder(), 'outside');
      await mkdir(outside);
      await writeFile(join(outside, 'precious'), 'x');
      const runs = join(folder(), 'runs');
      const { id } = await complete(runs, 0);
      await symlink(outside, join(runs, id, 'link'));
      await symlink(outside, join(runs, '2026-11-20T180321Z-aaaa'));
      const store = new RunStore(runs);
      await assert.rejects(store.remove('2026-11-20T180321Z-aaaa'), { code: 'store.no-such-run' });
      await store.remove(id);
      assert.ok((await stat(join(outside, 'precious'))).isFile());
    });
  });
});
