import assert from 'node:assert/strict';
import { setTimeout as after } from 'node:timers/promises';
import { Deadline, DeadlineExpired } from '../../../../src/session/ssh/deadline.ts';

describe('a deadline', () => {
  let expired: DeadlineExpired | undefined;
  let expiry: Promise<DeadlineExpired>;

  /** A deadline whose expiry can be waited for. */
  function deadlineOf(ms: number): Deadline {
    const { promise, resolve } = Promise.withResolvers<DeadlineExpired>();
    expired = undefined;
    expiry = promise;
    return new Deadline(ms, (reason) => {
      expired = reason;
      resolve(reason);
    });
  }

  it('expires, and says after how long', async () => {
    deadlineOf(5).start();
    assert.equal((await expiry).ms, 5);
    assert.ok(expired instanceof DeadlineExpired);
  });

  it('does not begin before it is started', async () => {
    const deadline = deadlineOf(1);
    await deadline.hold(() => after(20));
    assert.equal(expired, undefined);
    deadline.start();
    await expiry;
  });

  it('stands still while somebody is asked, also twice at once, and goes on afterwards', async () => {
    const deadline = deadlineOf(10).start();
    await Promise.all([deadline.hold(() => after(60)), deadline.hold(() => after(40))]);
    assert.equal(expired, undefined, 'the timer came, and time was not up');
    await expiry;
  });

  it('stands still where it was started meanwhile', async () => {
    const deadline = deadlineOf(5);
    const held = deadline.hold(() => after(40));
    deadline.start();
    await held;
    assert.equal(expired, undefined);
    await expiry;
  });

  it('goes on where what was held fails, and passes the failure on', async () => {
    const deadline = deadlineOf(5).start();
    await assert.rejects(
      deadline.hold(() => Promise.reject(new Error('declined'))),
      /declined/,
    );
    await expiry;
  });

  it('does not come back once it is cleared', async () => {
    const deadline = deadlineOf(5).start();
    const held = deadline.hold(() => after(20));
    deadline.clear();
    await held;
    await after(20);
    assert.equal(expired, undefined);
  });
});
