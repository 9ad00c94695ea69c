import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HostMessage } from '../../../src/engine/protocol.ts';
import { resumePlan } from '../../../src/engine/planning/resumePlan.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeCommand, makeDevice } from './makePlan.ts';
import { makeOptions } from './makeOptions.ts';
import { TestExecutor } from './startExecutor.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const host = fc.constantFrom('ok', 'ok', 'ok', 'refuse', 'refuse-1', 'reject', 'hang', 'deaf');
const line = fc.constantFrom('show a', 'show b', 'silent', 'bad', 'drop', 'hang', 'half');
const device = fc.record({
  host,
  site: fc.option(fc.constantFrom('ams', 'ber'), { nil: undefined }),
  jumpHost: fc.option(fc.constant('jump'), { nil: undefined }),
  lines: fc.array(fc.record({ text: line, block: fc.constantFrom('One', 'Two') }), {
    minLength: 1,
    maxLength: 4,
  }),
});
const wish = fc.oneof(
  fc.record({ type: fc.constant('cancel' as const), devices: fc.array(fc.nat(14), { maxLength: 4 }) }),
  fc.record({ type: fc.constant('cancel' as const), block: fc.constantFrom('One', 'Two') }),
  fc.record({
    type: fc.constant('adjust' as const),
    limits: fc.record({ concurrency: fc.integer({ min: -1, max: 8 }), concurrencyPerSite: fc.nat(3) }),
  }),
);

describe('any run', () => {
  const folder = temporaryFolder();

  it('ends with one result for each device, nothing left open and nothing sent twice, whatever is wished for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(device, { minLength: 1, maxLength: 15 }),
        fc.array(wish, { maxLength: 5 }),
        fc.record({ concurrency: fc.integer({ min: 1, max: 6 }), breakerFailures: fc.nat(4) }),
        fc.nat(200),
        async (devices, wishes, more, turns) => {
          const executor = new TestExecutor();
          const plan = {
            version: 1 as const,
            createdAt: '2026-11-20T18:03:21.000Z',
            title: 'any',
            devices: devices.map(({ host: place, site, jumpHost, lines }, index) => ({
              device: makeDevice(`d-${String(index)}`, {
                host: place,
                port: index,
                ...(site === undefined ? {} : { site }),
                ...(jumpHost === undefined ? {} : { jumpHost }),
              }),
              // a number makes each line one of a kind
              commands: lines.map(({ text, block }, at) =>
                makeCommand(text.startsWith('show') ? `${text} ${String(at)}` : text, { block }),
              ),
            })),
            refused: [],
            held: [],
          };
          const options = makeOptions(folder(), {
            ...more,
            retries: 1,
            concurrencyPerSite: 2,
            breakerPauseMs: 1,
          });
          const run = await executor.started(executor.start(plan, options));
          for (const each of wishes) {
            await new Promise((resolve) => setImmediate(resolve));
            const message: HostMessage =
              'devices' in each
                ? { type: 'cancel', run, devices: each.devices.map((index) => `d-${String(index)}`) }
                : { ...each, run };
            executor.executor.receive(message);
          }
          for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
          // what hangs would hang for ever
          executor.executor.receive({ type: 'cancel', run });
          await executor.finished(run);
          const finished = executor
            .events(run)
            .flatMap((event) => (event.type === 'device-finished' ? [event.device] : []));
          assert.deepEqual(finished.sort(), plan.devices.map(({ device: { name } }) => name).sort());
          assert.equal(executor.sessions.counts.open, 0);
          const { sent } = executor.sessions.counts;
          const shows = sent.filter((text) => text.includes('show'));
          assert.equal(new Set(shows).size, shows.length);
          const record = await new RunStore(folder()).read(run);
          const { ok, failed, cancelled } = record.totals;
          assert.equal(ok + failed + cancelled, devices.length);
          for (const { commands, device: name } of record.results) {
            for (const { status, command, sent: wasSent } of commands) {
              const isSent = status !== 'skipped' && wasSent !== false;
              if (command.startsWith('show')) assert.equal(sent.includes(`${name}: ${command}`), isSent);
            }
          }
          const rest = resumePlan({ record, now: new Date() });
          const missing = rest.plan.devices.reduce((sum, { commands }) => sum + commands.length, 0);
          const done = record.results.flatMap(({ commands }) =>
            commands.filter(({ status }) => status === 'ok'),
          );
          const all = plan.devices.reduce((sum, { commands }) => sum + commands.length, 0);
          assert.equal(missing + done.length, all);
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});
