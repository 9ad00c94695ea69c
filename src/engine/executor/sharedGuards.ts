import { LoginGuard } from '../../session/ssh/loginGuard.ts';

/** A run's part in a guard. */
export interface GuardLease {
  readonly guard: LoginGuard;
  /** To be called once, when the run is over. */
  leave(): void;
}

/**
 * Simultaneous runs count rejected logins together, or two of them would lock an account that each alone would spare; the
 * smallest of their limits holds for all. When the last of them is over, everything is forgotten: whoever starts again then
 * has corrected the password.
 */
export class SharedGuards {
  readonly #limits = new Set<{ readonly maxRejected: number }>();
  #guard: LoginGuard | undefined;

  /** The guard of the runs that go on now. */
  join(maxRejected: number): GuardLease {
    const own = { maxRejected };
    this.#limits.add(own);
    const guard = (this.#guard ??= new LoginGuard(maxRejected));
    guard.limitTo(this.#smallest());
    return {
      guard,
      leave: () => {
        this.#limits.delete(own);
        if (this.#limits.size === 0) this.#guard = undefined;
        else guard.limitTo(this.#smallest());
      },
    };
  }

  #smallest(): number {
    return Math.min(...[...this.#limits].map(({ maxRejected }) => maxRejected));
  }
}
