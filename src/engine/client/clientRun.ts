import type { Plan } from '../../api/plan.ts';
import type { RunEvent, RunRecord, RunStatus } from '../../api/run.ts';
import { RecordBuilder } from '../../store/recordBuilder.ts';
import type { RunHead } from '../../store/recordBuilder.ts';
import type { Run } from './engine.ts';

type Listener = (event: RunEvent) => void;

/** A run that goes on in the executor. */
export class ClientRun implements Run {
  readonly id: string;
  readonly folder: string;
  readonly plan: Plan;
  readonly finished: Promise<RunRecord>;
  readonly #builder: RecordBuilder;
  readonly #listeners = new Set<Listener>();
  readonly #sendCancel: (device?: string) => void;
  readonly #onListenerError: (error: unknown) => void;
  #resolve: (record: RunRecord) => void = () => undefined;
  /** Events that came before whoever started the run could listen. */
  #early: RunEvent[] | undefined = [];
  #over = false;

  /** `onListenerError` is told of a listener that throws: its mistake must not cost the others their events. */
  constructor(
    head: RunHead,
    folder: string,
    sendCancel: (device?: string) => void,
    onListenerError: (error: unknown) => void,
  ) {
    this.id = head.id;
    this.folder = folder;
    this.plan = head.plan;
    this.#builder = new RecordBuilder(head);
    this.#sendCancel = sendCancel;
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

  cancel(device?: string): void {
    if (!this.#over) this.#sendCancel(device);
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
