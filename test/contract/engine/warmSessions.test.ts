import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../../src/api/plan.ts';
import type { RunRecord } from '../../../src/api/run.ts';
import type { Engine } from '../../../src/engine/client/engine.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { addressesOf, labTotal, LabFixture } from './labFixture.ts';

describe('sessions that are kept for the next run', function () {
  this.timeout(60_000);
  const fixture = new LabFixture();
  afterEach(() => fixture.close());
  const folder = temporaryFolder();

  async function run(engine: Engine, plan: Plan, more: Partial<RunOptions> = {}): Promise<RunRecord> {
    const options = makeOptions(join(folder(), 'runs'), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(folder(), 'known_hosts'),
      keepWarmMs: 60_000,
      ...more,
    });
    const started = await engine.start(plan, options);
    const record = await started.finished;
    for (const result of record.results) {
      assert.equal(result.status, 'ok', JSON.stringify(result));
      for (const { file, command } of result.commands) {
        const text = await readFile(join(started.folder, file ?? ''), 'utf8');
        assert.ok(text.includes(result.device) && text.includes(command), text);
      }
    }
    return record;
  }

  /** Waits until the lab has no connection open. */
  async function allClosed(lab: Lab): Promise<void> {
    while (labTotal(lab, 'open') > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  it('go on where they were, several times, and end with the engine', async () => {
    const lab = await fixture.lab(5, { tuning: { tokens: true } });
    const { engine, questions } = fixture.engine();
    for (const command of ['show version', 'show clock', 'show ip interface brief']) {
      await run(engine, makePlan(addressesOf(lab), [command]));
    }
    assert.equal(labTotal(lab, 'connections'), 5);
    assert.equal(labTotal(lab, 'open'), 5);
    // once per run: what is masked, and whether the password is still the same, is a matter of each run
    assert.equal(questions.filter(({ kind }) => kind === 'credential').length, 3);
    await engine.dispose();
    await allClosed(lab);
  });

  it('are nobody else’s: another password, credential or host key rule logs in anew', async () => {
    const lab = await fixture.lab(1, { tuning: { tokens: true } });
    let password = 'lab-password';
    const made = fixture.engine(undefined, {
      prompter: { ask: () => Promise.resolve({ kind: 'credential', secrets: { password } }) },
    });
    const plan = makePlan(addressesOf(lab), ['show clock']);
    await run(made.engine, plan);
    await run(made.engine, plan, { hostKeys: 'strict' });
    assert.equal(labTotal(lab, 'connections'), 2);
    const named = addressesOf(lab).map((device) => ({ ...device, credential: 'other' }));
    await run(made.engine, makePlan(named, ['show clock']));
    assert.equal(labTotal(lab, 'connections'), 3);
    password = 'changed meanwhile';
    const started = await made.engine.start(
      plan,
      makeOptions(join(folder(), 'runs'), {
        hostKeys: 'accept-new',
        acceptedKeysFile: join(folder(), 'known_hosts'),
        keepWarmMs: 60_000,
      }),
    );
    const [result] = (await started.finished).results;
    assert.equal(result?.error?.code, 'session.auth-rejected');
    assert.equal(labTotal(lab, 'connections'), 4);
  });

  it('are not kept after a refusal, configuration, a line that changes the session, or where nobody asked for it', async () => {
    const lab = await fixture.lab(1, { tuning: { tokens: true } });
    const { engine } = fixture.engine();
    const [device] = addressesOf(lab);
    assert.ok(device);
    const plans = ['show nonsense', 'terminal monitor', 'configure terminal'].map((line) =>
      makePlan([device], [line]),
    );
    for (const plan of plans) {
      const options = makeOptions(join(folder(), 'runs'), {
        hostKeys: 'accept-new',
        acceptedKeysFile: join(folder(), 'known_hosts'),
        keepWarmMs: 60_000,
      });
      await (
        await engine.start(plan, options)
      ).finished;
      await allClosed(lab);
    }
    await run(engine, makePlan([device], ['show clock']), { keepWarmMs: 0 });
    await allClosed(lab);
    assert.equal(labTotal(lab, 'connections'), 4);
  });

  it('go back to the mode of the login, and ask for the secret of the next one anew', async () => {
    const lab = await fixture.lab(1, { tuning: { tokens: true } });
    const { engine } = fixture.engine();
    const plan = makePlan(addressesOf(lab), ['show running-config']);
    const enabled: Plan = {
      ...plan,
      devices: plan.devices.map((planned) => ({
        ...planned,
        commands: planned.commands.map((command) => ({ ...command, mode: 'enable' })),
      })),
    };
    await run(engine, enabled);
    await run(engine, enabled);
    assert.equal(labTotal(lab, 'connections'), 1);
  });

  it('log out when their time is over, or when others need the room', async () => {
    const lab = await fixture.lab(4, { tuning: { tokens: true } });
    const { engine } = fixture.engine();
    await run(engine, makePlan(addressesOf(lab), ['show clock']), { keepWarmMs: 1 });
    await allClosed(lab);
    await run(engine, makePlan(addressesOf(lab), ['show clock']), { keepWarmAtMost: 2 });
    while (labTotal(lab, 'open') > 2) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(labTotal(lab, 'open'), 2);
  });
});
