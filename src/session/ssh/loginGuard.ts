import { ShowrunError } from '../../core/errors.ts';

/** Permission for one login with a password; exactly one of its methods has to be called. */
export interface LoginTicket {
  accepted(): void;
  rejected(): void;
  /** The login ended before the password was judged. */
  unused(): void;
}

interface Account {
  proven: boolean;
  rejected: number;
  inFlight: number;
  readonly waiting: Set<() => void>;
}

/**
 * Keeps a wrong password from locking an account. Until a credential has been accepted somewhere, so many logins at most
 * are under way that even if all fail, `maxRejected` is not exceeded; the others wait. After `maxRejected` rejections with
 * no success in between the credential is not used any more.
 */
export class LoginGuard {
  #maxRejected: number;
  readonly #accounts = new Map<string, Account>();

  constructor(maxRejected: number) {
    this.#maxRejected = Math.max(1, maxRejected);
  }

  /** Another limit from now on; what was counted stays. */
  limitTo(maxRejected: number): void {
    this.#maxRejected = Math.max(1, maxRejected);
    for (const { waiting } of this.#accounts.values()) for (const wake of [...waiting]) wake();
  }

  /**
   * Waits for its turn. Throws `session.credential-stopped`, or the reason of `signal`.
   * @param label who asks, for the message
   */
  async enter(credential: string, label: string, signal: AbortSignal): Promise<LoginTicket> {
    const account = this.#account(credential);
    while (!account.proven && account.rejected + account.inFlight >= this.#maxRejected) {
      if (account.rejected >= this.#maxRejected) throw stoppedError(credential, label, account.rejected);
      await waitForChange(account, signal);
    }
    signal.throwIfAborted();
    account.inFlight++;
    return ticketFor(account);
  }

  #account(credential: string): Account {
    let account = this.#accounts.get(credential);
    if (account === undefined) {
      account = { proven: false, rejected: 0, inFlight: 0, waiting: new Set() };
      this.#accounts.set(credential, account);
    }
    return account;
  }
}

function ticketFor(account: Account): LoginTicket {
  let open = true;
  const finish = (change: () => void) => () => {
    if (!open) return;
    open = false;
    account.inFlight--;
    change();
    for (const wake of [...account.waiting]) wake();
  };
  return {
    accepted: finish(() => {
      account.proven = true;
      account.rejected = 0;
    }),
    rejected: finish(() => {
      account.proven = false;
      account.rejected++;
    }),
    unused: finish(() => undefined),
  };
}

function waitForChange(account: Account, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const done = (): void => {
      account.waiting.delete(wake);
      signal.removeEventListener('abort', stop);
    };
    const wake = (): void => {
      done();
      resolve();
    };
    const stop = (): void => {
      done();
      reject(signal.reason as Error);
    };
    account.waiting.add(wake);
    signal.addEventListener('abort', stop, { once: true });
  });
}

function stoppedError(credential: string, label: string, rejected: number): ShowrunError {
  return new ShowrunError(
    'session.credential-stopped',
    `${label}: not tried, because the credential ${JSON.stringify(credential)} has been rejected ${rejected} times in this run.`,
    {
      hint: 'Stopped so that no account is locked out. Correct the credential and run again for these devices.',
    },
  );
}
