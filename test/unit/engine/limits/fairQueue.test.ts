import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunLimits } from '../../../../src/api/run.ts';
import { FairQueue } from '../../../../src/engine/executor/limits/fairQueue.ts';
import { MinHeap } from '../../../../src/engine/executor/limits/minHeap.ts';
import type { Place, Turn } from '../../../../src/engine/executor/limits/fairQueue.ts';

const limits = (concurrency: number, perSite = 1000, perJumpHost = 1000): RunLimits => ({
  concurrency,
  concurrencyPerSite: perSite,
  concurrencyPerJumpHost: perJumpHost,
});
const at = (site?: string, jumpHost?: string): Place => ({ site, jumpHost });

/** Everything that gets a turn now. */
function takeAll<T>(queue: FairQueue<T>): Turn<T>[] {
  const turns: Turn<T>[] = [];
  for (let turn = queue.take(); turn !== undefined; turn = queue.take()) turns.push(turn);
  return turns;
}
const items = <T>(turns: readonly Turn<T>[]): T[] => turns.map(({ item }) => item);

describe('FairQueue', () => {
  it('gives turns in the order of coming within a site, and to the sites in turn', () => {
    const queue = new FairQueue<string>();
    const run = queue.join(limits(100));
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) queue.add(run, at(name.slice(0, 1)), name);
    assert.deepEqual(items(takeAll(queue)), ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('does not let a large site keep the others waiting', () => {
    const queue = new FairQueue<string>();
    const run = queue.join(limits(10));
    for (let index = 0; index < 900; index += 1) queue.add(run, at('large'), `large-${String(index)}`);
    for (let index = 0; index < 3; index += 1) queue.add(run, at('small'), `small-${String(index)}`);
    queue.add(run, at(), 'without a site');
    const first = items(takeAll(queue));
    assert.equal(first.filter((name) => name.startsWith('small')).length, 3);
    assert.ok(first.includes('without a site'));
  });

  it('is fair between sites that are behind different jump hosts, too', () => {
    const queue = new FairQueue<string>();
    const run = queue.join(limits(100));
    for (const site of ['a', 'b', 'c'])
      for (let index = 0; index < 4; index += 1) queue.add(run, at(site, 'jump'), site);
    for (let index = 0; index < 4; index += 1) queue.add(run, at('d'), 'd');
    assert.deepEqual(items(takeAll(queue)).slice(0, 8).sort(), ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']);
  });

  it('keeps to the limits of site and jump host while others go on, and gives places on', () => {
    const queue = new FairQueue<string>();
    const run = queue.join(limits(100, 2, 3));
    for (let index = 0; index < 5; index += 1) {
      queue.add(run, at('a', 'jump'), 'a');
      queue.add(run, at('b', 'jump'), 'b');
      queue.add(run, at('c'), 'c');
    }
    const turns = takeAll(queue);
    assert.deepEqual(items(turns).sort(), ['a', 'a', 'b', 'c', 'c']);
    turns.find(({ item }) => item === 'a')?.release();
    assert.deepEqual(items(takeAll(queue)), ['b']);
  });

  it('lets simultaneous runs take turns, all together at most the largest of their limits', () => {
    const queue = new FairQueue<string>();
    const [one, two] = [queue.join(limits(6)), queue.join(limits(2))];
    for (let index = 0; index < 10; index += 1) {
      queue.add(one, at('a'), 'one');
      queue.add(two, at('a'), 'two');
    }
    const turns = takeAll(queue);
    assert.deepEqual(items(turns), ['one', 'two', 'one', 'two', 'one', 'one']);
    turns[1]?.release();
    assert.deepEqual(items(takeAll(queue)), ['two']);
  });

  it('counts the devices of one site together, whichever run they belong to', () => {
    const queue = new FairQueue<string>();
    const [one, two] = [queue.join(limits(50, 3)), queue.join(limits(50, 3))];
    for (let index = 0; index < 5; index += 1) queue.add(one, at('a'), 'one');
    for (let index = 0; index < 5; index += 1) queue.add(two, at('a'), 'two');
    assert.equal(takeAll(queue).length, 3);
  });

  it('gives a gate that is shut no turns but the permitted ones', () => {
    const queue = new FairQueue<string>();
    const run = queue.join(limits(100));
    const careless = queue.join(limits(100), true);
    queue.gate('site', 'a').shut(0);
    for (let index = 0; index < 3; index += 1) queue.add(run, at('a'), 'a');
    queue.add(run, at('b'), 'b');
    queue.add(careless, at('a'), 'careless');
    assert.deepEqual(items(takeAll(queue)), ['b', 'careless']);
    assert.equal(run.waitingAt(queue.gate('site', 'a')), 3);
    queue.gate('site', 'a').shut(1);
    assert.deepEqual(items(takeAll(queue)), ['a']);
    queue.gate('site', 'a').open();
    assert.deepEqual(items(takeAll(queue)), ['a', 'a']);
  });

  it('takes new limits up at once, and never gives a turn to what was taken back', () => {
    const queue = new FairQueue<string>();
    const run = queue.join(limits(2, 1));
    const waiting = ['a', 'b', 'c', 'd'].map((name) => queue.add(run, at('site'), name));
    assert.deepEqual(items(takeAll(queue)), ['a']);
    const [, second] = waiting;
    assert.ok(second);
    assert.equal(queue.remove(second), true);
    assert.equal(queue.remove(second), false);
    queue.adjust(run, limits(3, 3));
    assert.deepEqual(items(takeAll(queue)), ['c', 'd']);
    assert.equal(run.size, 0);
  });

  it('never breaks a limit and never leaves room unused, whatever happens', () => {
    const place = fc.record({
      site: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
      jumpHost: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    });
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), run: fc.nat(1), place }),
      fc.record({ do: fc.constant('release' as const), which: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const queue = new FairQueue<{ run: number; place: Place }>();
        const own = [limits(4, 2, 3), limits(3, 3, 2)] as const;
        const runs = own.map((each) => queue.join(each));
        const waiting = new Set<object>();
        const busy: Turn<{ run: number; place: Place }>[] = [];
        const fits = ({ run, place: { site, jumpHost } }: { run: number; place: Place }): boolean => {
          const mine = own[run] ?? own[0];
          const count = (test: (item: { run: number; place: Place }) => boolean): number =>
            busy.filter(({ item }) => test(item)).length;
          return (
            busy.length < 4 &&
            count((item) => item.run === run) < mine.concurrency &&
            (site === undefined || count((item) => item.place.site === site) < mine.concurrencyPerSite) &&
            (jumpHost === undefined ||
              count((item) => item.place.jumpHost === jumpHost) < mine.concurrencyPerJumpHost)
          );
        };
        const all: { run: number; place: Place }[] = [];
        for (const each of steps) {
          if (each.do === 'add') {
            const item = { run: each.run, place: each.place };
            all.push(item);
            waiting.add(item);
            queue.add(runs[each.run] ?? assert.fail(), each.place, item);
          } else if (busy.length > 0) {
            busy.splice(each.which % busy.length, 1)[0]?.release();
          }
          for (let turn = queue.take(); turn !== undefined; turn = queue.take()) {
            assert.ok(fits(turn.item));
            assert.ok(waiting.delete(turn.item));
            busy.push(turn);
          }
          for (const item of all) if (waiting.has(item)) assert.ok(!fits(item), 'room is left');
        }
      }),
    );
  });

  for (const [what, siteOf, jumpHostOf] of [
    [
      'a site for each device',
      (index: number) => `site-${String(index)}`,
      (index: number) => `j-${String(index % 3)}`,
    ],
    ['a jump host for each device', () => undefined, (index: number) => `j-${String(index)}`],
    ['few sites', (index: number) => `site-${String(index % 7)}`, () => undefined],
  ] as const) {
    it(`looks at gates a number of times that grows with the devices, not with their square: ${what}`, () => {
      const cost = (devices: number): number => {
        const queue = new FairQueue<number>();
        const run = queue.join(limits(100, 5, 25));
        let asked = 0;
        const counted = new Set<object>();
        const count = (scope: 'site' | 'jump-host', name: string | undefined): void => {
          const gate = name === undefined ? undefined : queue.gate(scope, name);
          if (gate === undefined || counted.has(gate)) return;
          counted.add(gate);
          const before = gate.hasRoom.bind(gate);
          gate.hasRoom = (...words) => {
            asked += 1;
            return before(...words);
          };
        };
        for (let index = 0; index < devices; index += 1) {
          const place = at(siteOf(index), jumpHostOf(index));
          count('site', place.site);
          count('jump-host', place.jumpHost);
          queue.add(run, place, index);
        }
        const busy = takeAll(queue);
        let done = 0;
        for (let turn = busy.shift(); turn !== undefined; turn = busy.shift()) {
          turn.release();
          done += 1;
          busy.push(...takeAll(queue));
        }
        assert.equal(done, devices);
        return asked;
      };
      assert.ok(cost(4000) < 5 * cost(1000));
    });
  }
});

describe('MinHeap', () => {
  it('gives back everything in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.array(fc.nat(50)), (first, second) => {
        const heap = new MinHeap<number>();
        const inside: number[] = [];
        const push = (value: number): void => {
          heap.push(value, value);
          inside.push(value);
        };
        const pop = (): void => {
          const smallest = inside.length === 0 ? undefined : Math.min(...inside);
          assert.equal(heap.pop()?.value, smallest);
          if (smallest !== undefined) inside.splice(inside.indexOf(smallest), 1);
        };
        for (const value of first) push(value);
        for (const value of second) {
          pop();
          push(value);
        }
        while (inside.length > 0) pop();
        pop();
      }),
    );
  });
});
