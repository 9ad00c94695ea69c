import type { Plan } from '../../api/plan.ts';
import type { RunEvent, RunLimits, RunRecord, RunStatus } from '../../api/run.ts';
import { RecordBuilder } from '../../store/recordBuilder.ts';
import type { RunHead } from '../../store/recordBuilder.ts';
import type { CancelTarget, Run } from './engine.ts';

type Listener = (event: RunEvent) => void;

/** The way of a run's wishes to the executor. */
export interface RunControls {
  readonly cancel: (target: CancelTarget | undefined) => void;
  readonly adjust: (limits: Partial<RunLimits>) => void;
}

/** A run that goes on in the executor. */
export class ClientRun implements Run {
  readonly id: string;
  readonly folder: string;
  readonly plan: Plan;
  readonly finished: Promise<RunRecord>;
  readonly #builder: RecordBuilder;
  readonly #listeners = new Set<Listener>();
  readonly #controls: RunControls;
  readonly #onListenerError: (error: unknown) => void;
  #resolve: (record: RunRecord) => void = () => undefined;
  /** Events that came before whoever started the run could listen. */
  #early: RunEvent[] | undefined = [];
  #over = false;

  /** `onListenerError` is told of a listener that throws: its mistake must not cost the others their events. */
  constructor(
    head: RunHead,
    folder: string,
    controls: RunControls,
    onListenerError: (error: unknown) => void,
  ) {
    this.id = head.id;
    this.folder = folder;
    this.plan = head.plan;
    this.#builder = new RecordBuilder(head);
    this.#controls = controls;
    this.#onListenerError = onListenerError;
    this.finished = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    setImmediate(() => {
      const early = this.#early ?? [];
      this.#early = undefined;
      for (const event of early) this.#tell(event);
    });
  }

  onEvent(listener: Listener): () => void {
    const own: Listener = (event) => {
      listener(event);
    };
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  cancel(target?: string | CancelTarget): void {
    if (!this.#over) this.#controls.cancel(typeof target === 'string' ? { devices: [target] } : target);
  }

  adjust(limits: Partial<RunLimits>): void {
    if (!this.#over) this.#controls.adjust(limits);
  }

  /** Events from the executor, or made up by the client when it died. */
  take(events: readonly RunEvent[]): void {
    for (const event of events) {
      this.#builder.apply(event);
      if (this.#early === undefined) this.#tell(event);
      else this.#early.push(event);
    }
  }

  /** The record as far as it is known here. */
  record(status: RunStatus, finishedAt: string): RunRecord {
    return this.#builder.record(status, finishedAt);
  }

  /** The run is over; listeners hear nothing after this. */
  finish(record: RunRecord): void {
    this.#over = true;
    const end = (): void => {
      this.#resolve(record);
      this.#listeners.clear();
    };
    if (this.#early === undefined) end();
    else setImmediate(end);
  }

  #tell(event: RunEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
