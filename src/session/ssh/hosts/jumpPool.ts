import { isErrorInfo } from '../../../api/diagnostic.ts';
import type { Logger } from '../../../api/ports.ts';
import type { TransportOptions } from '../../../api/transport.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { isRetryable } from '../isRetryable.ts';
import type { SshConnection } from '../sshConnection.ts';
import type { HostSpec } from './hostSpec.ts';
import { isJumpFull, jumpLostError } from './jumpErrors.ts';
import { JumpShares } from './jumpShares.ts';
import type { SharedJump } from './jumpShares.ts';
import { untilAborted } from './untilAborted.ts';

/** A share in the connection to a jump host. */
export interface JumpLease {
  readonly connection: SshConnection;
  /** To be called once, when nothing goes through it any more. */
  readonly release: () => void;
}

/** Logs in to a hop; `via` is the hop before it. Runs until `signal` is aborted. */
export type ConnectHop = (
  hop: HostSpec,
  via: SshConnection | undefined,
  options: TransportOptions,
  signal: AbortSignal,
) => Promise<SshConnection>;

interface Entry extends SharedJump {
  readonly key: string;
  readonly abort: AbortController;
  readonly connection: Promise<SshConnection>;
  state: 'opening' | 'open' | 'failed';
  /** It is closed, or lost: nothing is to be kept of it. */
  isGone: boolean;
  idle: NodeJS.Timeout | undefined;
}

export interface JumpPoolOptions {
  readonly connect: ConnectHop;
  readonly logger: Logger;
  /** How long a connection is kept without use. */
  readonly idleMs: number;
  /** How long a failure that may pass holds for everyone: 100 devices behind a dead jump host do not knock 100 times. */
  readonly failureMs: number;
}

/**
 * One connection per jump host for all that goes through it, also while it is being opened; a further one only where the jump host
 * makes no more channels over the first. It stays for a while after its last user, so that devices worked on one after another do
 * not log in (and ask for a code) again each time.
 */
export class JumpPool {
  readonly #options: JumpPoolOptions;
  readonly #entries = new JumpShares<Entry>();

  constructor(options: JumpPoolOptions) {
    this.#options = options;
  }

  /**
   * Does something over a share in the last of the hops, and once more over another connection where the jump host made no further
   * channel over the first. The share is given back where `work` fails, and is for `work` to give back otherwise. `options` has
   * the time-outs, should it have to be opened. Rejects with the error of the hop that failed, or the reason of `signal`.
   */
  async through<T>(
    hops: readonly HostSpec[],
    options: TransportOptions,
    signal: AbortSignal,
    work: (lease: JumpLease) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const { entry, lease } = await this.#lease(hops, options, signal);
      try {
        return await work(lease);
      } catch (error) {
        const isOverfull = isJumpFull(error) && this.#entries.noteFull(entry);
        lease.release();
        if (!isOverfull || signal.aborted) throw error;
      }
    }
  }

  /** Closes all of them. */
  close(): void {
    for (const entry of this.#entries.all()) this.#drop(entry);
  }

  async #lease(
    hops: readonly HostSpec[],
    options: TransportOptions,
    signal: AbortSignal,
  ): Promise<{ readonly entry: Entry; readonly lease: JumpLease }> {
    signal.throwIfAborted();
    const key = keyOf(hops);
    const entry = await this.#entries.take(key, signal, () => this.#open(hops, options));
    if (entry.state !== 'failed') clearTimeout(entry.idle);
    let open = true;
    const release = (): void => {
      if (!open) return;
      open = false;
      this.#release(entry);
    };
    try {
      return { entry, lease: { connection: await untilAborted(entry.connection, signal), release } };
    } catch (error) {
      release();
      throw error;
    }
  }

  #open(hops: readonly HostSpec[], options: TransportOptions): Entry {
    const { logger, failureMs } = this.#options;
    const abort = new AbortController();
    const entry: Entry = {
      key: keyOf(hops),
      abort,
      connection: this.#start(hops, options, abort.signal),
      state: 'opening',
      isGone: false,
      leases: 0,
      idle: undefined,
    };
    entry.connection.then(
      (connection) => {
        entry.state = 'open';
        connection.onClose((reason) => {
          this.#forget(entry);
          if (reason !== undefined) logger.warn(`${connection.label}: lost. ${reason.message}`);
        });
        if (abort.signal.aborted) connection.close();
      },
      (error: unknown) => {
        entry.state = 'failed';
        // What would fail again, and could lock the account, stays as it is for everyone who comes later.
        if (abort.signal.aborted) this.#forget(entry);
        else if (mayPass(error)) {
          entry.idle = setTimeout(() => {
            this.#forget(entry);
          }, failureMs);
          entry.idle.unref();
        }
      },
    );
    return entry;
  }

  async #start(
    hops: readonly HostSpec[],
    options: TransportOptions,
    signal: AbortSignal,
  ): Promise<SshConnection> {
    const hop = hops.at(-1);
    if (hop === undefined) throw new Error('a route without hops needs no jump host');
    const { connect } = this.#options;
    if (hops.length === 1) return connect(hop, undefined, options, signal);
    return this.through(hops.slice(0, -1), options, signal, async (before) => {
      const connection = await connect(hop, before.connection, options, signal);
      connection.onClose(before.release);
      before.connection.onClose((reason) => {
        if (reason !== undefined) connection.fail(jumpLostError(hop.label, before.connection.label, reason));
      });
      return connection;
    });
  }

  #release(entry: Entry): void {
    if (this.#entries.give(entry) > 0 || entry.state === 'failed' || entry.isGone) return;
    if (entry.state === 'opening') {
      this.#drop(entry);
      return;
    }
    entry.idle = setTimeout(() => {
      this.#drop(entry);
    }, this.#options.idleMs);
    entry.idle.unref();
  }

  #drop(entry: Entry): void {
    this.#forget(entry);
    entry.abort.abort(new ShowrunError('session.cancelled', 'The jump host is not needed any more.'));
    entry.connection.then(
      (connection) => {
        connection.close();
      },
      () => undefined,
    );
  }

  #forget(entry: Entry): void {
    entry.isGone = true;
    clearTimeout(entry.idle);
    this.#entries.remove(entry);
  }
}

function mayPass(error: unknown): boolean {
  return !isErrorInfo(error) || isRetryable(error.code) || error.code === 'session.cancelled';
}

/** Two routes share a connection if they log in to the same hops as the same users in the same way. */
function keyOf(hops: readonly HostSpec[]): string {
  return JSON.stringify(hops);
}
