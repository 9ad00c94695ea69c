import type { Plan } from '../../api/plan.ts';

/** Pause after the first look at the plan, in milliseconds. It doubles: a run may learn a one-time code for each device. */
const firstPauseMs = 1_000;
/** The longest pause, in milliseconds. */
const longestPauseMs = 30_000;

/**
 * The first run.json is written before any secret is known. Once one is, a line of the plan may turn out to hold it: the
 * record is written again then, with that line masked, so that a run that is interrupted leaves no secret behind either.
 */
export class MaskedHead {
  readonly #masked: () => Plan;
  readonly #write: (plan: Plan) => Promise<void>;
  #written = 0;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  /** Whether something was learned during the pause. */
  #isNew = false;
  #closed = false;
  #pauseMs = firstPauseMs;

  /** `masked` gives the plan with all secrets masked that are known by now; `write` puts it in place. */
  constructor(masked: () => Plan, write: (plan: Plan) => Promise<void>) {
    this.#masked = masked;
    this.#write = write;
  }

  /** Another secret is known. */
  secretsLearned(): void {
    if (this.#closed) return;
    this.#isNew = true;
    if (this.#timer !== undefined) return;
    this.#isNew = false;
    this.#working = this.#working.then(() => this.#look());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isNew) this.secretsLearned();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(longestPauseMs, 2 * this.#pauseMs);
    this.#timer.unref();
  }

  /** Resolves when nothing is being written any more, and nothing will be. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  async #look(): Promise<void> {
    const plan = this.#masked();
    const count = plan.devices.reduce((sum, { commands }) => sum + commands.filter(isMasked).length, 0);
    if (count <= this.#written) return;
    this.#written = count;
    // where it fails, the complete record is still to come, and tells of a folder that cannot be written
    await this.#write(plan).catch(() => undefined);
  }
}

function isMasked({ masked }: { readonly masked?: boolean }): boolean {
  return masked === true;
}
