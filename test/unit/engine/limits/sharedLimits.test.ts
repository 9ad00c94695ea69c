import assert from 'node:assert/strict';
import { ShowrunError, toErrorInfo } from '../../../../src/core/errors.ts';
import type { BreakerEvent } from '../../../../src/engine/executor/limits/breakerWords.ts';
import { SharedLimits } from '../../../../src/engine/executor/limits/sharedLimits.ts';
import type { RunTurns } from '../../../../src/engine/executor/limits/sharedLimits.ts';
import { FakeTime } from '../../../helpers/session/fakeTime.ts';
import { makeDevice } from '../makePlan.ts';

const limits = { concurrency: 100, concurrencyPerSite: 4, concurrencyPerJumpHost: 4 };
const quiet = new AbortController().signal;

/** One run in virtual time: what was tried when, and what came of each device. */
class Rehearsal {
  readonly time = new FakeTime();
  readonly shared: SharedLimits;
  readonly events: BreakerEvent[] = [];
  readonly tried: { readonly device: string; readonly at: number }[] = [];
  /** Sites that cannot be reached at the moment. */
  readonly down = new Set<string>();

  constructor() {
    this.shared = new SharedLimits(this.time, this.time);
  }

  join(devices: number, failures = 5): RunTurns {
    return this.shared.join({
      run: 'the-run',
      limits,
      breaker: { failures, pauseMs: 10_000 },
      devices,
      onBreaker: (event) => this.events.push(event),
    });
  }

  /** Tries one device; resolves with `ok` or a code. Each attempt takes a second. */
  async device(turns: RunTurns, name: string, more: { site?: string; jumpHost?: string }): Promise<string> {
    const device = makeDevice(name, { host: name, ...more });
    try {
      await turns.run(device, quiet, async (reached) => {
        this.tried.push({ device: name, at: this.time.monotonic() });
        await new Promise<void>((resolve) => this.time.after(1000, resolve));
        if (this.down.has(more.site ?? '')) throw new ShowrunError('session.refused', `${name}: refused`);
        reached();
      });
      return 'ok';
    } catch (error) {
      return toErrorInfo(error).code;
    } finally {
      turns.deviceDone();
    }
  }

  states(): string[] {
    return this.events.map(({ scope, name, state }) => `${scope} ${name} ${state}`);
  }
}

const names = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index)}`);

describe('SharedLimits: further sessions on a device', () => {
  const site = { host: 'any', site: 'ams' };
  const opened = (): Promise<string> => Promise.resolve('open');

  it('take a place of their site, behind the devices that wait, until they are closed', async () => {
    const show = new Rehearsal();
    const turns = show.join(9);
    let free = (): void => undefined;
    const busy = new Promise<void>((resolve) => {
      free = resolve;
    });
    const first = makeDevice('first', site);
    const done = turns.run(first, quiet, async () => {
      await busy;
    });
    await Promise.resolve();
    const others = Promise.all(names(8, 'd').map((name) => show.device(turns, name, { site: 'ams' })));
    await new Promise((resolve) => setImmediate(resolve));
    const further = turns.further(first, quiet, opened);
    let at = -1;
    void further.then(() => (at = show.time.monotonic()));
    await show.time.until(others);
    const { value, release } = await show.time.until(further);
    assert.equal(value, 'open');
    assert.equal(at, 2_000, 'behind eight devices of a second each, on three places');
    const more = await Promise.all([
      turns.further(first, quiet, opened),
      turns.further(first, quiet, opened),
    ]);
    let late = false;
    const fifth = turns.further(first, quiet, opened).then((each) => {
      late = true;
      return each;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(late, false, 'four at the site, the first session among them');
    release();
    for (const each of [...more, await fifth]) each.release();
    free();
    await done;
  });

  it('give their place back where they cannot be opened, and open no breaker with it', async () => {
    const show = new Rehearsal();
    const turns = show.join(1, 1);
    const first = makeDevice('first', site);
    for (let count = 0; count < 6; count += 1) {
      const refused = turns.further(first, quiet, () =>
        Promise.reject(new ShowrunError('session.refused', 'no further one')),
      );
      await assert.rejects(refused, { code: 'session.refused' });
    }
    assert.deepEqual(show.events, []);
  });

  it('wait for their place in the rate', async () => {
    const show = new Rehearsal();
    const turns = show.shared.join({
      run: 'slow',
      limits: { ...limits, connectionsPerSecond: 2 },
      breaker: { failures: 5, pauseMs: 10_000 },
      devices: 1,
      onBreaker: () => undefined,
    });
    const first = makeDevice('first', site);
    const times: number[] = [];
    const open = (): Promise<void> => {
      times.push(show.time.monotonic());
      return Promise.resolve();
    };
    const all = Promise.all(names(3, 's').map(() => turns.further(first, quiet, open)));
    for (const { release } of await show.time.until(all)) release();
    assert.deepEqual(times, [0, 500, 1_000]);
  });

  it('are forgotten by whoever stops waiting, and do not make a run wait for a site for ever', async () => {
    const show = new Rehearsal();
    show.down.add('ams');
    const turns = show.join(31);
    const stop = new AbortController();
    const first = makeDevice('first', { host: 'first', site: 'ber' });
    const busy = turns
      .run(first, quiet, async () => {
        const waiting = names(5, 's').map(() =>
          turns.further(makeDevice('first', site), stop.signal, opened).catch(() => undefined),
        );
        await new Promise<void>((resolve) => show.time.after(5_000, resolve));
        stop.abort(new Error('enough'));
        await Promise.all(waiting);
      })
      .finally(() => {
        turns.deviceDone();
      });
    const all = Promise.all(names(30, 'd').map((name) => show.device(turns, name, { site: 'ams' })));
    await show.time.until(Promise.all([busy, all]));
    assert.ok(show.time.monotonic() < 60_000, String(show.time.monotonic()));
  });
});

describe('SharedLimits: a site that is down', () => {
  it('is left alone after five devices, tried once more, and its devices are told why', async () => {
    const show = new Rehearsal();
    show.down.add('ams');
    const turns = show.join(40);
    const all = Promise.all([
      ...names(30, 'dead').map((name) => show.device(turns, name, { site: 'ams' })),
      ...names(10, 'fine').map((name) => show.device(turns, name, { site: 'ber' })),
    ]);
    const results = await show.time.until(all);
    const tried = show.tried.filter(({ device }) => device.startsWith('dead'));
    // four at once, then four more until the fifth has failed, then one that tries for all
    assert.equal(tried.length, 9);
    assert.equal(tried.at(-1)?.at, 12_000);
    assert.deepEqual(show.states(), ['site ams open', 'site ams half-open', 'site ams open']);
    const [opened, probing] = show.events;
    assert.equal(opened?.waiting, 22);
    assert.deepEqual(opened?.failed?.slice(0, 2), ['dead-0', 'dead-1']);
    assert.equal(opened?.retryInMs, 10_000);
    assert.equal(opened?.error?.code, 'session.refused');
    assert.equal(probing?.probe, 'dead-8');
    assert.equal(results.filter((code) => code === 'session.refused').length, 9);
    assert.equal(results.filter((code) => code === 'engine.site-unreachable').length, 21);
    assert.equal(results.filter((code) => code === 'ok').length, 10);
  });

  it('is gone on with when the try succeeds', async () => {
    const show = new Rehearsal();
    show.down.add('ams');
    const turns = show.join(30);
    const all = Promise.all(names(30, 'd').map((name) => show.device(turns, name, { site: 'ams' })));
    show.time.after(5_000, () => show.down.clear());
    const results = await show.time.until(all);
    assert.deepEqual(show.states(), ['site ams open', 'site ams half-open', 'site ams closed']);
    assert.equal(results.filter((code) => code === 'ok').length, 22);
    assert.equal(results.filter((code) => code === 'session.refused').length, 8);
  });

  it('waits as long as there is other work, trying after ever longer pauses', async () => {
    const show = new Rehearsal();
    show.down.add('ams');
    const turns = show.join(31);
    const longRun = turns
      .run(makeDevice('long', { host: 'long' }), quiet, () => {
        return new Promise<void>((resolve) => show.time.after(100_000, resolve));
      })
      .finally(() => {
        turns.deviceDone();
      });
    const all = Promise.all(names(30, 'd').map((name) => show.device(turns, name, { site: 'ams' })));
    await show.time.until(Promise.all([all, longRun]));
    // pauses of 10, 20 and 40 seconds; the next try would be after the last other device was done
    assert.deepEqual(
      show.tried.slice(8).map(({ at }) => at),
      [12_000, 33_000, 74_000],
    );
  });

  it('with three devices is never held back', async () => {
    const show = new Rehearsal();
    show.down.add('dead');
    const turns = show.join(3);
    const results = await show.time.until(
      Promise.all(names(3, 'd').map((name) => show.device(turns, name, { site: 'dead' }))),
    );
    assert.deepEqual(results, Array(3).fill('session.refused'));
    assert.deepEqual(show.events, []);
  });

  it('holds back what is behind its jump host, and other runs as well, but nobody who switched it off', async () => {
    const show = new Rehearsal();
    show.down.add('');
    const [one, two, careless] = [show.join(10), show.join(10), show.join(10, 0)];
    const behind = { jumpHost: 'jump' };
    const all = Promise.all([
      ...names(10, 'one').map((name) => show.device(one, name, behind)),
      ...names(10, 'two').map((name) => show.device(two, name, behind)),
      ...names(10, 'careless').map((name) => show.device(careless, name, behind)),
    ]);
    const results = await show.time.until(all);
    assert.ok(show.states().includes('jump-host jump open'));
    const held = (codes: readonly string[]): number =>
      codes.filter((code) => code === 'engine.site-unreachable').length;
    assert.ok(held(results.slice(0, 10)) > 0);
    assert.ok(held(results.slice(10, 20)) > 0);
    assert.equal(held(results.slice(20)), 0);
  });

  it('gives the turn to try to another device where the one that tried was cancelled', async () => {
    const show = new Rehearsal();
    show.down.add('ams');
    const turns = show.join(10);
    const first = names(8, 'd').map((name) => show.device(turns, name, { site: 'ams' }));
    const control = new AbortController();
    const cancelled = turns
      .run(makeDevice('cancelled', { host: 'cancelled', site: 'ams' }), control.signal, () => {
        control.abort(new Error('stop'));
        return Promise.reject(new Error('stop'));
      })
      .catch(() => undefined)
      .finally(() => {
        turns.deviceDone();
      });
    const last = show.device(turns, 'last', { site: 'ams' });
    await show.time.until(Promise.all([...first, cancelled, last]));
    assert.deepEqual(
      show.events.filter(({ state }) => state === 'half-open').map(({ probe }) => probe),
      ['cancelled', 'last'],
    );
    assert.equal(await last, 'session.refused');
  });
});

describe('SharedLimits', () => {
  it('opens connections at the slowest rate that a run asks for', async () => {
    const show = new Rehearsal();
    const turns = show.join(3);
    turns.adjust({ connectionsPerSecond: 2 });
    const other = show.join(2);
    other.adjust({ connectionsPerSecond: 10 });
    await show.time.until(
      Promise.all([
        ...names(3, 'd').map((name) => show.device(turns, name, {})),
        ...names(2, 'e').map((name) => show.device(other, name, {})),
      ]),
    );
    assert.deepEqual(
      show.tried.map(({ at }) => at),
      [0, 500, 1000, 1500, 2000],
    );
  });

  it('takes new limits up while a run goes on, and mends senseless ones', async () => {
    const show = new Rehearsal();
    const turns = show.join(12);
    assert.equal(turns.adjust({ concurrency: 0 }).concurrency, 1);
    const all = Promise.all(names(12, 'd').map((name) => show.device(turns, name, {})));
    show.time.after(1500, () => turns.adjust({ concurrency: 10 }));
    await show.time.until(all);
    const at = show.tried.map((each) => each.at);
    assert.deepEqual(at.slice(0, 2), [0, 1000]);
    assert.equal(at.filter((each) => each === 1500).length, 9);
  });

  it('never works on one device twice at a time, and forgets what it knew with the last run', async () => {
    const show = new Rehearsal();
    const [one, two] = [show.join(1), show.join(1)];
    await show.time.until(
      Promise.all([show.device(one, 'same', { site: 'a' }), show.device(two, 'same', { site: 'a' })]),
    );
    assert.deepEqual(
      show.tried.map(({ at }) => at),
      [0, 1000],
    );
    one.leave();
    two.leave();
  });
});
