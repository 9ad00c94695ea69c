import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../../src/api/run.ts';
import type { Run } from '../../../src/engine/client/engine.ts';
import { resumePlan } from '../../../src/engine/planning/resumePlan.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makeDevice, makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { addressesOf, LabFixture } from './labFixture.ts';
import { entryPath, eventOf, testEngine } from './testEngine.ts';
import type { TestEngine } from './testEngine.ts';

describe('two editors on one workspace', function () {
  this.timeout(60_000);
  const fixture = new LabFixture();
  const engines: TestEngine[] = [];
  const newEngine = (): TestEngine => {
    const made = testEngine(
      entryPath('fakeExecutor.ts'),
      () => ({ kind: 'credential', secrets: undefined }),
      {},
    );
    engines.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(engines.splice(0).map(({ engine }) => engine.dispose()));
    await fixture.close();
  });
  const folder = temporaryFolder();

  it('give every run a folder of its own', async () => {
    const [one, two] = [newEngine(), newEngine()];
    const start = async ({ engine }: TestEngine): Promise<RunRecord> => {
      const run = await engine.start(makePlan(['a'], ['show version']), makeOptions(folder()));
      return run.finished;
    };
    const records = await Promise.all(
      Array.from({ length: 10 }, (_, index) => start(index % 2 === 0 ? one : two)),
    );
    assert.equal(new Set(records.map(({ id }) => id)).size, 10);
    assert.equal((await readdir(folder())).length, 10);
    assert.ok(records.every(({ status }) => status === 'ok'));
  });

  it('lose no accepted host key of each other', async () => {
    const lab = await fixture.lab(24, { tuning: { sharedHostKey: false } });
    const devices = addressesOf(lab);
    const acceptedKeysFile = join(folder(), 'known_hosts');
    const trusting = makeOptions(join(folder(), 'runs'), { hostKeys: 'accept-new', acceptedKeysFile });
    const records = await Promise.all(
      [devices.slice(0, 12), devices.slice(12)].map(async (half) => {
        const run = await fixture.engine().engine.start(makePlan(half, ['show clock']), trusting);
        return run.finished;
      }),
    );
    assert.deepEqual(
      records.map(({ status }) => status),
      ['ok', 'ok'],
    );
    const lines = (await readFile(acceptedKeysFile, 'utf8')).trimEnd().split('\n');
    assert.ok(lines.every((line) => /^\[127\.0\.0\.1\]:\d+ \S+ \S+$/.test(line)));
    const ports = lines.map((line) => Number(/:(\d+) /.exec(line)?.[1]));
    assert.deepEqual(ports.sort(), devices.map(({ port }) => port ?? 0).sort());
  });

  it('leave the run of the other alone when an executor dies, and do not delete it while it goes on', async () => {
    const [one, two] = [newEngine(), newEngine()];
    const stuck = makePlan(['quick', makeDevice('stuck', { host: 'hang' })], ['show version', 'show clock']);
    // one after another: a listener that is added later misses what has happened
    const begin = async ({ engine }: TestEngine): Promise<Run> => {
      const run = await engine.start(stuck, makeOptions(folder()));
      await eventOf(run, (event) => event.type === 'device-finished' && event.device === 'quick');
      return run;
    };
    const mine = await begin(one);
    const theirs = await begin(two);
    process.kill(one.pid(), 'SIGKILL');
    const interrupted = await mine.finished;
    assert.equal(interrupted.status, 'interrupted');
    // a store of its own, as the other editor has one
    const store = new RunStore(folder());
    assert.deepEqual((await store.list()).map(({ id, status }) => [id === mine.id, status]).sort(), [
      [false, 'running'],
      [true, 'interrupted'],
    ]);
    await assert.rejects(store.remove(theirs.id), { code: 'store.run-active' });
    const record = await store.read(theirs.id);
    assert.throws(() => resumePlan({ record, now: new Date() }), { code: 'planning.still-running' });
    const rest = resumePlan({ record: interrupted, now: new Date() });
    assert.deepEqual(rest.complete, ['quick']);
    assert.deepEqual(
      rest.plan.devices.map(({ device }) => device.name),
      ['stuck'],
    );
    theirs.cancel();
    assert.equal((await theirs.finished).status, 'cancelled');
  });
});
