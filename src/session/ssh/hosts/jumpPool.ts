import { isErrorInfo } from '../../../api/diagnostic.ts';
import type { Logger } from '../../../api/ports.ts';
import type { TransportOptions } from '../../../api/transport.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { isRetryable } from '../isRetryable.ts';
import type { SshConnection } from '../sshConnection.ts';
import type { HostSpec } from './hostSpec.ts';

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

interface Entry {
  readonly key: string;
  readonly abort: AbortController;
  readonly connection: Promise<SshConnection>;
  state: 'opening' | 'open' | 'failed';
  leases: number;
  idle: NodeJS.Timeout | undefined;
}

/**
 * One connection per jump host for all that goes through it, also while it is being opened. It stays for a while after its
 * last user, so that devices worked on one after another do not log in (and ask for a code) again each time.
 */
export class JumpPool {
  readonly #connect: ConnectHop;
  readonly #logger: Logger;
  readonly #idleMs: number;
  readonly #entries = new Map<string, Entry>();

  constructor(connect: ConnectHop, logger: Logger, idleMs: number) {
    this.#connect = connect;
    this.#logger = logger;
    this.#idleMs = idleMs;
  }

  /**
   * A share in the last of the hops; `options` has the time-outs, should it have to be opened. Rejects with the error of the
   * hop that failed, or the reason of `signal`.
   */
  async lease(hops: readonly HostSpec[], options: TransportOptions, signal: AbortSignal): Promise<JumpLease> {
    signal.throwIfAborted();
    const entry = this.#entries.get(keyOf(hops)) ?? this.#open(hops, options);
    clearTimeout(entry.idle);
    entry.leases++;
    let open = true;
    const release = (): void => {
      if (!open) return;
      open = false;
      this.#release(entry);
    };
    try {
      const connection = await untilAborted(entry.connection, signal);
      return { connection, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Closes all of them. */
  close(): void {
    for (const entry of [...this.#entries.values()]) this.#drop(entry);
  }

  #open(hops: readonly HostSpec[], options: TransportOptions): Entry {
    const abort = new AbortController();
    const key = keyOf(hops);
    const entry: Entry = {
      key,
      abort,
      connection: this.#start(hops, options, abort.signal),
      state: 'opening',
      leases: 0,
      idle: undefined,
    };
    this.#entries.set(key, entry);
    entry.connection.then(
      (connection) => {
        entry.state = 'open';
        connection.onClose((reason) => {
          this.#forget(entry);
          if (reason !== undefined) this.#logger.warn(`${connection.label}: lost. ${reason.message}`);
        });
        if (abort.signal.aborted) connection.close();
      },
      (error: unknown) => {
        entry.state = 'failed';
        // What would fail again, and could lock the account, stays as it is for everyone who comes later.
        if (mayPass(error) || abort.signal.aborted) this.#forget(entry);
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
    if (hops.length === 1) return this.#connect(hop, undefined, options, signal);
    const before = await this.lease(hops.slice(0, -1), options, signal);
    try {
      const connection = await this.#connect(hop, before.connection, options, signal);
      connection.onClose(before.release);
      before.connection.onClose((reason) => {
        if (reason !== undefined) connection.fail(jumpLostError(hop.label, before.connection.label, reason));
      });
      return connection;
    } catch (error) {
      before.release();
      throw error;
    }
  }

  #release(entry: Entry): void {
    if (--entry.leases > 0 || entry.state === 'failed') return;
    if (entry.state === 'opening') {
      this.#drop(entry);
      return;
    }
    entry.idle = setTimeout(() => {
      this.#drop(entry);
    }, this.#idleMs);
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
    clearTimeout(entry.idle);
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key);
  }
}

/** `session.jump-host-lost`: what went through a jump host ended with it. */
export function jumpLostError(label: string, hop: string, reason: ShowrunError): ShowrunError {
  return new ShowrunError(
    'session.jump-host-lost',
    `${label}: the connection to ${hop} was lost: ${reason.message}`,
    {
      hint: 'Everything behind that jump host ended with it. What was complete is kept.',
      cause: reason,
    },
  );
}

function mayPass(error: unknown): boolean {
  return !isErrorInfo(error) || isRetryable(error.code) || error.code === 'session.cancelled';
}

/** Two routes share a connection if they log in to the same hops as the same users in the same way. */
function keyOf(hops: readonly HostSpec[]): string {
  return JSON.stringify(hops);
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
