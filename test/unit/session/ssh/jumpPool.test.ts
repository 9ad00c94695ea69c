import assert from 'node:assert/strict';
import { setTimeout as after } from 'node:timers/promises';
import type { TransportOptions } from '../../../../src/api/transport.ts';
import type { HostSpec } from '../../../../src/session/ssh/hosts/hostSpec.ts';
import { JumpPool } from '../../../../src/session/ssh/hosts/jumpPool.ts';
import type { JumpLease } from '../../../../src/session/ssh/hosts/jumpPool.ts';
import type { SshConnection } from '../../../../src/session/ssh/sshConnection.ts';
import { quietLogger } from '../../../helpers/quietLogger.ts';

const idleMs = 5;
const hops = [{ label: 'jump host j' }] as unknown as readonly HostSpec[];
const options = {} as TransportOptions;
const never = new AbortController().signal;

/** A connection that is only looked at: how often it was closed, and its loss. */
class FakeConnection {
  readonly label = 'jump host j';
  closed = 0;
  readonly #listeners: ((reason: Error | undefined) => void)[] = [];

  onClose(listener: (reason: Error | undefined) => void): () => void {
    this.#listeners.push(listener);
    return () => undefined;
  }

  close(): void {
    this.closed += 1;
  }

  lose(): void {
    for (const listener of this.#listeners) listener(new Error('it was lost'));
  }
}

describe('connections to jump hosts', () => {
  let made: FakeConnection[];
  let pool: JumpPool;
  beforeEach(() => {
    made = [];
    pool = new JumpPool({
      connect: () => {
        const connection = new FakeConnection();
        made.push(connection);
        return Promise.resolve(connection as unknown as SshConnection);
      },
      logger: quietLogger,
      idleMs,
      failureMs: 1_000,
    });
  });

  const lease = (): Promise<JumpLease> => pool.through(hops, options, never, (each) => Promise.resolve(each));

  it('are shared, and kept for a while after their last user', async () => {
    const [one, other] = await Promise.all([lease(), lease()]);
    assert.equal(made.length, 1);
    one.release();
    other.release();
    assert.equal(made[0]?.closed, 0);
    (await lease()).release();
    assert.equal(made.length, 1, 'the next one finds it');
    await after(4 * idleMs);
    assert.equal(made[0]?.closed, 1);
  });

  it('are not kept once they are lost, or closed with the pool', async () => {
    const lost = await lease();
    made[0]?.lose();
    lost.release();
    const closed = await lease();
    assert.equal(made.length, 2, 'a lost one is of no use');
    pool.close();
    await after(0);
    closed.release();
    await after(4 * idleMs);
    assert.deepEqual(
      made.map((connection) => connection.closed),
      [0, 1],
      'nothing was kept that could be closed later',
    );
  });
});
