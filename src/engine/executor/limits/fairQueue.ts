import type { RunLimits } from '../../../api/run.ts';
import { Gate } from './gate.ts';
import { RunShare } from './runShare.ts';
import type { Lane } from './runShare.ts';

/** What a device shares with others. */
export interface Place {
  readonly site: string | undefined;
  /** As the inventory writes it. */
  readonly jumpHost: string | undefined;
}

/** Something that waits for its turn. */
export interface Waiting<T> {
  readonly item: T;
  readonly lane: Lane<T>;
}

/** Something that has its turn; the place is free again after `release`. */
export interface Turn<T> {
  readonly item: T;
  /** To be called once. */
  readonly release: () => void;
}

/**
 * Who is next: runs take turns, within a run sites take turns, and what is waiting longest at a site comes first. Nobody
 * gets a turn where a limit is reached or a gate is shut. Has no time of its own and starts nothing: `take` as long as it
 * gives something. A turn costs the same however many wait, but for the logarithm of the number of jump hosts.
 */
export class FairQueue<T> {
  readonly #runs = new Set<RunShare<T>>();
  readonly #sites = new Map<string, Gate>();
  readonly #jumpHosts = new Map<string, Gate>();
  #busy = 0;
  #turns = 0;

  /** Counts a run in. `ignoresShutGates`: it goes through gates that are shut. */
  join(limits: RunLimits, ignoresShutGates = false): RunShare<T> {
    const run = new RunShare<T>(limits, ignoresShutGates);
    this.#runs.add(run);
    return run;
  }

  /** The run is over. What everybody knew is forgotten with the last one. */
  leave(run: RunShare<T>): void {
    this.#runs.delete(run);
    if (this.#runs.size > 0) return;
    this.#sites.clear();
    this.#jumpHosts.clear();
  }

  /** Other limits for a run; what has its turn keeps it. */
  adjust(run: RunShare<T>, limits: RunLimits): void {
    run.limits = limits;
    for (const gate of [...this.#sites.values(), ...this.#jumpHosts.values()]) gate.wake();
  }

  add(run: RunShare<T>, place: Place, item: T): Waiting<T> {
    const jumpHost = place.jumpHost === undefined ? undefined : this.gate('jump-host', place.jumpHost);
    const site = place.site === undefined ? undefined : this.gate('site', place.site);
    const waiting = { item, lane: run.lane(jumpHost, site) };
    run.add(waiting);
    return waiting;
  }

  /** Takes back what waits. False where it does not wait any more. */
  remove(waiting: Waiting<T>): boolean {
    return waiting.lane.run.remove(waiting);
  }

  /** The next one, if there is room for one. */
  take(): Turn<T> | undefined {
    const limit = Math.max(1, ...[...this.#runs].map((run) => run.limits.concurrency));
    if (this.#busy >= limit) return undefined;
    for (const run of this.#runs) {
      const waiting = run.busy < run.limits.concurrency ? run.take((this.#turns += 1)) : undefined;
      if (waiting === undefined) continue;
      // the next turn is another run's
      this.#runs.delete(run);
      this.#runs.add(run);
      return this.#start(waiting);
    }
    return undefined;
  }

  /** The gate of a site or a jump host, to be shut and opened. */
  gate(scope: 'site' | 'jump-host', name: string): Gate {
    const gates = scope === 'site' ? this.#sites : this.#jumpHosts;
    const gate = gates.get(name) ?? new Gate();
    gates.set(name, gate);
    return gate;
  }

  #start({ item, lane }: Waiting<T>): Turn<T> {
    const { run, gates } = lane;
    this.#busy += 1;
    run.busy += 1;
    for (const gate of gates) gate.enter(run.ignoresShut);
    return {
      item,
      release: () => {
        this.#busy -= 1;
        run.busy -= 1;
        for (const gate of gates) gate.leave();
      },
    };
  }
}
