import assert from 'node:assert/strict';
import { JumpShares } from '../../../../src/session/ssh/hosts/jumpShares.ts';
import type { SharedJump } from '../../../../src/session/ssh/hosts/jumpShares.ts';

interface Jump extends SharedJump {
  readonly name: number;
}

describe('JumpShares', () => {
  const never = new AbortController().signal;
  let opened: Jump[];
  let shares: JumpShares<Jump>;

  beforeEach(() => {
    opened = [];
    shares = new JumpShares<Jump>();
  });

  const take = (key = 'k', signal = never): Promise<Jump> =>
    shares.take(key, signal, () => {
      const jump: Jump = { key, state: 'open', leases: 0, name: opened.length };
      opened.push(jump);
      return jump;
    });

  /** Lets everything run that can. */
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('shares one connection for as long as that bears it, and never between different hosts', async () => {
    await Promise.all(Array.from({ length: 50 }, () => take()));
    await take('other');
    assert.deepEqual(
      opened.map(({ key, leases }) => [key, leases]),
      [
        ['k', 50],
        ['other', 1],
      ],
    );
  });

  it('learns the limit from refusals, and keeps to it', async () => {
    const jump = await take();
    await take();
    await take();
    assert.equal(shares.noteFull(jump), true);
    shares.give(jump);
    assert.equal((await take()).name, 1);
    assert.equal((await take()).name, 1);
    assert.equal((await take()).name, 2);
  });

  it('knows no limit from one that was refused alone', async () => {
    assert.equal(shares.noteFull(await take()), false);
  });

  it('lets those wait who find ten full ones, first come or not, and wakes them', async () => {
    const first = await take();
    await take();
    shares.noteFull(first);
    shares.give(first);
    for (let i = 0; i < 9; i++) await take();
    assert.equal(opened.length, 10);
    let got = 0;
    const waiting = [take(), take()].map((each) => each.then((jump) => (got++, jump)));
    await settled();
    assert.equal(got, 0);
    shares.give(first);
    await settled();
    assert.equal(got, 1);
    shares.remove(first);
    assert.equal((await Promise.all(waiting)).length, 2);
    assert.equal(opened.length, 11, 'one that was lost makes room for another');
  });

  it('gives up a wait that is aborted', async () => {
    const first = await take();
    await take();
    shares.noteFull(first);
    shares.give(first);
    for (let i = 0; i < 9; i++) await take();
    const abort = new AbortController();
    const waiting = take('k', abort.signal);
    abort.abort(new Error('stop'));
    await assert.rejects(waiting, /stop/);
  });

  it('gives a failed one to everybody where there is no other, and waits for the others where there are', async () => {
    const only = await take();
    only.state = 'failed';
    assert.equal(await take(), only);
    shares.remove(only);
    const good = await take();
    await take();
    shares.noteFull(good);
    shares.give(good);
    const further = await take();
    further.state = 'failed';
    let got: Jump | undefined;
    void take().then((jump) => (got = jump));
    await settled();
    assert.equal(got, undefined);
    shares.give(good);
    await settled();
    assert.equal(got, good);
  });
});
