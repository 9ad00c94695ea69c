import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { PlannedDevice } from '../../api/plan.ts';
import type { Clock } from '../../api/ports.ts';
import type { Prompter } from '../../api/question.ts';
import { toErrorInfo } from '../../core/errors.ts';
import { RecordBuilder } from '../../store/recordBuilder.ts';
import type { RunFiles } from '../../store/runFiles.ts';
import { RunWriter } from '../../store/runWriter.ts';
import { systemTimers } from '../../session/systemTimers.ts';
import { systemTime } from '../../session/time/systemTime.ts';
import type { ExecutorMessage, HostMessage } from '../protocol.ts';
import { settingsOf } from '../runSettings.ts';
import { checkPlan } from './checkPlan.ts';
import { ContinuationGuard } from './continuationGuard.ts';
import { LogBuffer } from './logBuffer.ts';
import { QuestionDesk } from './questionDesk.ts';
import { RunJob } from './runJob.ts';
import type { RunSessions, SessionSource } from './sessionSource.ts';
import { SharedLimits } from './limits/sharedLimits.ts';
import { StopReason } from './stopReason.ts';

/** What the executor is made of. */
export interface ExecutorParts {
  readonly send: (message: ExecutorMessage) => void;
  readonly sessions: SessionSource;
  readonly files: RunFiles;
  readonly clock: Clock;
  /** Version of Showrun, for run.json. */
  readonly version: string;
}

type Start = Extract<HostMessage, { readonly type: 'start' }>;

/** Takes what a host says and executes runs, several at the same time. */
export class Executor {
  readonly #parts: ExecutorParts;
  readonly #desk: QuestionDesk;
  readonly #limits: SharedLimits;
  readonly #log: LogBuffer;
  readonly #continuations = new ContinuationGuard();
  /** Devices of plans that are still on their way. */
  readonly #planned = new Map<number, readonly PlannedDevice[]>();
  readonly #jobs = new Map<string, RunJob>();
  readonly #busy = new Set<Promise<void>>();
  #closing: StopReason | undefined;

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
    this.#desk = new QuestionDesk(parts.send);
    this.#limits = new SharedLimits(parts.clock, systemTimers);
    this.#log = new LogBuffer((lines) => {
      parts.send({ type: 'log', lines });
    });
  }

  /** Whether runs are going on. */
  get isBusy(): boolean {
    return this.#busy.size > 0;
  }

  /** Handles one message; `shutdown` is for the process to handle, by `close`. */
  receive(message: HostMessage): void {
    if (message.type === 'devices') this.#collect(message.request, message.devices);
    else if (message.type === 'start') this.#track(this.#start(this.#whole(message)));
    else if (message.type === 'cancel') this.#jobs.get(message.run)?.cancel(message);
    else if (message.type === 'adjust') this.#jobs.get(message.run)?.adjust(message.limits);
    else if (message.type === 'answer') this.#desk.answer(message.question, message.answer);
  }

  /** Interrupts every run, for a reason that is the host's absence unless given. Resolves when their folders are complete. */
  async close(reason: ErrorInfo = hostGone): Promise<void> {
    this.#closing ??= new StopReason('interrupted', reason);
    for (const job of this.#jobs.values()) job.stop(this.#closing);
    while (this.#busy.size > 0) await Promise.all(this.#busy);
    this.#parts.sessions.close?.();
  }

  #collect(request: number, devices: readonly PlannedDevice[]): void {
    this.#planned.set(request, [...(this.#planned.get(request) ?? []), ...devices]);
  }

  #whole(message: Start): Start {
    const devices = [...(this.#planned.get(message.request) ?? []), ...message.plan.devices];
    this.#planned.delete(message.request);
    return { ...message, plan: { ...message.plan, devices } };
  }

  #track(work: Promise<void>): void {
    this.#busy.add(work);
    void work.finally(() => this.#busy.delete(work));
  }

  async #start(message: Start): Promise<void> {
    const { send, clock, version } = this.#parts;
    let sessions: RunSessions | undefined;
    let leave = (): void => undefined;
    try {
      checkPlan(message.plan, message.options);
      leave = await this.#continuations.enter(message.plan, message.options.runsFolder);
      let id = '';
      const prompter = telling(
        this.#desk.prompterFor(() => id),
        () => this.#jobs.get(id)?.secretsLearned(),
      );
      sessions = await this.#parts.sessions.forRun({
        options: message.options,
        pluginRoots: message.pluginRoots,
        prompter,
        log: (line) => {
          this.#log.push(line);
        },
      });
      const startedAt = new Date(clock.now()).toISOString();
      const { job, writer } = await this.#makeJob(message, sessions, startedAt);
      id = writer.id;
      this.#jobs.set(id, job);
      const { folder } = writer;
      send({ type: 'started', request: message.request, run: id, folder, showrun: version, startedAt });
      if (this.#closing !== undefined) job.stop(this.#closing);
      const end = await job.run();
      this.#jobs.delete(id);
      this.#log.flush();
      send({ type: 'finished', run: id, ...end });
    } catch (error) {
      sessions?.close();
      this.#log.flush();
      send({ type: 'not-started', request: message.request, error: toErrorInfo(error) });
    } finally {
      leave();
    }
  }

  async #makeJob(
    { plan, options }: Start,
    sessions: RunSessions,
    startedAt: string,
  ): Promise<{ job: RunJob; writer: RunWriter }> {
    const { files, clock, version, send } = this.#parts;
    const head = (id: string): RecordBuilder =>
      new RecordBuilder({ id, showrun: version, startedAt, plan, settings: settingsOf(options) });
    const writer = await RunWriter.create({ runsFolder: options.runsFolder, plan, files, clock }, (id) =>
      head(id).initialRecord(),
    );
    const job = new RunJob({
      plan,
      options,
      writer,
      builder: head(writer.id),
      sessions,
      limits: this.#limits,
      clock,
      onSleep: (listener) => systemTime.onSleep(listener),
      announce: (events) => {
        send({ type: 'events', run: writer.id, events });
      },
    });
    return { job, writer };
  }
}

/** A prompter that says so when an answer has been taken in. */
function telling(prompter: Prompter, onAnswer: () => void): Prompter {
  return {
    ask: async (question, signal) => {
      const answer = await prompter.ask(question, signal);
      setImmediate(onAnswer);
      return answer;
    },
  };
}

const hostGone: ErrorInfo = {
  code: 'engine.interrupted',
  message: 'The program that had started the run went away.',
  hint: 'What had been received is kept. Continue with Resume Run (resume on the command line).',
};
