import { dirname } from 'node:path';
import type { Plan } from '../../api/plan.ts';
import type { RunRecord, RunSettings } from '../../api/run.ts';
import { ShowrunError, toErrorInfo } from '../../core/errors.ts';
import { RunStore } from '../../store/runStore.ts';
import type { ExecutorMessage } from '../protocol.ts';
import type { RunOptions } from '../runOptions.ts';
import { settingsOf } from '../runSettings.ts';
import { answerQuestion } from './answerQuestion.ts';
import { ClientRun } from './clientRun.ts';
import type { EngineDependencies } from './createEngine.ts';
import type { Engine, Run } from './engine.ts';
import { ExecutorProcess } from './executorProcess.ts';
import { sendPlan } from './sendPlan.ts';
import { SilenceWatch } from './silenceWatch.ts';

/** How long the executor may take to complete its run folders when it is told to end, in milliseconds. */
const shutdownMs = 6_000;

/** Silence after a cancel that only a hung executor keeps: obeying takes well under a second. */
const cancelPatienceMs = 10_000;

interface Starting {
  readonly plan: Plan;
  readonly settings: RunSettings;
  readonly resolve: (run: Run) => void;
  readonly reject: (error: Error) => void;
}

type Message<T extends ExecutorMessage['type']> = Extract<ExecutorMessage, { readonly type: T }>;

/** The engine as its host sees it: one executor process and the runs that go on in it. */
export class EngineClient implements Engine {
  readonly #deps: EngineDependencies;
  readonly #starting = new Map<number, Starting>();
  readonly #runs = new Map<string, ClientRun>();
  readonly #questions = new Map<number, AbortController>();
  readonly #repairs = new Set<Promise<void>>();
  #process: ExecutorProcess | undefined;
  #requests = 0;
  #disposed = false;
  readonly #silence: SilenceWatch;

  constructor(deps: EngineDependencies) {
    this.#deps = deps;
    this.#silence = new SilenceWatch(deps.logger, () => this.#runs.size > 0, deps.silenceLimitMs);
  }

  start(plan: Plan, options: RunOptions): Promise<Run> {
    if (this.#disposed) {
      return Promise.reject(disposedError());
    }
    const executor = (this.#process ??= this.#fork());
    const request = (this.#requests += 1);
    return new Promise((resolve, reject) => {
      this.#starting.set(request, { plan, settings: settingsOf(options), resolve, reject });
      executor.hold(true);
      void sendPlan(executor, { type: 'start', request, plan, options, pluginRoots: this.#deps.pluginRoots });
    });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const executor = this.#process;
    if (executor !== undefined) {
      for (const run of this.#runs.values()) run.cancel();
      executor.hold(true);
      executor.send({ type: 'shutdown' });
      const timer = setTimeout(() => {
        executor.kill();
      }, shutdownMs);
      await executor.ended;
      clearTimeout(timer);
    }
    await Promise.all(this.#repairs);
  }

  #fork(): ExecutorProcess {
    const executor: ExecutorProcess = new ExecutorProcess({
      executorPath: this.#deps.executorPath,
      ...(this.#deps.execPath === undefined ? {} : { execPath: this.#deps.execPath }),
      background: this.#deps.background === true,
      onMessage: (message) => {
        if (this.#process === executor) this.#receive(message, executor);
      },
      onHang: (line) => {
        this.#deps.logger.error(line);
      },
      onGone: (error) => {
        if (this.#process === executor) this.#gone(error);
      },
    });
    return executor;
  }

  #receive(message: ExecutorMessage, executor: ExecutorProcess): void {
    switch (message.type) {
      case 'ready':
        this.#deps.logger.debug(`The executor is ready (process ${String(executor.pid)}).`);
        break;
      case 'started':
        this.#started(message, executor);
        break;
      case 'not-started':
        this.#notStarted(message);
        break;
      case 'events':
        this.#runs.get(message.run)?.take(message.events);
        break;
      case 'question':
        void this.#ask(message, executor);
        break;
      case 'withdraw':
        this.#questions.get(message.id)?.abort(new ShowrunError('engine.withdrawn', 'No longer needed.'));
        break;
      case 'alive':
        break;
      case 'log':
        for (const line of message.lines) this.#deps.logger[line.level](line.message);
        break;
      case 'finished':
        this.#finished(message);
        break;
    }
    executor.hold(this.#starting.size + this.#runs.size > 0);
  }

  #started(
    { request, run: id, folder, showrun, startedAt }: Message<'started'>,
    executor: ExecutorProcess,
  ): void {
    const starting = this.#starting.get(request);
    this.#starting.delete(request);
    if (starting === undefined) return;
    const run = new ClientRun(
      { id, showrun, startedAt, plan: starting.plan, settings: starting.settings },
      folder,
      {
        cancel: (target) => {
          executor.send({ type: 'cancel', run: id, ...target });
          if (target === undefined) this.#watchCancel(id, executor);
        },
        adjust: (limits) => {
          executor.send({ type: 'adjust', run: id, limits });
        },
      },
      (error) => {
        this.#deps.logger.error(`A listener of run ${id} failed: ${toErrorInfo(error).message}`);
      },
    );
    this.#runs.set(id, run);
    this.#silence.watch(executor);
    starting.resolve(run);
  }

  /** A hung executor cannot obey: after long enough without a word it is ended, and its runs are marked interrupted. */
  #watchCancel(run: string, executor: ExecutorProcess): void {
    const before = executor.messageCount;
    const timer = setTimeout(() => {
      if (!this.#runs.has(run) || executor.messageCount !== before) return;
      this.#deps.logger.error('The executor does not obey a cancel; it is ended.');
      executor.kill();
    }, this.#deps.cancelPatienceMs ?? cancelPatienceMs);
    timer.unref();
  }

  #notStarted({ request, error }: Message<'not-started'>): void {
    const { code, message, hint } = error;
    this.#starting.get(request)?.reject(new ShowrunError(code, message, hint === undefined ? {} : { hint }));
    this.#starting.delete(request);
  }

  #finished({ run: id, status, finishedAt, masked }: Message<'finished'>): void {
    const run = this.#runs.get(id);
    this.#runs.delete(id);
    if (run === undefined) return;
    const record = run.record(status, finishedAt);
    if (masked) void this.#maskedRecord(run, record);
    else run.finish(record);
  }

  /** Ends a run with the record on disk: the plan that the host has shows a secret. */
  async #maskedRecord(run: ClientRun, own: RunRecord): Promise<void> {
    const onDisk = await new RunStore(dirname(run.folder)).read(run.id).catch(() => undefined);
    const { filter: _filter, ...plan } = own.plan;
    // Of single commands the title is made of them.
    const title = plan.templateFile === undefined ? '' : plan.title;
    const withoutLines = { ...plan, title, devices: [], held: [] };
    run.finish(onDisk?.status === own.status ? onDisk : { ...own, plan: withoutLines });
  }

  async #ask({ id, question }: Message<'question'>, executor: ExecutorProcess): Promise<void> {
    const control = new AbortController();
    this.#questions.set(id, control);
    const answer = await answerQuestion(this.#deps.prompter, this.#deps.logger, question, control.signal);
    this.#questions.delete(id);
    if (!control.signal.aborted) executor.send({ type: 'answer', question: id, answer });
  }

  /** The process is gone: nothing can be started by it any more, and what it was doing is interrupted. */
  #gone(error: ShowrunError): void {
    this.#process = undefined;
    for (const question of this.#questions.values()) question.abort(error);
    for (const { reject } of this.#starting.values()) reject(this.#disposed ? disposedError() : error);
    this.#starting.clear();
    for (const run of this.#runs.values()) {
      this.#deps.logger.error(error.message);
      const repair = this.#interrupted(run, error);
      this.#repairs.add(repair);
      void repair.finally(() => this.#repairs.delete(repair));
    }
    this.#runs.clear();
  }

  /** Writes down that a run was interrupted, tells its listeners, and ends it. */
  async #interrupted(run: ClientRun, error: ShowrunError): Promise<void> {
    const at = new Date().toISOString();
    let record: RunRecord;
    try {
      record = await new RunStore(dirname(run.folder)).markInterrupted(run.id);
    } catch (failure) {
      this.#deps.logger.error(
        `Run ${run.id} could not be marked as interrupted: ${toErrorInfo(failure).message}`,
      );
      record = run.record('interrupted', at);
    }
    const { id, status, totals, results } = record;
    const unfinished = results.filter((result) => result.status === 'interrupted');
    run.take(
      unfinished.map((result) => ({ at, run: id, type: 'device-finished', device: result.device, result })),
    );
    run.take([{ at, run: id, type: 'run-finished', status, totals, error: toErrorInfo(error) }]);
    run.finish(record);
  }
}

function disposedError(): ShowrunError {
  return new ShowrunError('engine.disposed', 'The engine has been shut down.');
}
