import assert from 'node:assert/strict';
import type { Clock, Timers } from '../../../../src/api/ports.ts';
import type { CompiledPlatform } from '../../../../src/core/platform/compiledPlatform.ts';
import type { Channel } from '../../../../src/session/channel/channel.ts';
import { changesSession } from '../../../../src/core/plan/policy/changesSession.ts';
import { SessionPool, type PoolEntry } from '../../../../src/session/pool/sessionPool.ts';
import { UseCount } from '../../../../src/session/pool/useCount.ts';

/** Time that stands still until it is told to go on. */
class Time implements Clock, Timers {
  #now = 0;
  #timers: { at: number; action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  get waiting(): number {
    return this.#timers.length;
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { action } of due) action();
  }
}

describe('SessionPool', () => {
  let time: Time;
  let pool: SessionPool;
  let gone: string[];
  beforeEach(() => {
    time = new Time();
    pool = new SessionPool({ clock: time, timers: time, lifetimeMs: 1000 });
    gone = [];
  });

  /** A channel that knows whether it was closed, and what was written to it. */
  function entry(
    name: string,
    openedAt = 0,
  ): PoolEntry & { readonly channel: { closed: boolean; said: string } } {
    const channel = {
      closed: false,
      said: '',
      write(text: string) {
        this.said += text;
      },
      close() {
        this.closed = true;
      },
    };
    const platform = { definition: { logout: 'exit', lineEnd: '\n' } } as unknown as CompiledPlatform;
    return {
      channel,
      openedAt,
      place: `place of ${name}`,
      onGone: () => gone.push(name),
      parked: { channel: channel as unknown as Channel, platform, mode: 'exec', pagingOff: [] },
    };
  }
  const keep = { keepMs: 100, atMost: 10 };

  it('hands a channel over once, to whoever has the key', () => {
    const one = entry('one');
    pool.park('a', one, keep);
    time.pass(30);
    assert.equal(pool.take('b'), undefined);
    assert.deepEqual(pool.take('a'), { entry: one, waitedMs: 30 });
    assert.equal(pool.take('a'), undefined);
    assert.equal(time.waiting, 0);
    assert.deepEqual(gone, []);
    assert.equal(one.channel.closed, false);
  });

  it('says that a channel has waited for ever where the machine has slept meanwhile', () => {
    const clock = { now: () => 0, monotonic: () => 5, sleeps: 0 };
    const mine = new SessionPool({ clock, timers: time, lifetimeMs: 1000 });
    mine.park('a', entry('one'), keep);
    mine.park('b', entry('two'), keep);
    assert.equal(mine.take('a')?.waitedMs, 0);
    clock.sleeps = 1;
    assert.equal(mine.take('b')?.waitedMs, Infinity);
  });

  it('logs out what nobody came for', () => {
    const one = entry('one');
    pool.park('a', one, keep);
    time.pass(100);
    assert.deepEqual([one.channel.said, one.channel.closed, gone], ['exit\n', true, ['one']]);
    assert.equal(pool.size, 0);
  });

  it('keeps none longer than its lifetime, however often it is used', () => {
    time.pass(950);
    pool.park('a', entry('old', 0), keep);
    pool.park('b', entry('new', 900), keep);
    time.pass(60);
    assert.deepEqual(gone, ['old']);
    pool.park('c', entry('too old', 0), keep);
    assert.deepEqual(gone, ['old', 'too old']);
  });

  it('makes room by logging out the one that has waited longest', () => {
    for (const name of ['one', 'two', 'three']) pool.park(name, entry(name), { keepMs: 100, atMost: 2 });
    assert.deepEqual(gone, ['one']);
    pool.park('four', entry('four'), { keepMs: 100, atMost: 0 });
    assert.deepEqual(gone, ['one', 'four']);
  });

  it('hands nothing over that the device has ended meanwhile', () => {
    const one = entry('one');
    pool.park('a', one, keep);
    one.channel.closed = true;
    assert.equal(pool.take('a'), undefined);
    assert.deepEqual([one.channel.said, gone], ['', ['one']]);
  });

  it('logs out what waits for a device that is to be logged in to otherwise', () => {
    pool.park('a', entry('one'), keep);
    pool.park('b', entry('two'), keep);
    pool.clearPlace('place of two');
    assert.deepEqual(gone, ['two']);
  });

  it('logs all of them out in the end', () => {
    pool.park('a', entry('one'), keep);
    pool.park('a', entry('two'), keep);
    pool.clear();
    assert.deepEqual([gone, time.waiting, pool.size], [['one', 'two'], 0, 0]);
  });
});

describe('UseCount', () => {
  it('ends with the last one who lets go', () => {
    let ended = 0;
    const uses = new UseCount(() => (ended += 1));
    const [first, second] = [uses.hold(), uses.hold()];
    first();
    first();
    assert.equal(ended, 0);
    second();
    assert.equal(ended, 1);
  });
});

describe('changesSession', () => {
  for (const line of [
    'terminal monitor',
    'cd /tmp',
    'set cli screen-length 5',
    ' su -',
    'changeto context a',
    'debug ip',
  ])
    it(`says so of "${line}"`, () => assert.equal(changesSession(line), true));
  for (const line of ['show version', 'display current', 'ping 192.0.2.1', 'settle', 'show terminal'])
    it(`not of "${line}"`, () => assert.equal(changesSession(line), false));
});
