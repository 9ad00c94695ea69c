import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/api/run.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeDevice, makePlan } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const devicesOf = (count: number, prefix: string, more: Parameters<typeof makeDevice>[1]) =>
  Array.from({ length: count }, (_, index) =>
    makeDevice(`${prefix}-${String(index)}`, { host: 'ok', port: 1000 + index, ...more }),
  );

describe('limits of a run', () => {
  const folder = temporaryFolder();

  it('leaves a site alone that cannot be reached, says so in journal and results, and finishes the others', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(
      [
        ...devicesOf(20, 'dead', { host: 'refuse', site: 'ams' }),
        ...devicesOf(5, 'fine', { site: 'ber', port: 1 }).map((device, port) => ({ ...device, port })),
        ...devicesOf(3, 'small', { site: 'cph' }).map((device, port) => ({
          ...device,
          port: 50 + port,
          host: port === 0 ? 'refuse' : 'ok',
        })),
      ],
      ['show version'],
    );
    const options = makeOptions(folder(), { retries: 0, concurrencyPerSite: 2, breakerPauseMs: 200 });
    const id = await executor.run(plan, options);
    const record = await new RunStore(folder()).read(id);
    const codes = (prefix: string): (string | undefined)[] =>
      record.results.filter(({ device }) => device.startsWith(prefix)).map(({ error }) => error?.code);
    const dead = codes('dead');
    assert.ok(dead.filter((code) => code === 'session.refused').length <= 10);
    assert.ok(dead.filter((code) => code === 'engine.site-unreachable').length >= 10);
    assert.deepEqual(codes('fine'), Array(5).fill(undefined));
    assert.deepEqual(codes('small'), ['session.refused', undefined, undefined]);
    const held = record.results.find(({ error }) => error?.code === 'engine.site-unreachable');
    assert.match(held?.error?.message ?? '', /site "ams" cannot be reached.*dead-0.*connection refused/);
    assert.match(held?.error?.hint ?? '', new RegExp(`continue run ${id} `));
    assert.equal(held?.attempts, 0);
    const journal = await readFile(join(folder(), id, 'journal.ndjson'), 'utf8');
    const states = journal
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent)
      .flatMap((event) => (event.type === 'breaker' ? [`${event.name} ${event.state}`] : []));
    assert.deepEqual(states.slice(0, 3), ['ams open', 'ams half-open', 'ams open']);
  });

  it('keeps the error of its own for a device that was tried before its site was given up', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(devicesOf(7, 'dead', { host: 'refuse', site: 'ams' }), ['show version']);
    const id = await executor.run(plan, makeOptions(folder(), { retries: 2, breakerPauseMs: 5 }));
    const record = await new RunStore(folder()).read(id);
    for (const { attempts, error } of record.results)
      assert.equal(error?.code, attempts > 0 ? 'session.refused' : 'engine.site-unreachable');
  });

  it('works on more devices at once as soon as it is told to, and says what holds', async () => {
    const executor = new TestExecutor();
    const plan = makePlan(devicesOf(6, 'd', {}), ['hang']);
    const id = await executor.started(executor.start(plan, makeOptions(folder(), { concurrency: 2 })));
    await executor.event(id, (event) => event.type === 'command-started' && event.device === 'd-1');
    assert.equal(executor.sessions.counts.mostOpen, 2);
    executor.executor.receive({ type: 'adjust', run: id, limits: { concurrency: 6 } });
    await executor.event(id, (event) => event.type === 'command-started' && event.device === 'd-5');
    assert.equal(executor.sessions.counts.mostOpen, 6);
    const told = executor.events(id).find((event) => event.type === 'limits-changed');
    assert.ok(told?.type === 'limits-changed');
    assert.deepEqual(told.limits, { concurrency: 6, concurrencyPerSite: 50, concurrencyPerJumpHost: 25 });
    executor.executor.receive({ type: 'cancel', run: id });
    await executor.finished(id);
  });

  it('works through 5,000 devices of many sites and never on more of one than it may', async () => {
    const executor = new TestExecutor();
    const devices = Array.from({ length: 5000 }, (_, index) =>
      makeDevice(`d-${String(index)}`, { port: index, site: `site-${String(index % 40)}` }),
    );
    const id = await executor.run(
      makePlan(devices, ['silent']),
      makeOptions(folder(), { concurrencyPerSite: 2 }),
    );
    const { totals } = await new RunStore(folder()).read(id);
    assert.equal(totals.ok, 5000);
    assert.equal(executor.sessions.counts.mostOpen, 80);
  }).timeout(60_000);
});
