import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandResult, RunRecord } from '../../../src/api/run.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import { outputsOf, readOutput, selectOutputs } from '../../../src/store/runOutputs.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { writeRunJson } from '../../../src/store/writeRunJson.ts';
import { makePlan } from '../engine/makePlan.ts';
import { temporaryFolder } from '../engine/temporaryFolder.ts';

const id = '2026-11-20T180321Z-7f30';

function command(index: number, text: string, file?: string): CommandResult {
  return {
    index,
    command: text,
    status: 'ok',
    bytes: 1,
    durationMs: 1,
    ...(file === undefined ? {} : { file }),
  };
}

function record(results: Record<string, CommandResult[]>): RunRecord {
  return {
    version: 1,
    id,
    showrun: '1.2.3',
    status: 'ok',
    startedAt: '2026-11-20T18:03:21.000Z',
    plan: makePlan(Object.keys(results), []),
    totals: { devices: 1, ok: 1, failed: 0, cancelled: 0, refused: 0, commands: 1, bytes: 1 },
    results: Object.entries(results).map(([device, commands]) => ({
      device,
      folder: 'f',
      status: 'ok',
      attempts: 1,
      durationMs: 1,
      commands,
    })),
  };
}

describe('outputs of a run', () => {
  const folder = temporaryFolder();
  const store = async (results: Record<string, CommandResult[]>): Promise<RunStore> => {
    await mkdir(join(folder(), id), { recursive: true });
    await writeRunJson(nodeRunFiles, join(folder(), id), record(results));
    return new RunStore(folder());
  };
  const texts = async (runs: RunStore, reference: string): Promise<string[]> =>
    (await selectOutputs(runs, reference)).outputs.map((each) => `${each.device}: ${each.command.command}`);

  it('are found by run, device and command', async () => {
    const runs = await store({
      a: [command(0, 'show version', 'a/01-show-version.txt'), command(1, 'silent')],
      'a/b': [
        command(0, 'show ip route', 'f/01-show-ip-route.txt'),
        command(1, 'show ip bgp', 'f/02-show-ip-bgp.txt'),
      ],
    });
    assert.deepEqual(await texts(runs, 'last'), [
      'a: show version',
      'a/b: show ip route',
      'a/b: show ip bgp',
    ]);
    assert.deepEqual(await texts(runs, 'last/a'), ['a: show version']);
    assert.deepEqual(await texts(runs, `${id}/a/b`), ['a/b: show ip route', 'a/b: show ip bgp']);
    assert.deepEqual(await texts(runs, 'last/a/'), ['a: show version']);
    for (const name of ['show ip bgp', '2', '02-show-ip-bgp.txt', '02-show-ip-bgp', 'show ip b']) {
      assert.deepEqual(await texts(runs, `last/a/b/${name}`), ['a/b: show ip bgp'], name);
    }
    assert.deepEqual(await texts(runs, 'last/a/silent'), []);
  });

  it('that are not there are said to be so', async () => {
    const runs = await store({
      core: [command(0, 'show ip route', 'f/1.txt'), command(1, 'show ip bgp', 'f/2.txt')],
    });
    await assert.rejects(selectOutputs(runs, 'last/cora'), {
      code: 'store.no-such-output',
      hint: 'Did you mean "core"?',
    });
    await assert.rejects(selectOutputs(runs, 'last/core/show clock'), { code: 'store.no-such-output' });
    await assert.rejects(selectOutputs(runs, 'last/core/9'), { code: 'store.no-such-output' });
    await assert.rejects(selectOutputs(runs, 'last/core/show ip'), { code: 'store.ambiguous' });
    await assert.rejects(selectOutputs(runs, 'nope/core'), { code: 'store.no-such-run' });
  });

  it('are read only inside the run folder', async function () {
    if (process.platform === 'win32') this.skip();
    const evil = record({
      a: [command(0, 'x', '../../secret'), command(1, 'y', 'a/link'), command(2, 'z', 'a/good')],
    });
    const run = join(folder(), 'runs', id);
    await mkdir(join(run, 'a'), { recursive: true });
    await writeFile(join(folder(), 'secret'), 'secret');
    await writeFile(join(run, 'a', 'good'), 'good');
    await symlink(join(folder(), 'secret'), join(run, 'a', 'link'));
    const [up, link, good] = outputsOf(run, evil);
    assert.ok(up && link && good);
    await assert.rejects(readOutput(run, up), { code: 'store.outside' });
    await assert.rejects(readOutput(run, link), { code: 'store.outside' });
    assert.equal(await readOutput(run, good), 'good');
    await assert.rejects(readOutput(run, { ...good, path: join(run, 'a', 'none') }), {
      code: 'store.missing',
    });
  });
});
