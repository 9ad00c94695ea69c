import assert from 'node:assert/strict';
import { HeapGrowth } from '../../../src/engine/executor/heapGrowth.ts';
import { OutputPages } from '../../../src/store/outputs/outputPages.ts';

describe('HeapGrowth', () => {
  it('keeps the heap small while long outputs come, and leaves it alone otherwise', () => {
    const pages = new OutputPages();
    const flags: string[] = [];
    const growth = new HeapGrowth(pages, (flag) => flags.push(flag));
    const write = (count: number): void => {
      for (let index = 0; index < count; index += 1) pages.give(pages.take());
    };
    write(100);
    growth.look();
    assert.deepEqual(flags, [], 'some long outputs are nothing');
    write(100);
    assert.deepEqual(flags, ['--heap-growing-percent=70']);
    growth.look();
    write(1);
    growth.look();
    write(1000);
    growth.look();
    assert.equal(flags.length, 1, 'once');
    growth.look();
    assert.deepEqual(flags.slice(1), ['--heap-growing-percent=0']);
    growth.look();
    write(127);
    assert.equal(flags.length, 2);
    write(1);
    assert.deepEqual(flags.slice(2), ['--heap-growing-percent=70']);
  });
});
