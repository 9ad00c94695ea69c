import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LoginGuard } from '../../../../src/session/ssh/loginGuard.ts';
import type { LoginTicket } from '../../../../src/session/ssh/loginGuard.ts';

const never = new AbortController().signal;

/** The state of a promise after everything that is due has happened. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  for (let i = 0; i < 10; i++) await Promise.resolve();
  return (await Promise.race([promise.catch(() => undefined), Promise.resolve(pending)])) === pending;
}

describe('LoginGuard', () => {
  it('lets no more logins begin than may fail, until one was accepted', async () => {
    const guard = new LoginGuard(2);
    const [first] = [await guard.enter('c', 'a', never), await guard.enter('c', 'b', never)];
    const third = guard.enter('c', 'c', never);
    assert.ok(await isPending(third));
    first.accepted();
    await third;
    await Promise.all(Array.from({ length: 50 }, () => guard.enter('c', 'x', never)));
  });

  it('stops after so many rejections, also for those that wait', async () => {
    const guard = new LoginGuard(1);
    const ticket = await guard.enter('c', 'a', never);
    const waiting = guard.enter('c', 'b', never);
    ticket.rejected();
    await assert.rejects(waiting, { code: 'session.credential-stopped' });
    await assert.rejects(guard.enter('c', 'd', never), { code: 'session.credential-stopped' });
    await guard.enter('other', 'a', never);
  });

  it('gives the place of a login that was never judged to the next', async () => {
    const guard = new LoginGuard(1);
    const ticket = await guard.enter('c', 'a', never);
    const waiting = guard.enter('c', 'b', never);
    ticket.unused();
    await waiting;
  });

  it('lets one who waits be cancelled', async () => {
    const guard = new LoginGuard(1);
    await guard.enter('c', 'a', never);
    const abort = new AbortController();
    const waiting = guard.enter('c', 'b', abort.signal);
    abort.abort(new Error('stop'));
    await assert.rejects(waiting, /stop/);
  });

  it('never lets more than the limit fail in a row, whatever happens in which order', async () => {
    const outcomes = fc.array(fc.constantFrom('accepted', 'rejected', 'unused'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(outcomes, fc.integer({ min: 1, max: 4 }), async (list, limit) => {
        const guard = new LoginGuard(limit);
        const begun: { ticket: LoginTicket; outcome: keyof LoginTicket }[] = [];
        let proven = false;
        let worst = 0;
        let inRow = 0;
        const work = list.map(async (outcome) => {
          const ticket = await guard.enter('c', 'x', never);
          begun.push({ ticket, outcome });
        });
        for (let i = 0; i < list.length; i++) {
          for (let turn = 0; turn < 10; turn++) await Promise.resolve();
          const next = begun.shift();
          if (next === undefined) break;
          if (next.outcome === 'accepted') {
            proven = true;
            inRow = 0;
          }
          if (next.outcome === 'rejected' && !proven) worst = Math.max(worst, ++inRow);
          next.ticket[next.outcome]();
        }
        await Promise.race([Promise.allSettled(work), Promise.resolve()]);
        assert.ok(worst <= limit);
      }),
    );
  });
});
