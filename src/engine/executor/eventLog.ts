import type { RunEvent } from '../../api/run.ts';

/** Events wait for at most this long, in milliseconds: a host draws no faster, and fewer messages cost it less. */
const gatherMs = 25;
/** … unless there are so many of them. */
const gatherCount = 100;

/** Where events go. */
export interface EventSinks {
  /** Writes to the journal. */
  readonly append: (events: readonly RunEvent[]) => Promise<void>;
  /** Tells the host. */
  readonly announce: (events: readonly RunEvent[]) => void;
  /** The journal cannot be written; called once. */
  readonly onFailure: (error: unknown) => void;
}

/** Gathers the events of a run, writes them to the journal and then, never before, tells the host. */
export class EventLog {
  readonly #sinks: EventSinks;
  #waiting: RunEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failed = false;

  constructor(sinks: EventSinks) {
    this.#sinks = sinks;
  }

  push(event: RunEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length >= gatherCount) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
  }

  /** Resolves when every event so far is in the journal and the host has been told. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length > 0) this.#writing = this.#writing.then(() => this.#write(events));
    return this.#writing;
  }

  /** A journal that cannot be written does not keep the host from hearing what happens. */
  async #write(events: readonly RunEvent[]): Promise<void> {
    try {
      if (!this.#failed) await this.#sinks.append(events);
    } catch (error) {
      this.#failed = true;
      this.#sinks.onFailure(error);
    }
    this.#sinks.announce(events);
  }
}
