import { LoginGuard } from '../../session/ssh/loginGuard.ts';

/** A run's part in a guard. */
export interface GuardLease {
  readonly guard: LoginGuard;
  /** To be called once, when the run is over. */
  leave(): void;
}

/**
 * Simultaneous runs count rejected logins together, or two of them would lock an account that each alone would spare. When
 * the last of them is over, everything is forgotten: whoever starts again then has corrected the password.
 */
export class SharedGuards {
  readonly #guards = new Map<number, { readonly guard: LoginGuard; runs: number }>();

  /** The guard of the runs that go on now with this limit. */
  join(maxRejected: number): GuardLease {
    const shared = this.#guards.get(maxRejected) ?? { guard: new LoginGuard(maxRejected), runs: 0 };
    this.#guards.set(maxRejected, shared);
    shared.runs += 1;
    return {
      guard: shared.guard,
      leave: () => {
        shared.runs -= 1;
        if (shared.runs === 0) this.#guards.delete(maxRejected);
      },
    };
  }
}
