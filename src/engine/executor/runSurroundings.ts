import type { Logger } from '../../api/ports.ts';
import type { Prompter, Secrets } from '../../api/question.ts';
import type { SecretSource } from '../../session/ssh/secretSource.ts';

/** What a run lends to its connections. */
export interface Lent {
  readonly prompter: Prompter;
  readonly secrets: SecretSource;
  readonly logger: Logger;
}

/**
 * What connections may hold on to: it works as long as the run goes on. A connection that outlives its run keeps a way to
 * this object, and through it to nothing any more: neither secrets nor answers stay in memory for its sake.
 */
export class RunSurroundings implements Lent {
  #lent: Lent | undefined;
  /** Login data that was given out, by the name of the credential. */
  readonly #given = new Map<string, Secrets | undefined>();

  constructor(lent: Lent) {
    this.#lent = lent;
  }

  readonly prompter: Prompter = {
    ask: (question, signal) => this.#now().prompter.ask(question, signal),
  };

  readonly secrets: SecretSource = {
    get: async (request, signal) => {
      const found = await this.#now().secrets.get(request, signal);
      if (this.#lent !== undefined) this.#given.set(request.credential, found);
      return found;
    },
  };

  readonly logger: Logger = {
    trace: (message) => this.#lent?.logger.trace(message),
    debug: (message) => this.#lent?.logger.debug(message),
    info: (message) => this.#lent?.logger.info(message),
    warn: (message) => this.#lent?.logger.warn(message),
    error: (message) => this.#lent?.logger.error(message),
  };

  /** Login data of a credential; undefined where the run never needed it, which is not the same as having none. */
  given(credential: string): { readonly secrets: Secrets | undefined } | undefined {
    return this.#given.has(credential) ? { secrets: this.#given.get(credential) } : undefined;
  }

  /** Takes everything back. */
  end(): void {
    this.#lent = undefined;
    this.#given.clear();
  }

  #now(): Lent {
    if (this.#lent === undefined) throw new Error('the run is over');
    return this.#lent;
  }
}
