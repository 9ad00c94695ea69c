import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunStore } from '../../../src/store/runStore.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import type { OpenFile, RunFiles } from '../../../src/store/runFiles.ts';
import { makeDevice, makePlan } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made up`), { code });
}

/** The real file system, on which files that `matches` picks fail at every write. */
function failingFiles(code: string, matches: (path: string) => boolean): RunFiles {
  const broken = (file: OpenFile): OpenFile => ({
    ...file,
    write: () => Promise.reject(systemError(code)),
  });
  const opener =
    (open: (path: string) => Promise<OpenFile>) =>
    async (path: string): Promise<OpenFile> =>
      matches(path) ? broken(await open(path)) : open(path);
  return {
    ...nodeRunFiles,
    openAppend: opener((path) => nodeRunFiles.openAppend(path)),
    openNew: opener((path) => nodeRunFiles.openNew(path)),
  };
}

describe('a run folder that cannot be written', () => {
  const folder = temporaryFolder();

  it('ends the run with store.disk-full when an output does not fit, and keeps what was written', async () => {
    const executor = new TestExecutor(failingFiles('ENOSPC', (path) => path.includes('tech')));
    const devices = [
      makeDevice('a', { port: 1 }),
      makeDevice('stuck', { port: 2, host: 'hang' }),
      makeDevice('later', { port: 3 }),
    ];
    const plan = makePlan(devices, ['show version', 'show tech', 'show users']);
    const id = await executor.run(plan, makeOptions(folder(), { concurrency: 2 }));
    const { status, results, totals } = await new RunStore(folder()).read(id);
    assert.equal(status, 'failed');
    assert.equal(totals.failed, 3);
    const [first, stuck, later] = results;
    assert.deepEqual(
      first?.commands.map((each) => each.status),
      ['ok', 'failed', 'skipped'],
    );
    assert.equal(first.commands[1]?.error?.code, 'store.disk-full');
    assert.equal(stuck?.error?.code, 'store.disk-full');
    assert.equal(later?.error?.code, 'store.disk-full');
    assert.equal(await readFile(join(folder(), id, 'a', '01-show-version.txt'), 'utf8'), 'a: show version\n');
    const last = executor.events(id).at(-1);
    assert.ok(last?.type === 'run-finished');
    assert.equal(last.error?.code, 'store.disk-full');
    assert.equal(executor.sessions.counts.open, 0);
  });

  it('still tells the host what happens when the journal cannot be written', async () => {
    const executor = new TestExecutor(failingFiles('ENOSPC', (path) => path.endsWith('journal.ndjson')));
    const plan = makePlan([makeDevice('a', { host: 'hang' })], ['show version']);
    const id = await executor.run(plan, makeOptions(folder()));
    const last = executor.events(id).at(-1);
    assert.ok(last?.type === 'run-finished');
    assert.equal(last.status, 'failed');
    assert.equal(last.error?.code, 'store.disk-full');
    assert.match(last.error.message, /journal\.ndjson/);
  });

  it('starts nothing where the folder cannot be made', async () => {
    const executor = new TestExecutor({
      ...nodeRunFiles,
      makeFolder: () => Promise.reject(systemError('EROFS')),
    });
    executor.start(makePlan(['a'], ['show version']), makeOptions(folder()));
    const { error } = await executor.until('not-started');
    assert.equal(error.code, 'store.unwritable');
    assert.equal(executor.sessions.counts.opened, 0);
  });

  it('leaves no half-made folder behind where the first record does not fit', async () => {
    const executor = new TestExecutor(failingFiles('ENOSPC', (path) => path.endsWith('run.json.tmp')));
    executor.start(makePlan(['a'], ['show version']), makeOptions(folder()));
    const { error } = await executor.until('not-started');
    assert.equal(error.code, 'store.disk-full');
    assert.deepEqual(await readdir(folder()), []);
  });

  it('starts nothing where a file stands in the way of the runs folder', async () => {
    const executor = new TestExecutor();
    await writeFile(join(folder(), 'file'), '');
    executor.start(makePlan(['a'], ['show version']), makeOptions(join(folder(), 'file', 'runs')));
    const { error } = await executor.until('not-started');
    assert.equal(error.code, 'store.unwritable');
  });

  it('ends the run with store.disk-full on a device that is really full', async function () {
    if ((await stat('/dev/full').catch(() => undefined)) === undefined) {
      this.skip();
    }
    const executor = new TestExecutor({
      ...nodeRunFiles,
      openNew: (path) => nodeRunFiles.openAppend(path.includes('show-version') ? '/dev/full' : path),
    });
    const id = await executor.run(makePlan(['a'], ['show version']), makeOptions(folder()));
    const last = executor.events(id).at(-1);
    assert.ok(last?.type === 'run-finished');
    assert.equal(last.error?.code, 'store.disk-full');
  });

  it('leaves the earlier record in place where the last one does not fit', async () => {
    let records = 0;
    const executor = new TestExecutor(
      failingFiles('ENOSPC', (path) => path.endsWith('run.json.tmp') && (records += 1) > 1),
    );
    const id = await executor.run(makePlan(['a'], ['show version']), makeOptions(folder()));
    const record = await new RunStore(folder()).read(id);
    assert.equal(record.status, 'interrupted');
    assert.equal(record.results[0]?.status, 'ok');
    await assert.rejects(stat(join(folder(), id, 'run.json.tmp')));
  });

  it('writes outputs that only their owner can read', async function () {
    if (process.platform === 'win32') this.skip();
    const runs = join(folder(), 'runs');
    await mkdir(runs);
    await chmod(runs, 0o700);
    const id = await new TestExecutor().run(makePlan(['a'], ['show version']), makeOptions(runs));
    assert.equal((await stat(join(runs, id, 'a', '01-show-version.txt'))).mode & 0o077, 0);
  });
});
