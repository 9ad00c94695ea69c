import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { event } from './labClient.ts';

describe('lab: the program', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-lab-'));
  });
  after(() => rm(folder, { recursive: true }));

  const run = (...words: string[]): ChildProcess =>
    fork('src/lab/main.ts', words, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--no-warnings'],
      env: { ...process.env, SHOWRUN_LAB_PASSWORD: 'from-the-environment' },
    });
  const request = async (child: ChildProcess, message: object): Promise<Record<string, unknown>> => {
    const answer = event(child, 'message');
    child.send(message);
    return (await answer)[0] as Record<string, unknown>;
  };

  it('writes the inventory, says it is ready, obeys, and ends with its parent', async () => {
    const file = join(folder, 'lab.csv');
    const child = run('--count', '5', '--inventory', file, '--fault', 'mx-1=refuse');
    const said: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const [ready] = (await event(child, 'message')) as [
      { type: string; inventory: string; devices: unknown[] },
    ];
    assert.equal(ready.type, 'ready');
    assert.equal(ready.devices.length, 5);
    assert.equal(await readFile(file, 'utf8'), ready.inventory);
    assert.deepEqual(await readdir(folder), ['lab.csv']);
    assert.doesNotMatch(ready.inventory, /from-the-environment/);
    assert.deepEqual(await request(child, { type: 'state', state: 'after' }), {
      type: 'state',
      state: 'after',
    });
    assert.deepEqual(await request(child, { type: 'fault', device: 'mx-1', faults: [] }), {
      type: 'fault',
      device: 'mx-1',
      faults: [],
    });
    assert.equal(
      (await request(child, { type: 'fault', device: 'mx-1', faults: ['x'] }))['code'],
      'lab.unknown-fault',
    );
    assert.equal((await request(child, { type: 'stats' }))['type'], 'stats');
    const ended = event(child, 'exit');
    child.disconnect();
    assert.deepEqual(await ended, [0, null]);
    assert.match(
      said.join(''),
      /^Lab ready: 5 devices on 127\.0\.0\.1, ports \d+ to \d+, user showrun, state before, inventory in .*lab\.csv\n$/,
    );
  });

  it('ends at a signal with 0', async () => {
    const child = run('--count', '1');
    await event(child, 'message');
    const ended = event(child, 'exit');
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
  });

  const wrong: [string, string[], RegExp][] = [
    ['an unknown fault', ['--fault', 'core-1=explode'], /knows no fault "explode".*Known faults: refuse/],
    ['an unknown device', ['--fault', 'nobody=slow'], /has no device "nobody".*core-1/],
    ['an inventory that cannot be written', ['--inventory', '/nowhere/at/all.csv'], /ENOENT/],
    ['a password as an argument', ['--password', 'x'], /Unknown option/],
  ];
  for (const [what, words, expected] of wrong) {
    it(`says what is wrong with ${what}, and starts nothing`, async () => {
      const child = run('--count', '2', ...words);
      let text = '';
      child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
      assert.deepEqual(await event(child, 'close'), [1, null]);
      assert.match(text, expected);
    });
  }
});
