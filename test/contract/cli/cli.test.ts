import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent, RunRecord } from '../../../src/api/run.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import { runProgram, startProgram, type Finished } from './runProgram.ts';

const login = { username: 'showrun', password: 'lab-pass-8417', enableSecret: 'lab-enable-8417' };
const secrets = { SHOWRUN_PASSWORD: login.password, SHOWRUN_ENABLE_SECRET: login.enableSecret };

describe('showrun against the lab', function () {
  this.timeout(60_000);
  let lab: Lab;
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-cli-'));
    lab = await startLab({ count: 12, state: 'before', ...login });
    await writeFile(join(folder, 'lab.csv'), lab.inventoryCsv());
  });
  after(async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...words: string[]): Promise<Finished> =>
    runProgram(['run', '-i', 'lab.csv', '--host-keys', 'accept-new', ...words], folder, secrets);
  const connections = (): number => [...lab.stats().values()].reduce((sum, one) => sum + one.connections, 0);

  it('lists devices, filtered, for people and for scripts', async () => {
    const table = await runProgram(['devices', '-i', 'lab.csv', '--filter', 'platform:arista_eos'], folder);
    assert.equal(table.code, 0);
    assert.match(table.out, /^NAME +HOST +PORT +PLATFORM[^]*leaf-1 +127\.0\.0\.1 +\d+ +arista_eos/);
    const json = await runProgram(['devices', '-i', 'lab.csv', '--format', 'json'], folder);
    const devices = JSON.parse(json.out) as { name: string; variables: Record<string, string> }[];
    assert.equal(devices.length, 12);
    assert.equal(typeof devices[0]?.variables['uplink'], 'string');
  });

  it('plans without a connection', async () => {
    const before = connections();
    const plan = await runProgram(['plan', '-i', 'lab.csv', '-c', 'show interface {{ uplink }}'], folder);
    assert.equal(plan.code, 0);
    assert.match(plan.out, /show interface GigabitEthernet0\/0\/0/);
    assert.equal(connections(), before);
  });

  it('runs a template, keeps the outputs, and lists the run', async () => {
    await writeFile(join(folder, 'two.cmds'), '# @filter platform:cisco_ios\nshow version\nshow clock\n');
    const done = await run('-t', 'two.cmds', '--format', 'json');
    assert.equal(done.code, 0, done.err);
    const record = JSON.parse(done.out) as RunRecord & { folder: string };
    assert.equal(record.totals.ok, record.totals.devices);
    for (const result of record.results) {
      const text = await readFile(join(record.folder, result.commands[0]?.file ?? ''), 'utf8');
      assert.ok(text.includes(`${result.device} uptime is`), `${result.device}: ${text.slice(0, 200)}`);
    }
    const runs = await runProgram(['runs', '--format', 'ndjson'], folder);
    assert.equal((JSON.parse(runs.out.split('\n')[0] ?? '') as { id: string }).id, record.id);
  });

  it('streams outputs under a header each, and events as ndjson', async () => {
    const streamed = await run('-c', 'show clock', '--devices', 'edge-1,edge-2', '--stream');
    assert.equal(streamed.code, 0, streamed.err);
    assert.match(streamed.out, /^=== edge-\d: show clock\n/);
    assert.equal(streamed.out.match(/^===/gm)?.length, 2);
    const events = await run('-c', 'show clock', '--devices', 'edge-1', '--format', 'ndjson');
    const types = events.out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as RunEvent).type);
    assert.equal(types.at(-1), 'run-finished');
    assert.ok(types.includes('command-finished'));
  });

  it('shows what a change did, between runs, devices and files', async () => {
    await run('-c', 'show version', '--filter', 'platform:cisco_ios');
    lab.setState('after');
    await run('-c', 'show version', '--filter', 'platform:cisco_ios');
    lab.setState('before');
    const unified = await runProgram(['diff', 'last-1', 'last', '--exit-code'], folder);
    assert.equal(unified.code, 1);
    assert.match(unified.out, /^--- last-1\/.+\/show version\n\+\+\+ last\/.+\n@@/);
    const one = unified.out.split('\n')[0]?.split('/')[1] ?? '';
    const json = await runProgram(['diff', `last-1/${one}`, `last/${one}/1`, '--format', 'json'], folder);
    const [pair] = JSON.parse(json.out) as { equal: boolean; statistics: { added: number } }[];
    assert.equal(pair?.equal, false);
    await writeFile(join(folder, 'golden.txt'), 'nothing like it\n');
    const file = await runProgram(['diff', 'golden.txt', `last/${one}/show version`], folder);
    assert.equal(file.code, 0);
    assert.match(file.out, /^-nothing like it$/m);
  });

  it('returns 1 where a device fails, with the rest saved', async () => {
    await lab.setFault('edge-1', 'refuse');
    const done = await run('-c', 'show clock', '--devices', 'edge-1,edge-2', '--retries', '0');
    await lab.setFault('edge-1', undefined);
    assert.equal(done.code, 1);
    assert.match(done.out, /edge-1 +failed[^\n]*session\.refused/);
    assert.match(done.out, /edge-2 +ok/);
    assert.match(done.err, /1 of 2 devices fine, 1 failed/);
  });

  it('tries a wrong password a few times at most, and shows it nowhere', async () => {
    const rejected = (): number =>
      [...lab.stats().values()].reduce((sum, one) => sum + one.loginsRejected, 0);
    const before = rejected();
    const words = ['run', '-i', 'lab.csv', '--host-keys', 'accept-new', '-c', 'show clock', '-v'];
    const done = await runProgram(words, folder, { SHOWRUN_PASSWORD: 'wrong-9931-secret' });
    assert.equal(done.code, 1);
    assert.ok(rejected() - before <= 2, `${rejected() - before} attempts`);
    assert.ok(!`${done.out}${done.err}`.includes('wrong-9931-secret'));
    const runs = join(folder, '.showrun', 'runs');
    for (const file of await readdir(runs, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = await readFile(join(file.parentPath, file.name), 'utf8');
      assert.ok(!text.includes('wrong-9931-secret') && !text.includes(login.password), file.name);
    }
  });

  it('sends nothing that is held or refused without being told to', async () => {
    const before = connections();
    const held = await run('-c', 'reload', '--devices', 'edge-1');
    assert.equal(held.code, 2);
    assert.match(held.err, /edge-1: reload \(.*\)[^]*\[cli\.held\]/);
    const refused = await run('-c', 'show vlan id {{ vlna }}');
    assert.equal(refused.code, 2);
    assert.match(refused.err, /"vlna"[^]*template\.undefined/);
    assert.equal(connections(), before);
  });

  it('is cancelled by Ctrl-C and keeps what was complete', async () => {
    await lab.setFault('edge-2', 'hang-in-output');
    const words = ['run', '-i', 'lab.csv', '--host-keys', 'accept-new', '-c', 'show version'];
    const running = startProgram([...words, '--devices', 'edge-1,edge-2', '--stream'], folder, secrets);
    await running.says('=== edge-1: show version');
    running.interrupt();
    const done = await running.finished;
    await lab.setFault('edge-2', undefined);
    assert.equal(done.code, 130, done.err);
    assert.match(done.err, /1 of 2 devices fine, 1 cancelled/);
  });

  it('starts a lab of its own until it is stopped', async () => {
    const running = startProgram(['lab', '--count', '2', '--inventory', 'own.csv'], folder);
    await running.says('Lab ready: 2 devices');
    const inventory = await readFile(join(folder, 'own.csv'), 'utf8');
    assert.equal(inventory.trimEnd().split('\n').length, 3);
    running.interrupt();
    assert.equal((await running.finished).code, 0);
  });

  it('says what is wrong with a command line, and returns 2', async () => {
    for (const words of [
      ['run'],
      ['devices', '-i', 'not-there.csv'],
      ['diff', 'last'],
      ['lab', '--count', 'x'],
    ]) {
      const done = await runProgram(words, folder);
      assert.equal(done.code, 2, words.join(' '));
      assert.match(done.err, /error: .+ \[[a-z]+\.[a-z-]+\]/);
    }
  });
});
