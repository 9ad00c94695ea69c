import assert from 'node:assert/strict';
import { SharedWork } from '../../../src/session/sharedWork.ts';

const never = new AbortController().signal;

describe('SharedWork', () => {
  it('works once for all who ask, and keeps the result', async () => {
    const shared = new SharedWork<number>();
    let runs = 0;
    const work = async (): Promise<number> => ++runs;
    assert.deepEqual(await Promise.all([shared.get('k', never, work), shared.get('k', never, work)]), [1, 1]);
    assert.equal(await shared.get('k', never, work), 1);
    assert.equal(await shared.get('other', never, work), 2);
    shared.forget('k');
    assert.equal(await shared.get('k', never, work), 3);
  });

  it('forgets work that failed', async () => {
    const shared = new SharedWork<number>();
    await assert.rejects(
      shared.get('k', never, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await shared.get('k', never, async () => 1), 1);
  });

  it('lets one go while others wait, and aborts the work when nobody does', async () => {
    const shared = new SharedWork<number>();
    let signal: AbortSignal | undefined;
    const work = (given: AbortSignal): Promise<number> => {
      signal = given;
      return new Promise(() => undefined);
    };
    const [one, two] = [new AbortController(), new AbortController()];
    const first = shared.get('k', one.signal, work);
    const second = shared.get('k', two.signal, work);
    one.abort(new Error('first gone'));
    await assert.rejects(first, /first gone/);
    assert.equal(signal?.aborted, false);
    two.abort(new Error('second gone'));
    await assert.rejects(second, /second gone/);
    assert.equal((signal as AbortSignal | undefined)?.aborted, true);
    assert.equal(await shared.get('k', never, async () => 5), 5, 'a new start');
  });
});
