import assert from 'node:assert/strict';
import type { RunSettings, RunStatus } from '../../../src/api/run.ts';
import { continuableRuns } from '../../../src/cli/run/continuableRuns.ts';
import { keptWords } from '../../../src/cli/run/keptWords.ts';
import { ParsedOptions } from '../../../src/cli/optionSpec.ts';
import { runOptionsFromWords } from '../../../src/cli/run/runOptionsFromWords.ts';
import { settingsOf } from '../../../src/engine/runSettings.ts';
import type { RunSummary } from '../../../src/store/runJson.ts';
import type { RunStore } from '../../../src/store/runStore.ts';
import { fakeIo } from './fakeIo.ts';

const given = (values: Record<string, string>): ParsedOptions => new ParsedOptions(values, []);

describe('what a run that continues another one keeps of its options', () => {
  const io = fakeIo();
  const settings = (words: Record<string, string>): RunSettings =>
    settingsOf(runOptionsFromWords(given(words), io, true));

  it('is what was not as usual, in the words of the command line', () => {
    assert.deepEqual(keptWords({ settings: settings({}) }), {});
    const words = {
      timeout: '90',
      'connect-timeout': '5',
      'login-timeout': '60',
      'max-output': '20',
      retries: '0',
      concurrency: '7',
      'per-site': '3',
      'per-jump-host': '2',
      breaker: '0',
      rate: '4',
      'host-keys': 'strict',
      user: 'admin',
    };
    assert.deepEqual(keptWords({ settings: settings(words) }), words);
  });

  it('is what is given anew, where something is', () => {
    const kept = keptWords({ settings: settings({ timeout: '90', retries: '0' }) });
    const options = runOptionsFromWords(given({ timeout: '10' }).or(kept), io, true);
    assert.deepEqual([options.commandTimeoutMs, options.retries], [10_000, 0]);
  });

  it('is nothing that trust depends on, and nothing that is no value: a run folder may come from anybody', () => {
    const words = { 'host-keys': 'accept-new', 'known-hosts': 'mine', 'ssh-config': 'theirs' };
    assert.deepEqual(keptWords({ settings: settings(words) }), {});
    const odd = {
      commandTimeoutMs: -5,
      retries: 1.5e300,
      concurrency: '99; reboot',
      maxOutputBytes: NaN,
      defaultUsername: '-oProxyCommand=x',
      hostKeys: 'none',
    } as unknown as RunSettings;
    assert.deepEqual(keptWords({ settings: odd }), {});
    assert.deepEqual(keptWords({ settings: { ...odd, defaultUsername: 'a\u001b[2Jb' } }), {});
    assert.deepEqual(keptWords({ settings: null as unknown as RunSettings }), {});
    assert.deepEqual(keptWords({}), {}, 'a record of before');
  });
});

describe('the runs that can be continued', () => {
  const totals = { devices: 4, ok: 1, failed: 3, cancelled: 0, refused: 0, commands: 4, bytes: 0 };
  const run = (hour: number, status: RunStatus, continues?: string): RunSummary => ({
    id: `2026-11-21T${String(hour).padStart(2, '0')}0000Z-aaaa`,
    status,
    title: `run of ${String(hour)}`,
    ...(continues === undefined ? {} : { continues }),
    startedAt: '2026-11-21T00:00:00.000Z',
    totals,
  });
  const listed = (runs: readonly RunSummary[]): Promise<string> =>
    continuableRuns({ list: () => Promise.resolve(runs) } as unknown as RunStore);

  it('are those of which something is missing, the newest first, each once', async () => {
    const old = run(1, 'failed');
    const text = await listed([
      run(9, 'running'),
      run(8, 'interrupted'),
      run(7, 'ok'),
      run(6, 'ok', old.id),
      run(5, 'failed', run(4, 'cancelled').id),
      run(4, 'cancelled'),
      old,
    ]);
    assert.deepEqual(text.match(/run of \d/g), ['run of 8', 'run of 4']);
    assert.match(text, /1 of 4/);
  });

  it('are five at most, with a word about the others', async () => {
    const text = await listed(Array.from({ length: 9 }, (_, index) => run(index, 'failed')));
    assert.equal(text.match(/run of/g)?.length, 5);
    assert.match(text, /and 4 more: showrun runs/);
  });

  it('are none where nothing is missing', async () => {
    assert.equal(await listed([]), '');
    assert.match(await listed([run(1, 'ok')]), /No run here has anything missing/);
  });
});
