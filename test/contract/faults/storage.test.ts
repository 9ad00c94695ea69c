import assert from 'node:assert/strict';
import { readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorInfo } from '../../../src/api/diagnostic.ts';
import type { RunEvent, RunRecord } from '../../../src/api/run.ts';
import type { Run } from '../../../src/engine/client/engine.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { labTotal } from '../engine/labFixture.ts';
import { eventOf } from '../engine/testEngine.ts';
import { assertOwnOutputs, othersUnharmed } from './checkOutputs.ts';
import { record as recordRow } from './faultTable.ts';
import { leftBehind } from './processState.ts';
import { commands, RunFixture } from './runFixture.ts';

const everybody = (): boolean => true;

/** Why a run ended, from its last event. */
async function endOf(run: Run): Promise<ErrorInfo | undefined> {
  const end = await eventOf(run, (event) => event.type === 'run-finished');
  return end.type === 'run-finished' ? end.error : undefined;
}

describe('faults of the disk', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const fixture = new RunFixture(folder);
  afterEach(() => fixture.close());

  it('run folder that cannot be written: nothing is sent, and the next run goes well', async () => {
    const lab = await fixture.faultyLab(5);
    const { engine, executor } = await fixture.rested(lab);
    await writeFile(join(folder(), 'a-file'), '');
    const connections = labTotal(lab, 'connections');
    const refusal = await engine.start(fixture.plan(lab), fixture.options({}, 'a-file/runs')).then(
      () => undefined,
      (error: unknown) => error as ErrorInfo,
    );
    assert.equal(refusal?.code, 'store.unwritable');
    assert.equal(labTotal(lab, 'connections'), connections, 'nothing was sent');
    const run = await engine.start(fixture.plan(lab), fixture.options());
    const others = await othersUnharmed(run.folder, await run.finished, everybody);
    const left = await leftBehind(executor, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'run folder cannot be written',
      made: 'a file in place of a folder above it',
      status: 'not started',
      code: refusal.code,
      message: refusal.message,
      others: `next run: ${others}`,
      left,
    });
  });

  it('run folder moved away in a run: the run ends, what was answered is in it, another run goes on', async () => {
    const lab = await fixture.faultyLab(8, { slow: 'hang-in-output' });
    const { engine, executor } = await fixture.rested(lab);
    const plan = fixture.plan(lab);
    // One behind the slow device needs a new file: what is open already goes on in the folder that was moved.
    const [behind, ...before] = plan.devices.filter(({ device }) => device.name !== 'slow');
    const slow = plan.devices.find(({ device }) => device.name === 'slow');
    assert.ok(behind !== undefined && slow !== undefined);
    const run = await engine.start(
      { ...plan, devices: [...before, slow, behind] },
      fixture.options({ concurrency: 1 }),
    );
    const end = endOf(run);
    const asked = eventOf(run, (event) => event.type === 'command-started' && event.device === 'slow');
    const isOk = ({ name }: { readonly name: string }): boolean => name.startsWith('ok-');
    const other = await engine.start(fixture.plan(lab, isOk), fixture.options({}, 'other'));
    await asked;
    const moved = `${run.folder}-moved`;
    await rename(run.folder, moved);
    run.cancel('slow');
    const record = await run.finished;
    const error = await end;
    assert.equal(record.status, 'failed');
    assert.equal(error?.code, 'store.missing');
    assert.equal(
      await othersUnharmed(
        moved,
        record,
        (device) => device.startsWith('ok-') && device !== behind.device.name,
      ),
      '7 of 7 complete',
    );
    const others = await othersUnharmed(other.folder, await other.finished, everybody);
    const left = await leftBehind(executor, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'run folder moved away in a run',
      made: 'the folder is renamed',
      status: `run: ${record.status}`,
      code: error.code,
      message: error.message.replace(/: .*/, ': …'),
      others: `another run: ${others}`,
      left,
    });
  });

  it('disk full: the run ends and says so, what fitted is complete, a run on another disk goes on', async () => {
    const lab = await fixture.faultyLab(12);
    const { engine, executor } = await fixture.rested(lab, 'fullDiskExecutor.ts');
    const run = await engine.start(fixture.plan(lab), fixture.options({ concurrency: 1 }, 'full/runs'));
    const end = endOf(run);
    const other = await engine.start(fixture.plan(lab), fixture.options({}, 'other'));
    const record = await run.finished;
    const error = await end;
    assert.equal(record.status, 'failed');
    assert.equal(error?.code, 'store.disk-full');
    const fine = record.results.filter(({ status }) => status === 'ok');
    assert.ok(fine.length > 0 && fine.length < 12, String(fine.length));
    for (const result of fine) await assertOwnOutputs(run.folder, result);
    const stored = await new RunStore(join(folder(), 'full/runs')).read(run.id);
    assert.notEqual(stored.status, 'running');
    const others = await othersUnharmed(other.folder, await other.finished, everybody);
    const left = await leftBehind(executor, [lab]);
    assert.equal(left, 'nothing');
    recordRow({
      fault: 'disk full',
      made: 'writing fails with ENOSPC after 30 kB',
      status: `run: ${record.status}`,
      code: error.code,
      message: error.message.replace(/: .*/, ': …'),
      others: `another run: ${others}`,
      left,
    });
  });

  it('journal torn in the middle of a line: everything before it counts, the rest is interrupted', async () => {
    const lab = await fixture.faultyLab(6);
    const { engine, executor } = await fixture.rested(lab);
    const run = await engine.start(fixture.plan(lab), fixture.options({ concurrency: 1 }));
    const head = await readFile(join(run.folder, 'run.json'), 'utf8');
    assert.equal((await run.finished).status, 'ok');
    const left = await leftBehind(executor, [lab]);
    assert.equal(left, 'nothing');
    // As if the power had gone while the end of the fourth device was written.
    const journalPath = join(run.folder, 'journal.ndjson');
    const lines = (await readFile(journalPath, 'utf8')).split(/(?<=\n)/);
    const ends = lines.flatMap((line, index) => (isDeviceEnd(line) ? [index] : []));
    const torn = lines[ends[3] ?? 0] ?? '';
    const whole = lines.slice(0, ends[3]).join('');
    await writeFile(join(run.folder, 'run.json'), head);
    await unlink(join(run.folder, 'run.lock')).catch(() => undefined);
    const records: RunRecord[] = [];
    for (const length of [1, Math.floor(torn.length / 2), torn.length - 2]) {
      await writeFile(journalPath, whole + torn.slice(0, length));
      records.push(await new RunStore(join(folder(), 'runs')).read(run.id));
    }
    const [record] = records;
    assert.ok(record !== undefined);
    assert.equal(record.status, 'interrupted');
    const kept = ({ status, commands: each }: RunRecord['results'][number]): string =>
      `${status} ${each.map((command) => command.status).join(' ')}`;
    for (const each of records) assert.deepEqual(each.results.map(kept), records[0]?.results.map(kept));
    const statuses = record.results.map(({ status }) => status);
    assert.deepEqual(statuses, ['ok', 'ok', 'ok', 'interrupted', 'interrupted', 'interrupted']);
    // The fourth had answered everything; only its end is missing.
    assert.deepEqual(
      record.results[3]?.commands.map(({ status }) => status),
      commands.map(() => 'ok'),
    );
    for (const result of record.results) await assertOwnOutputs(run.folder, result);
    const error = record.results[4]?.error;
    assert.ok(error !== undefined);
    recordRow({
      fault: 'journal torn in the middle of a line',
      made: 'cut in a line, at three places',
      status: `run: ${record.status}`,
      code: error.code,
      message: error.message,
      others: 'all before it complete',
      left,
    });
  });
});

function isDeviceEnd(line: string): boolean {
  return line !== '' && (JSON.parse(line) as RunEvent).type === 'device-finished';
}
