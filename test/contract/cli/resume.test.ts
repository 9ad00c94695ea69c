import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../../src/api/run.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import { program, runProgram, startProgram, type Finished } from './runProgram.ts';

const login = { username: 'showrun', password: 'lab-pass-8417', enableSecret: 'lab-enable-8417' };
const secrets = { SHOWRUN_PASSWORD: login.password, SHOWRUN_ENABLE_SECRET: login.enableSecret };

describe('showrun resume', function () {
  this.timeout(60_000);
  let lab: Lab;
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-resume-'));
    lab = await startLab({ count: 12, state: 'before', ...login });
    await writeFile(join(folder, 'lab.csv'), lab.inventoryCsv());
    await writeFile(
      join(folder, 'three.cmds'),
      '### One\nshow version\n### Two\nshow clock\nshow interfaces\n',
    );
  });
  after(async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  const trusting = ['--host-keys', 'accept-new', '--retries', '0'];
  const run = (...words: string[]): Promise<Finished> =>
    runProgram(['run', '-i', 'lab.csv', ...trusting, ...words], folder, secrets);
  const resume = (...words: string[]): Promise<Finished> =>
    runProgram(['resume', ...words, ...trusting], folder, secrets);
  const connections = (): number => [...lab.stats().values()].reduce((sum, one) => sum + one.connections, 0);

  it('sends what is missing, once, and the list shows what continues what', async () => {
    await lab.setFault('edge-1', 'refuse');
    const first = await run('-t', 'three.cmds', '--devices', 'edge-1,edge-2', '--format', 'json');
    await lab.setFault('edge-1', undefined);
    assert.equal(first.code, 1);
    const { id } = JSON.parse(first.out) as RunRecord;
    assert.match(first.err, new RegExp(`showrun resume ${id}`));
    const before = connections();
    const dry = await resume(id, '--dry-run');
    assert.match(dry.out, /edge-1[^]*show clock/);
    assert.doesNotMatch(dry.out, /edge-2/);
    assert.equal(connections(), before);
    const second = await resume(id, '--format', 'json');
    assert.equal(second.code, 0, second.err);
    const record = JSON.parse(second.out) as RunRecord;
    assert.equal(record.plan.continues, id);
    assert.deepEqual(
      record.results.map(({ device, commands }) => [device, commands.length]),
      [['edge-1', 3]],
    );
    assert.equal(connections(), before + 1);
    const list = await runProgram(['runs'], folder);
    assert.match(list.out, new RegExp(`${record.id}.*\\(continues ${id}\\)`));
    const third = await resume(id);
    assert.equal(third.code, 0);
    assert.match(third.err, /Nothing is missing/);
    assert.equal(connections(), before + 1);
  });

  it('holds what can hurt, whatever the record says: it is a file that may have come with a workspace', async () => {
    await lab.setFault('edge-1', 'refuse');
    const first = await run('-c', 'show version', '--devices', 'edge-1', '--format', 'json');
    await lab.setFault('edge-1', undefined);
    const { id } = JSON.parse(first.out) as RunRecord;
    const file = join(folder, '.showrun/runs', id, 'run.json');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('show version', 'reload'));
    const before = connections();
    const dry = await resume(id, '--dry-run');
    assert.match(dry.out, /reload +\[HELD: reloads the device\]/);
    const refused = await resume(id);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /edge-1: reload \(reloads the device\)[^]*\[cli\.held\]/);
    assert.equal(connections(), before);
    await rm(join(folder, '.showrun/runs', id), { recursive: true });
  });

  it('keeps the options of the run unless they are given anew, and says so', async () => {
    await lab.setFault('edge-1', 'refuse');
    const words = ['-c', 'show version', '--devices', 'edge-1', '--timeout', '77', '--concurrency', '3'];
    const { settings, id } = JSON.parse((await run(...words, '--format', 'json')).out) as RunRecord;
    await lab.setFault('edge-1', undefined);
    assert.deepEqual([settings?.commandTimeoutMs, settings?.concurrency], [77_000, 3]);
    const rest = await resume(id, '--concurrency', '5', '--format', 'json');
    assert.match(rest.err, /unless given anew: --timeout 77$/m);
    const record = JSON.parse(rest.out) as RunRecord;
    assert.deepEqual([record.settings?.commandTimeoutMs, record.settings?.concurrency], [77_000, 5]);
  });

  it('says which runs can be continued where the one that is named is not there', async () => {
    await lab.setFault('edge-1', 'refuse');
    const ids: string[] = [];
    for (const line of ['show clock', 'show version']) {
      const { out } = await run('-c', line, '--devices', 'edge-1', '--format', 'json');
      ids.unshift((JSON.parse(out) as RunRecord).id);
    }
    await lab.setFault('edge-1', undefined);
    for (const words of [['nope'], []]) {
      const done = await resume(...words);
      assert.equal(done.code, 2);
      const [newest, older] = ids.map((id) => done.err.indexOf(id));
      assert.ok(newest !== undefined && older !== undefined && newest > 0 && older > newest, done.err);
      assert.match(done.err, /failed +0 of 1 +show version/);
    }
  });

  it('goes on after Ctrl-C with the command that was cut off', async () => {
    await lab.setFault('edge-2', 'hang-in-output');
    const words = ['run', '-i', 'lab.csv', ...trusting, '-t', 'three.cmds', '--devices', 'edge-2'];
    const running = startProgram([...words, '--format', 'ndjson'], folder, secrets);
    await running.says('"command-started"');
    running.interrupt();
    const cut = await running.finished;
    await lab.setFault('edge-2', undefined);
    assert.equal(cut.code, 130, cut.err);
    const rest = await resume('last', '--format', 'json');
    assert.equal(rest.code, 0, rest.err);
    const [result] = (JSON.parse(rest.out) as RunRecord).results;
    assert.deepEqual(
      result?.commands.map(({ command, status }) => [command, status]),
      [
        ['show version', 'ok'],
        ['show clock', 'ok'],
        ['show interfaces', 'ok'],
      ],
    );
  });

  it('says which words are wrong', async () => {
    for (const [words, code] of [
      [[], 'cli.usage'],
      [['no-such-run'], 'store.no-such-run'],
      [['last', '--stream', '--format', 'json'], 'cli.usage'],
    ] as const) {
      const done = await resume(...words);
      assert.equal(done.code, 2);
      assert.match(done.err, new RegExp(`\\[${code.replace('.', '\\.')}\\]`));
    }
  });

  it('finishes a run quietly although nobody reads what it prints any more', async () => {
    const words = [
      'run',
      '-i',
      'lab.csv',
      ...trusting,
      '-c',
      'show version',
      '--filter',
      'platform:cisco_ios',
      '--format',
      'ndjson',
    ];
    const child = spawn(process.execPath, [program, ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, USERPROFILE: folder, ...secrets },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 0, err);
    assert.match(err, /(\d+) of \1 devices fine/);
    assert.doesNotMatch(err, /EPIPE|at .*\.ts/);
  });
});
