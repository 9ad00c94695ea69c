import assert from 'node:assert/strict';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Plan } from '../../../src/api/plan.ts';
import type { RunRecord } from '../../../src/api/run.ts';
import { loadWorkspace } from '../../../src/engine/planning/loadWorkspace.ts';
import { preparePlan } from '../../../src/engine/planning/preparePlan.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';
import { nodeFileReader } from '../../../src/store/nodeFileReader.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makeDevice, makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { addressesOf, builtInPlugins, labTotal, LabFixture } from './labFixture.ts';
import { eventOf } from './testEngine.ts';

const commands = ['show version', 'show ip interface brief', 'show clock'];

/** Sockets and files of a run folder that a process has open, on Linux. */
async function handlesOf(pid: number): Promise<number> {
  const folder = `/proc/${String(pid)}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((name) => readlink(join(folder, name)).catch(() => '')),
  );
  return links.filter((link) => link.startsWith('socket:') || link.includes('showrun-test-')).length;
}

/** Each output names the device and the command it belongs to: checks that none is in another one's file. */
async function assertOutputs(folder: string, record: RunRecord): Promise<void> {
  for (const result of record.results) {
    assert.equal(result.status, 'ok', JSON.stringify(result));
    for (const command of result.commands) {
      const text = await readFile(join(folder, command.file ?? ''), 'utf8');
      assert.ok(text.includes(result.device) && text.includes(command.command), `${result.device}: ${text}`);
      assert.equal(Buffer.byteLength(text), command.bytes);
    }
  }
}

describe('runs against the lab', function () {
  this.timeout(60_000);
  const fixture = new LabFixture();
  afterEach(() => fixture.close()); // before the folder goes: an executor may still be writing into it
  const folder = temporaryFolder();
  const options = (more: Partial<RunOptions> = {}): RunOptions =>
    makeOptions(join(folder(), 'runs'), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(folder(), 'known_hosts'),
      ...more,
    });

  it('collects three commands from 200 devices, each output in the file of its device, and leaves nothing open', async () => {
    const lab = await fixture.lab(200, { tuning: { tokens: true } });
    const made = fixture.engine();
    const run = await made.engine.start(makePlan(addressesOf(lab), commands), options());
    const record = await run.finished;
    await assertOutputs(run.folder, record);
    assert.equal(record.totals.ok, 200);
    assert.equal(labTotal(lab, 'connections'), 200);
    assert.equal(labTotal(lab, 'loginsAccepted'), 200);
    assert.equal(made.questions.length, 1);
    if (process.platform !== 'linux') return;
    assert.ok((await handlesOf(made.pid())) <= 3, 'only the channel to the host and standard error are left');
  });

  it('carries out two runs at the same time on the same devices', async () => {
    const lab = await fixture.lab(10, { tuning: { tokens: true } });
    const { engine } = fixture.engine();
    const plan = makePlan(addressesOf(lab), commands);
    const runs = await Promise.all([engine.start(plan, options()), engine.start(plan, options())]);
    for (const run of runs) await assertOutputs(run.folder, await run.finished);
    assert.equal((await new RunStore(join(folder(), 'runs')).list()).length, 2);
  });

  it('loses no finished output when it is killed in the middle', async () => {
    const lab = await fixture.lab(20, { tuning: { tokens: true } });
    const made = fixture.engine();
    const run = await made.engine.start(makePlan(addressesOf(lab), commands), options({ concurrency: 5 }));
    let finished = 0;
    await eventOf(run, (event) => event.type === 'device-finished' && (finished += 1) === 8);
    process.kill(made.pid(), 'SIGKILL');
    const record = await run.finished;
    assert.equal(record.status, 'interrupted');
    assert.ok(record.totals.ok >= 8);
    const fine = record.results.filter((result) => result.status === 'ok');
    await assertOutputs(run.folder, { ...record, results: fine });
    assert.equal(record.results.filter((each) => each.status === 'interrupted').length, 20 - fine.length);
  });

  it('makes no more attempts with a wrong password than allowed, however many devices there are', async () => {
    const lab = await fixture.lab(50);
    const { engine, questions } = fixture.engine('wrong');
    const run = await engine.start(makePlan(addressesOf(lab), commands), options({ maxRejectedLogins: 3 }));
    const record = await run.finished;
    assert.equal(labTotal(lab, 'loginsRejected'), 3);
    const codes = record.results.map((result) => result.error?.code);
    assert.equal(codes.filter((code) => code === 'session.auth-rejected').length, 3);
    assert.equal(codes.filter((code) => code === 'session.credential-stopped').length, 47);
    assert.equal(questions.length, 1);
    assert.equal(record.totals.failed, 50);
  });

  it('counts rejected logins of simultaneous runs together', async () => {
    const lab = await fixture.lab(30);
    const { engine } = fixture.engine('wrong');
    const devices = addressesOf(lab);
    const runs = await Promise.all([
      engine.start(makePlan(devices.slice(0, 15), commands), options({ maxRejectedLogins: 3 })),
      engine.start(makePlan(devices.slice(15), commands), options({ maxRejectedLogins: 3 })),
    ]);
    const records = await Promise.all(runs.map((run) => run.finished));
    const codes = records.flatMap((record) => record.results.map((result) => result.error?.code));
    const rejected = labTotal(lab, 'loginsRejected');
    // Counted apart, it would be up to three for each of the runs.
    assert.ok(rejected > 0 && rejected <= 3, `${rejected}: ${codes.join(' ')}`);
  });

  it('tries a refused port as often as asked, and says so', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    await new Promise((resolve) => listener.close(resolve));
    const { engine } = fixture.engine();
    const device = makeDevice('gone', {
      host: '127.0.0.1',
      port,
      platform: 'cisco_ios',
      username: 'showrun',
    });
    const run = await engine.start(makePlan([device], commands), options({ retries: 2 }));
    let retries = 0;
    run.onEvent((event) => {
      if (event.type === 'device-retry') retries += 1;
    });
    const [result] = (await run.finished).results;
    assert.equal(result?.status, 'failed');
    assert.equal(result.error?.code, 'session.refused');
    assert.equal(result.attempts, 3);
    assert.equal(retries, 2);
  });

  const stages = [
    ['before login', 'hang-before-login', 'device-started'],
    ['in the login', 'hang-in-login', 'device-started'],
    ['in an output', 'hang-in-output', 'command-started'],
    ['in an output that never ends', 'endless-output', 'command-started'],
  ] as const;
  for (const [stage, fault, type] of stages) {
    it(`cancels ${stage} within a second and closes the connection`, async () => {
      const lab = await fixture.lab(4, { faults: { '*': fault } });
      const made = fixture.engine();
      const run = await made.engine.start(makePlan(addressesOf(lab), commands), options({ concurrency: 3 }));
      await eventOf(run, (event) => event.type === type);
      const before = performance.now();
      run.cancel();
      const record = await run.finished;
      assert.ok(performance.now() - before < 1_000);
      assert.equal(record.status, 'cancelled');
      assert.deepEqual(
        record.results.map((result) => result.status),
        ['cancelled', 'cancelled', 'cancelled', 'cancelled'],
      );
      if (process.platform !== 'linux') return;
      assert.ok((await handlesOf(made.pid())) <= 3);
    });
  }

  it('cancels between two commands and keeps what was complete', async () => {
    const lab = await fixture.lab(1);
    const { engine } = fixture.engine();
    const many = Array.from({ length: 200 }, () => 'show clock');
    const run = await engine.start(makePlan(addressesOf(lab), many), options());
    await eventOf(run, (event) => event.type === 'command-finished');
    run.cancel('r-0');
    const [result] = (await run.finished).results;
    assert.equal(result?.status, 'cancelled');
    const statuses = result.commands.map((each) => each.status);
    const complete = statuses.filter((status) => status === 'ok').length;
    assert.ok(complete >= 1 && complete < 200);
    assert.equal(statuses.filter((status) => status === 'cancelled').length, 200 - complete);
    for (const command of result.commands.slice(0, complete)) {
      assert.ok((await readFile(join(run.folder, command.file ?? ''), 'utf8')).length > 0);
    }
  });

  it('connects to nothing in a dry run, nor for a plan with unconfirmed commands that can hurt', async () => {
    const lab = await fixture.lab(3);
    const inventory = join(folder(), 'devices.csv');
    await writeFile(inventory, lab.inventoryCsv());
    const workspace = await loadWorkspace(nodeFileReader, {
      inventoryFiles: [inventory],
      pluginRoots: [builtInPlugins],
    });
    const prepare = (commands: string[]): Plan => {
      const { plan } = preparePlan(workspace, { source: { kind: 'commands', commands }, now: new Date() });
      assert.ok(plan);
      return plan;
    };
    const { engine } = fixture.engine();
    const plan = prepare(['show version']);
    assert.equal(plan.devices.length, 3);
    await assert.rejects(engine.start(prepare(['reload']), options()), { code: 'engine.held-commands' });
    assert.equal(labTotal(lab, 'connections'), 0);
    const record = await (await engine.start(plan, options())).finished;
    assert.equal(record.status, 'ok');
    assert.equal(labTotal(lab, 'connections'), 3);
  });

  it('writes the password into no file of the run', async () => {
    const lab = await fixture.lab(2);
    const { engine, log } = fixture.engine();
    const run = await engine.start(
      makePlan(addressesOf(lab), ['show version', 'show lab-password']),
      options(),
    );
    await run.finished;
    for (const name of ['run.json', 'journal.ndjson']) {
      assert.doesNotMatch(await readFile(join(run.folder, name), 'utf8'), /lab-password|lab-secret/, name);
    }
    assert.doesNotMatch(log.join('\n'), /lab-password|lab-secret/);
  });
});
