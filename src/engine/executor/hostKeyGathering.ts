import type { Timers } from '../../api/ports.ts';
import type { Answer, Question } from '../../api/question.ts';

type HostKeyQuestion = Question & { readonly kind: 'host-key' };

interface Pending {
  readonly question: HostKeyQuestion;
  readonly signal: AbortSignal;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
}

/** Devices answer within moments of each other: once none has come for this long, in milliseconds, they are asked about together. */
const quietMs = 400;
/** Nobody waits longer than this for others, in milliseconds. */
const gatherMs = 2_000;

const byName = new Intl.Collator('en', { numeric: true });

/**
 * Puts host keys that are unknown at the same time into one question. While a question is open, what comes meanwhile waits for its
 * end and makes the next one: a person is never asked two things at once, nor the same thing a hundred times.
 */
export class HostKeyGathering {
  readonly #put: (question: Question, signal: AbortSignal) => Promise<Answer>;
  readonly #timers: Timers;
  #pending: Pending[] = [];
  #asking = false;
  #stopQuiet = (): void => undefined;
  #stopLimit: (() => void) | undefined;

  /** @param put puts a question to the person */
  constructor(put: (question: Question, signal: AbortSignal) => Promise<Answer>, timers: Timers) {
    this.#put = put;
    this.#timers = timers;
  }

  /** Rejects with the reason of `signal` when that is aborted first. */
  ask(question: HostKeyQuestion, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#pending.push({ question, signal, resolve, reject });
      this.#wait();
    });
  }

  #wait(): void {
    this.#stopQuiet();
    this.#stopQuiet = this.#timers.after(quietMs, this.#ask);
    this.#stopLimit ??= this.#timers.after(gatherMs, this.#ask);
  }

  readonly #ask = (): void => {
    if (this.#asking) return;
    this.#stopQuiet();
    this.#stopLimit?.();
    this.#stopLimit = undefined;
    const batch = this.#pending.filter(({ signal }) => !signal.aborted);
    for (const { signal, reject } of this.#pending) if (signal.aborted) reject(signal.reason as Error);
    this.#pending = [];
    if (batch.length === 0) return;
    this.#asking = true;
    void this.#askAbout(batch.sort((a, b) => byName.compare(a.question.device, b.question.device))).then(
      () => {
        this.#asking = false;
        if (this.#pending.length > 0) this.#ask();
      },
    );
  };

  async #askAbout(batch: readonly Pending[]): Promise<void> {
    const withdrawn = new AbortController();
    const leave = batch.map((each) => onAbort(each, batch, withdrawn));
    try {
      const accepted = await this.#accepted(batch, withdrawn.signal);
      batch.forEach(({ resolve }, index) => {
        resolve({ kind: 'host-key', accept: accepted[index] === true });
      });
    } catch (error) {
      for (const { reject } of batch) reject(error as Error);
    } finally {
      for (const stop of leave) stop();
    }
  }

  async #accepted(batch: readonly Pending[], signal: AbortSignal): Promise<readonly boolean[]> {
    const [first] = batch;
    if (batch.length === 1 && first !== undefined) {
      const answer = await this.#put(first.question, signal);
      return [answer.kind === 'host-key' && answer.accept];
    }
    const entries = batch.map(({ question: { device, key } }) => ({ device, key }));
    const answer = await this.#put({ kind: 'host-keys', entries }, signal);
    return answer.kind === 'host-keys' ? answer.accept : [];
  }
}

/** One who leaves does not wait for the answer; the question goes when the last one has left. */
function onAbort(
  { signal, reject }: Pending,
  batch: readonly Pending[],
  withdrawn: AbortController,
): () => void {
  const left = (): void => {
    reject(signal.reason as Error);
    if (batch.every((each) => each.signal.aborted)) withdrawn.abort(signal.reason);
  };
  signal.addEventListener('abort', left, { once: true });
  return () => {
    signal.removeEventListener('abort', left);
  };
}
