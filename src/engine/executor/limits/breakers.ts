import type { ErrorInfo } from '../../../api/diagnostic.ts';
import type { Timers } from '../../../api/ports.ts';
import type { BreakerScope } from '../../../api/run.ts';
import { CircuitBreaker } from './circuitBreaker.ts';
import type { BreakerSettings } from './circuitBreaker.ts';
import type { Gate } from './gate.ts';

/** A site or a jump host with its breaker and the gate that the breaker shuts. */
export interface Guarded {
  readonly scope: BreakerScope;
  readonly name: string;
  readonly gate: Gate;
  readonly breaker: CircuitBreaker;
}

/** What became of an attempt; one of them is to be called. */
export interface AttemptReport {
  reached(): void;
  unreachable(error: ErrorInfo): void;
  /** It ended before anything could be said. */
  abandoned(): void;
}

interface Entry extends Guarded {
  takeBackTimer?: (() => void) | undefined;
}

/** The breakers of all sites and jump hosts: shuts their gates, and lets one device try when the pause is over. */
export class Breakers {
  readonly #gateOf: (scope: BreakerScope, name: string) => Gate;
  readonly #timers: Timers;
  readonly #onChange: (changed: Guarded) => void;
  readonly #entries = new Map<string, Entry>();

  /** `onChange` is told of every new state, and when somebody else may try. */
  constructor(
    gateOf: (scope: BreakerScope, name: string) => Gate,
    timers: Timers,
    onChange: (changed: Guarded) => void,
  ) {
    this.#gateOf = gateOf;
    this.#timers = timers;
    this.#onChange = onChange;
  }

  /** Those that do not let everybody through. */
  shut(): Guarded[] {
    return [...this.#entries.values()].filter(({ breaker }) => breaker.state !== 'closed');
  }

  /** An attempt at a device begins. */
  begin(
    device: string,
    place: { readonly site: string | undefined; readonly jumpHost: string | undefined },
    settings: BreakerSettings,
  ): AttemptReport {
    const guarded = [
      ...(place.site === undefined ? [] : [this.#entry('site', place.site)]),
      ...(place.jumpHost === undefined ? [] : [this.#entry('jump-host', place.jumpHost)]),
    ].map((entry) => ({ entry, attempt: entry.breaker.begin(device) }));
    for (const { entry, attempt } of guarded) if (attempt.isProbe) this.#onChange(entry);
    let open = true;
    const once = (report: (each: (typeof guarded)[number]) => void) => (): void => {
      if (open) guarded.forEach(report);
      open = false;
    };
    return {
      reached: once(({ entry }) => {
        if (entry.breaker.reached()) this.#closed(entry);
      }),
      unreachable: (error) => {
        once(({ entry, attempt }) => {
          if (entry.breaker.unreachable(attempt, error, settings)) this.#opened(entry);
        })();
      },
      abandoned: once(({ entry, attempt }) => {
        if (!entry.breaker.abandoned(attempt)) return;
        entry.gate.shut(1);
        this.#onChange(entry);
      }),
    };
  }

  /** Forgets everything. */
  clear(): void {
    for (const entry of this.#entries.values()) entry.takeBackTimer?.();
    this.#entries.clear();
  }

  #opened(entry: Entry): void {
    entry.gate.shut(0);
    entry.takeBackTimer?.();
    entry.takeBackTimer = this.#timers.after(entry.breaker.pauseMs, () => {
      entry.breaker.pauseOver();
      entry.gate.shut(1);
      this.#onChange(entry);
    });
    this.#onChange(entry);
  }

  #closed(entry: Entry): void {
    entry.takeBackTimer?.();
    entry.gate.open();
    this.#onChange(entry);
  }

  #entry(scope: BreakerScope, name: string): Entry {
    const key = `${scope} ${name}`;
    const entry = this.#entries.get(key) ?? {
      scope,
      name,
      gate: this.#gateOf(scope, name),
      breaker: new CircuitBreaker(),
    };
    this.#entries.set(key, entry);
    return entry;
  }
}
