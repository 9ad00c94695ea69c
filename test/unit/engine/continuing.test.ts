import assert from 'node:assert/strict';
import { resumePlan } from '../../../src/engine/planning/resumePlan.ts';
import type { Plan } from '../../../src/api/plan.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeDevice, makePlan } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

describe('continuing a run', () => {
  const folder = temporaryFolder();

  /** A run with one device that failed, and the plan of the rest. */
  async function rest(executor: TestExecutor): Promise<Plan> {
    const plan = makePlan(
      [makeDevice('a', { host: 'refuse-1' }), makeDevice('b', { port: 23 })],
      ['show version'],
    );
    const id = await executor.run(plan, makeOptions(folder(), { retries: 0 }));
    return resumePlan({ record: await new RunStore(folder()).read(id), now: new Date() }).plan;
  }

  const refusal = async (executor: TestExecutor, plan: Plan): Promise<string> => {
    const request = executor.start(plan, makeOptions(folder()));
    return (await executor.until('not-started', (message) => message.request === request)).error.code;
  };

  it('sends what is missing once, however often somebody asks for it at the same time', async () => {
    const executor = new TestExecutor();
    const plan = await rest(executor);
    const first = executor.start(plan, makeOptions(folder()));
    assert.equal(await refusal(executor, plan), 'engine.already-continued');
    const id = await executor.started(first);
    assert.equal((await executor.finished(id)).status, 'ok');
    assert.deepEqual(executor.sessions.counts.sent, ['b: show version', 'a: show version']);
    // the plan is from before: what it says has been done since
    assert.equal(await refusal(executor, plan), 'engine.already-continued');
    assert.equal(await refusal(new TestExecutor(), plan), 'engine.already-continued');
  });

  it('is refused with a plan from the millisecond in which another run of it began', async () => {
    const executor = new TestExecutor();
    const plan = await rest(executor);
    const id = await executor.run(plan, makeOptions(folder()));
    const { startedAt } = await new RunStore(folder()).read(id);
    assert.equal(await refusal(executor, { ...plan, createdAt: startedAt }), 'engine.already-continued');
  });

  it('is refused while another process does it', async () => {
    const [one, two] = [new TestExecutor(), new TestExecutor()];
    const plan = await rest(one);
    const hanging = {
      ...plan,
      devices: makePlan([makeDevice('a', { host: 'hang' })], ['show version']).devices,
    };
    const id = await one.started(one.start(hanging, makeOptions(folder())));
    const later = { ...plan, createdAt: new Date(Date.now() + 60_000).toISOString() };
    assert.equal(await refusal(two, later), 'engine.already-continued');
    one.executor.receive({ type: 'cancel', run: id });
    await one.finished(id);
    await two.run(later, makeOptions(folder()));
    assert.deepEqual(two.sessions.counts.sent, ['a: show version']);
  });
});
