import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { RunEvent, RunRecord } from '../../../src/api/run.ts';
import { continuationsOf } from '../../../src/engine/planning/continuationsOf.ts';
import { resumePlan } from '../../../src/engine/planning/resumePlan.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { RunStore } from '../../../src/store/runStore.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makeCommand, makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { addressesOf, labTotal, LabFixture } from './labFixture.ts';
import { eventOf } from './testEngine.ts';

const commands = ['show version', 'show clock'];

/** The devices of a lab, at a site each by their number. */
function sited(lab: Lab, siteOf: (index: number) => string): DeviceAddress[] {
  return addressesOf(lab).map((device, index) => ({ ...device, site: siteOf(index) }));
}

/** Counts commands that began, over several runs. */
class Tally {
  #count = 0;
  #wake: (() => void) | undefined;

  take({ type }: RunEvent): void {
    if (type === 'command-started') this.#count += 1;
    this.#wake?.();
  }

  until(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        if (this.#count >= count) resolve();
      };
      this.#wake();
    });
  }
}

describe('limits, cancelling and continuing against the lab', function () {
  this.timeout(60_000);
  const fixture = new LabFixture();
  afterEach(() => fixture.close());
  const folder = temporaryFolder();
  const options = (more: Partial<RunOptions> = {}): RunOptions =>
    makeOptions(join(folder(), 'runs'), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(folder(), 'known_hosts'),
      ...more,
    });
  const store = (): RunStore => new RunStore(join(folder(), 'runs'));

  it('keeps to the limit of each site, over two runs, and changes it while they go on', async () => {
    const lab = await fixture.lab(24, { faults: { '*': 'hang-in-output' } });
    const { engine } = fixture.engine();
    const devices = sited(lab, (index) => (index < 16 ? 'ams' : 'ber'));
    const limited = options({ concurrencyPerSite: 3 });
    const tally = new Tally();
    const one = await engine.start(makePlan(devices.slice(0, 8), commands), limited);
    one.onEvent((event) => {
      tally.take(event);
    });
    const two = await engine.start(makePlan(devices.slice(8), commands), limited);
    two.onEvent((event) => {
      tally.take(event);
    });
    // nothing ends here by itself: three at either site, then five
    await tally.until(6);
    assert.equal(labTotal(lab, 'connections'), 6);
    two.adjust({ concurrencyPerSite: 5 });
    await tally.until(10);
    one.cancel();
    two.cancel();
    await Promise.all([one.finished, two.finished]);
    assert.equal(labTotal(lab, 'connections'), 10);
  });

  it('leaves a dead site alone, finishes the rest, and continues with exactly what is missing', async () => {
    const lab = await fixture.lab(30);
    for (let index = 0; index < 20; index += 1) await lab.setFault(`r-${String(index)}`, 'refuse');
    const { engine } = fixture.engine();
    const devices = sited(lab, (index) => (index < 20 ? 'ams' : 'ber'));
    const patient = options({ concurrencyPerSite: 4, retries: 0, breakerPauseMs: 1_000 });
    const run = await engine.start(makePlan(devices, commands), patient);
    const events: RunEvent[] = [];
    run.onEvent((event) => events.push(event));
    const first = await run.finished;
    const codes = first.results.map(({ error }) => error?.code);
    assert.ok(codes.slice(0, 20).filter((code) => code === 'engine.site-unreachable').length >= 5);
    assert.deepEqual(codes.slice(20), Array(10).fill(undefined));
    assert.deepEqual(
      events
        .flatMap((event) => (event.type === 'breaker' ? [`${event.name} ${event.state}`] : []))
        .slice(0, 3),
      ['ams open', 'ams half-open', 'ams open'],
    );
    for (let index = 0; index < 20; index += 1) await lab.setFault(`r-${String(index)}`, undefined);
    const before = labTotal(lab, 'connections');
    const rest = resumePlan({ record: first, now: new Date() });
    const second = await (await engine.start(rest.plan, patient)).finished;
    assert.equal(second.totals.ok, 20);
    assert.equal(labTotal(lab, 'connections'), before + 20);
    const continuations = await continuationsOf(store(), first.id);
    assert.deepEqual(
      continuations.map(({ id }) => id),
      [second.id],
    );
    assert.deepEqual(resumePlan({ record: first, continuations, now: new Date() }).plan.devices, []);
  });

  it('cancels some devices, then a block, and closes their connections while the others go on', async () => {
    const lab = await fixture.lab(6);
    for (const name of ['r-0', 'r-1', 'r-2', 'r-3']) await lab.setFault(name, 'hang-in-output');
    const { engine } = fixture.engine();
    const lines = [
      makeCommand('show version', { block: 'One' }),
      makeCommand('show clock', { block: 'Two' }),
    ];
    const run = await engine.start(makePlan(addressesOf(lab), lines), options());
    let hanging = 0;
    await eventOf(
      run,
      (event) => event.type === 'command-started' && /r-[0-3]/.test(event.device) && (hanging += 1) === 4,
    );
    const ended = (names: readonly string[]): Promise<unknown> => {
      const left = new Set(names);
      return eventOf(
        run,
        (event) => event.type === 'device-finished' && left.delete(event.device) && left.size === 0,
      );
    };
    const two = ended(['r-0', 'r-1']);
    run.cancel({ devices: ['r-0', 'r-1'] });
    await two;
    run.cancel({ block: 'One' });
    const record = await run.finished;
    const status = new Map(record.results.map((result) => [result.device, result.status]));
    assert.deepEqual(
      ['r-0', 'r-1', 'r-2', 'r-3'].map((name) => status.get(name)),
      Array(4).fill('cancelled'),
    );
    assert.ok(['r-4', 'r-5'].every((name) => ['ok', 'cancelled'].includes(status.get(name) ?? '')));
    assert.equal(record.status, 'cancelled');
    await lab.close();
    assert.equal(labTotal(lab, 'open'), 0);
  });

  it('continues a run whose executor was killed and whose journal was torn in the middle of a line', async () => {
    const lab = await fixture.lab(8, { tuning: { tokens: true } });
    await lab.setFault('r-7', 'hang-in-output');
    const made = fixture.engine();
    const run = await made.engine.start(makePlan(addressesOf(lab), commands), options({ concurrency: 2 }));
    let finished = 0;
    await eventOf(run, (event) => event.type === 'device-finished' && (finished += 1) === 4);
    process.kill(made.pid(), 'SIGKILL');
    await run.finished;
    // as if the host had died as well, and the disk had lost the end of the last line
    const journal = join(run.folder, 'journal.ndjson');
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.slice(0, text.lastIndexOf('"device-finished"') + 30));
    const head = JSON.parse(await readFile(join(run.folder, 'run.json'), 'utf8')) as RunRecord;
    await writeFile(
      join(run.folder, 'run.json'),
      JSON.stringify({ ...head, status: 'running', results: [] }),
    );
    const record = await store().read(run.id);
    assert.equal(record.status, 'interrupted');
    await lab.setFault('r-7', undefined);
    const rest = resumePlan({ record, now: new Date() });
    const again = await made.engine.start(rest.plan, options());
    const last = await again.finished;
    assert.equal(last.status, 'ok');
    const both = [
      { folder: run.folder, results: record.results },
      { folder: again.folder, results: last.results },
    ];
    const answered = both.flatMap(({ results }) =>
      results.flatMap(({ device, commands: all }) =>
        all.filter(({ status }) => status === 'ok').map(({ command }) => `${device}: ${command}`),
      ),
    );
    const wanted = addressesOf(lab).flatMap(({ name }) => commands.map((text) => `${name}: ${text}`));
    assert.deepEqual(answered.sort(), wanted.sort());
    for (const { folder: place, results } of both)
      for (const { device, commands: all } of results)
        for (const { status, file, command } of all) {
          if (status !== 'ok') continue;
          const output = await readFile(join(place, file ?? ''), 'utf8');
          assert.ok(output.includes(device) && output.includes(command));
        }
  });

  it('does not go on in the middle of a configuration block, and sends it whole once that is confirmed', async () => {
    const lab = await fixture.lab(1, { latencyMs: 60 });
    const { engine } = fixture.engine();
    const lines = [
      makeCommand('show clock'),
      makeCommand('interface Loopback77', { mode: 'config' }),
      ...Array.from({ length: 10 }, () => makeCommand('description half done', { mode: 'config' })),
      makeCommand('shutdown', { mode: 'config' }),
    ];
    const confirmed = options({ heldConfirmed: true });
    const run = await engine.start(makePlan(addressesOf(lab), lines), confirmed);
    await eventOf(run, (event) => event.type === 'command-finished' && event.result.index === 1);
    run.cancel();
    const record = await run.finished;
    const states = record.results[0]?.commands.map(({ status }) => status) ?? [];
    assert.deepEqual(states.slice(0, 2), ['ok', 'ok']);
    assert.ok(states.includes('cancelled'), states.join(' '));
    const held = resumePlan({ record, now: new Date() });
    assert.deepEqual(held.plan.devices, []);
    assert.equal(held.plan.refused[0]?.reasons[0]?.code, 'planning.config-broken-off');
    const { plan } = resumePlan({ record, now: new Date(), configConfirmed: true });
    const again = await (await engine.start(plan, confirmed)).finished;
    assert.deepEqual(
      again.results[0]?.commands.map(({ command }) => command),
      lines.slice(1).map(({ text }) => text),
    );
    assert.equal(again.status, 'ok');
    assert.equal(again.plan.continues, record.id);
  });
});
