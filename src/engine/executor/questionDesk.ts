import type { Timers } from '../../api/ports.ts';
import type { Answer, Prompter, Question } from '../../api/question.ts';
import { SharedWork } from '../../session/sharedWork.ts';
import { systemTimers } from '../../session/systemTimers.ts';
import type { ExecutorMessage } from '../protocol.ts';
import { HostKeyGathering } from './hostKeyGathering.ts';

interface Open {
  readonly resolve: (answer: Answer) => void;
}

/** Takes the questions of all runs to the host and the answers back. */
export class QuestionDesk {
  readonly #send: (message: ExecutorMessage) => void;
  readonly #timers: Timers;
  readonly #open = new Map<number, Open>();
  #last = 0;

  constructor(send: (message: ExecutorMessage) => void, timers: Timers = systemTimers) {
    this.#send = send;
    this.#timers = timers;
  }

  /**
   * A prompter for one run. The same question is put once, however many devices wait for it, and its answer is kept
   * until the prompter is forgotten, also where the person declined. One-time codes are asked for each device, host keys
   * that are unknown at the same time in one question.
   */
  prompterFor(run: () => string): Prompter {
    const shared = new SharedWork<Answer>();
    const hostKeys = new HostKeyGathering(
      (question, signal) => this.#ask(run(), question, signal),
      this.#timers,
    );
    return {
      ask: (question, signal) => {
        const key = sharingKey(question);
        if (key === undefined) return this.#ask(run(), question, signal);
        return shared.get(key, signal, (all) =>
          question.kind === 'host-key' ? hostKeys.ask(question, all) : this.#ask(run(), question, all),
        );
      },
    };
  }

  /** The host has answered. Answers to questions that nobody waits for any more are dropped. */
  answer(id: number, answer: Answer): void {
    this.#open.get(id)?.resolve(answer);
  }

  #ask(run: string, question: Question, signal: AbortSignal): Promise<Answer> {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.#open.delete(id);
        signal.removeEventListener('abort', stop);
      };
      const stop = (): void => {
        done();
        this.#send({ type: 'withdraw', id });
        reject(signal.reason as Error);
      };
      signal.throwIfAborted();
      signal.addEventListener('abort', stop, { once: true });
      this.#open.set(id, {
        resolve: (answer) => {
          done();
          resolve(answer);
        },
      });
      this.#send({ type: 'question', run, id, question });
    });
  }
}

/** Questions with the same key have the same answer; undefined where each needs its own. */
function sharingKey(question: Question): string | undefined {
  switch (question.kind) {
    case 'credential':
      return JSON.stringify([question.kind, question.credential, question.username]);
    case 'enable-secret':
      return JSON.stringify([question.kind, question.credential]);
    case 'key-passphrase':
      return JSON.stringify([question.kind, question.keyFile]);
    case 'host-key':
      return JSON.stringify([question.kind, question.key.host, question.key.port, question.key.fingerprint]);
    case 'host-keys':
    case 'prompt':
      return undefined;
  }
}
