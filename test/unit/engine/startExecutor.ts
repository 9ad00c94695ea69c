import type { RunEvent } from '../../../src/api/run.ts';
import type { Plan } from '../../../src/api/plan.ts';
import { Executor } from '../../../src/engine/executor/executor.ts';
import type { ExecutorMessage } from '../../../src/engine/protocol.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';
import { nodeRunFiles } from '../../../src/store/runFiles.ts';
import type { RunFiles } from '../../../src/store/runFiles.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { FakeSessions } from './fakeSessions.ts';

type Message<T extends ExecutorMessage['type']> = Extract<ExecutorMessage, { readonly type: T }>;

/** An executor in this process, with fake sessions; remembers what it said and can be waited for. */
export class TestExecutor {
  readonly sessions = new FakeSessions();
  readonly said: ExecutorMessage[] = [];
  readonly executor: Executor;
  readonly #waiting = new Set<() => void>();
  #requests = 0;

  constructor(files: RunFiles = nodeRunFiles) {
    this.executor = new Executor({
      sessions: this.sessions,
      files,
      clock: systemClock,
      version: '1.2.3',
      send: (message) => {
        this.said.push(structuredClone(message));
        for (const wake of this.#waiting) wake();
      },
    });
  }

  start(plan: Plan, options: RunOptions): number {
    const request = (this.#requests += 1);
    this.executor.receive({ type: 'start', request, plan, options, pluginRoots: [] });
    return request;
  }

  /** Starts a run and waits for its end; gives the id. */
  async run(plan: Plan, options: RunOptions): Promise<string> {
    const id = await this.started(this.start(plan, options));
    await this.finished(id);
    return id;
  }

  async started(request: number): Promise<string> {
    return (await this.until('started', (message) => message.request === request)).run;
  }

  finished(run: string): Promise<Message<'finished'>> {
    return this.until('finished', (message) => message.run === run);
  }

  /** Events told so far. */
  events(run: string): RunEvent[] {
    return this.said.flatMap((message) =>
      message.type === 'events' && message.run === run ? message.events : [],
    );
  }

  async event(run: string, matches: (event: RunEvent) => boolean): Promise<void> {
    await this.until('events', (message) => message.run === run && message.events.some(matches));
  }

  /** The first message, already said or still to come, that fits. Mocha's own limit ends the wait. */
  until<T extends ExecutorMessage['type']>(
    type: T,
    matches: (message: Message<T>) => boolean = () => true,
  ): Promise<Message<T>> {
    const find = (): Message<T> | undefined =>
      this.said.find(
        (message): message is Message<T> => message.type === type && matches(message as Message<T>),
      );
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
