import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Debouncer } from '../../../src/extension/common/debouncer.ts';
import { Disposable } from '../../../src/extension/common/disposable.ts';
import { formatTime } from '../../../src/extension/common/formatTime.ts';
import { Pacer } from '../../../src/extension/common/pacer.ts';
import { Throttler } from '../../../src/extension/common/throttler.ts';
import { Turns } from '../../../src/extension/common/turns.ts';
import { withCredential } from '../../../src/extension/lab/withCredential.ts';

describe('formatTime', () => {
  it('shows the time of today, and the date of other days', () => {
    const now = new Date(2026, 10, 20, 18, 0, 0);
    assert.equal(formatTime(new Date(2026, 10, 20, 9, 5, 7).toISOString(), now), '09:05:07');
    assert.equal(formatTime(new Date(2026, 10, 19, 9, 5, 7).toISOString(), now), '2026-11-19 09:05:07');
    assert.equal(formatTime('yesterday', now), 'yesterday');
  });
});

describe('Debouncer and Throttler', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('a debouncer waits until it is quiet', () => {
    let calls = 0;
    const debouncer = new Debouncer(100, () => (calls += 1));
    debouncer.trigger();
    mock.timers.tick(60);
    debouncer.trigger();
    mock.timers.tick(60);
    assert.equal(calls, 0);
    mock.timers.tick(40);
    assert.equal(calls, 1);
    debouncer.trigger();
    debouncer.dispose();
    mock.timers.tick(1000);
    assert.equal(calls, 1);
  });

  it('a throttler acts once per interval, however often it is triggered', () => {
    let calls = 0;
    const throttler = new Throttler(100, () => (calls += 1));
    for (let step = 0; step < 10; step++) {
      throttler.trigger();
      mock.timers.tick(30);
    }
    assert.equal(calls, 2);
    throttler.dispose();
    mock.timers.tick(1000);
    assert.equal(calls, 2);
  });
});

describe('Turns', () => {
  it('runs one task at a time, in order, also after one that failed', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const task =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} starts`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const first = turns.next(task('a', true));
    const second = turns.next(task('b'));
    await assert.rejects(first, /a/);
    assert.equal(await second, 'b');
    assert.deepEqual(log, ['a starts', 'a ends', 'b starts', 'b ends']);
  });
});

describe('Disposable', () => {
  class Owner extends Disposable {
    own(name: string, log: string[]): void {
      this.track({ dispose: () => log.push(name) });
    }
  }

  it('disposes what it owns last first, and late additions at once', () => {
    const log: string[] = [];
    const owner = new Owner();
    owner.own('a', log);
    owner.own('b', log);
    owner.dispose();
    owner.dispose();
    assert.deepEqual(log, ['b', 'a']);
    owner.own('c', log);
    assert.deepEqual(log, ['b', 'a', 'c']);
  });
});

describe('withCredential', () => {
  it('adds a column to every row', () => {
    assert.equal(
      withCredential('hostname,port\na,1\nb,2\n', 'lab'),
      'hostname,port,credential\na,1,lab\nb,2,lab\n',
    );
  });
});

describe('Pacer', () => {
  it('lets so many things happen in a turn, and the rest in later ones, in their order', async () => {
    const pacer = new Pacer(3);
    const turns: number[] = [];
    let turn = 0;
    let over = false;
    const count = (): void => {
      turn += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    const all = Array.from({ length: 10 }, async (_, index) => {
      await pacer.next();
      turns[index] = turn;
    });
    await Promise.all(all);
    over = true;
    assert.deepEqual(turns.slice(0, 3), [0, 0, 0]);
    for (const number of new Set(turns)) assert.ok(turns.filter((each) => each === number).length <= 3);
    assert.deepEqual(
      turns,
      [...turns].sort((left, right) => left - right),
    );
  });

  it('has room again in the next turn', async () => {
    const pacer = new Pacer(1);
    assert.equal(pacer.next(), undefined);
    await pacer.next();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pacer.next(), undefined);
  });
});
