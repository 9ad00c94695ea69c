import type { Plan } from '../../api/plan.ts';
import { ShowrunError } from '../../core/errors.ts';
import { RunStore } from '../../store/runStore.ts';

/**
 * Keeps a run from being continued twice at the same time, by two clicks or in two editors: both would send what was missing
 * when they looked. A plan that was made before another one continued the run is out of date as well.
 */
export class ContinuationGuard {
  readonly #going = new Set<string>();

  /** Throws `engine.already-continued`. Returns what to call when the run is over; plans that continue nothing pass. */
  async enter(plan: Plan, runsFolder: string): Promise<() => void> {
    const { continues } = plan;
    if (continues === undefined) return () => undefined;
    const key = JSON.stringify([runsFolder, continues]);
    if (this.#going.has(key)) throw alreadyContinued(continues);
    this.#going.add(key);
    try {
      const store = new RunStore(runsFolder);
      const later = (await store.ids()).filter((id) => id > continues);
      for (const run of await store.list(later.length)) {
        if (run.continues !== continues) continue;
        // one that began in the millisecond of the plan was not over when the plan was made
        if (run.status === 'running' || run.startedAt >= plan.createdAt)
          throw alreadyContinued(continues, run.id);
      }
    } catch (error) {
      this.#going.delete(key);
      throw error;
    }
    return () => this.#going.delete(key);
  }
}

function alreadyContinued(run: string, by?: string): ShowrunError {
  const who = by === undefined ? 'another run' : `run ${by}`;
  return new ShowrunError('engine.already-continued', `Run ${run} is being continued, or was, by ${who}.`, {
    hint: 'Nothing was sent. Wait for its end, then continue again: only what is still missing is sent.',
  });
}
