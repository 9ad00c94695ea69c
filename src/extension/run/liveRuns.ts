import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Plan } from '../../api/plan.ts';
import type { Logger } from '../../api/ports.ts';
import type { Prompter } from '../../api/question.ts';
import type { RunEvent, RunLimits, RunRecord } from '../../api/run.ts';
import type { Engine, Run } from '../../engine/client/engine.ts';
import { defaultRunOptions, type RunOptions } from '../../engine/runOptions.ts';
import { ContextKey } from '../common/contextKey.ts';
import { Disposable } from '../common/disposable.ts';
import { readSetting } from '../common/readSetting.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { LiveRun } from './liveRun.ts';

/** A run that is going on in this window. */
export interface ActiveRun {
  readonly folder: vscode.WorkspaceFolder;
  readonly run: Run;
  readonly live: LiveRun;
}

/** A run of this window that has ended. */
export interface FinishedRun {
  readonly folder: vscode.WorkspaceFolder;
  readonly record: RunRecord;
}

/** What starting runs needs. */
export interface LiveRunsDependencies {
  readonly extensionPath: string;
  readonly prompter: Prompter;
  readonly logger: Logger;
  readonly inventories: Inventories;
}

/** The runs that this window has started: owns the engine, follows the events, tells when they end. */
export class LiveRuns extends Disposable {
  readonly #deps: LiveRunsDependencies;
  readonly #active = new Map<string, ActiveRun>();
  readonly #engines = new Map<string, Promise<Engine>>();
  readonly #started = this.track(new vscode.EventEmitter<ActiveRun>());
  readonly #progressed = this.track(new vscode.EventEmitter<{ active: ActiveRun; event: RunEvent }>());
  readonly #finished = this.track(new vscode.EventEmitter<FinishedRun>());
  readonly #running = new ContextKey<boolean>('running');
  readonly #hasRun = new ContextKey<boolean>('hasRun');

  readonly onDidStart = this.#started.event;
  readonly onDidProgress = this.#progressed.event;
  /** Fires when a run has ended, however it ended. */
  readonly onDidFinish = this.#finished.event;

  constructor(deps: LiveRunsDependencies) {
    super();
    this.#deps = deps;
  }

  list(): readonly ActiveRun[] {
    return [...this.#active.values()];
  }

  find(id: string): ActiveRun | undefined {
    return this.#active.get(id);
  }

  /** Starts a plan in the executor. Throws `engine.…` where nothing could be started; nothing was sent then. */
  async start(folder: vscode.WorkspaceFolder, plan: Plan, options: RunOptions): Promise<ActiveRun> {
    const engine = await this.#engine();
    const run = await engine.start(plan, options);
    const active: ActiveRun = { folder, run, live: new LiveRun(run.id, plan, limitsOf(options)) };
    this.#active.set(run.id, active);
    this.#running.set(true);
    this.#deps.logger.info(`[run ${run.id}] started: ${plan.title} on ${plan.devices.length} devices`);
    run.onEvent((event) => {
      active.live.apply(event);
      this.#progressed.fire({ active, event });
    });
    this.#started.fire(active);
    void run.finished.then((record) => this.#end(active, record));
    return active;
  }

  /** Cancels all runs and ends the executor. */
  async shutDown(): Promise<void> {
    const ending = [...this.#engines.values()].map(async (engine) => (await engine).dispose());
    await Promise.allSettled(ending);
  }

  #end(active: ActiveRun, record: RunRecord): void {
    this.#active.delete(record.id);
    this.#running.set(this.#active.size > 0);
    this.#hasRun.set(true);
    const { ok, devices } = record.totals;
    this.#deps.logger.info(`[run ${record.id}] ${record.status}: ${ok} of ${devices} devices fine`);
    this.#finished.fire({ folder: active.folder, record });
  }

  /** Plugins and the Node that runs it are an engine's from its start: others need another engine. */
  #engine(): Promise<Engine> {
    const pluginRoots = this.#deps.inventories.pluginRoots();
    const nodePath = readSetting('executor.nodePath').trim();
    const key = JSON.stringify([pluginRoots, nodePath]);
    let engine = this.#engines.get(key);
    if (engine === undefined) {
      engine = this.#create(pluginRoots, nodePath);
      this.#engines.set(key, engine);
      // A program that could not be used may have been installed or corrected by the next time.
      engine.catch(() => this.#engines.delete(key));
    }
    return engine;
  }

  async #create(pluginRoots: readonly string[], nodePath: string): Promise<Engine> {
    const { createEngine } = await import('../../engine/client/createEngine.ts');
    if (nodePath !== '') await (await import('../../engine/client/checkNode.ts')).checkNode(nodePath);
    const { extensionPath, prompter, logger } = this.#deps;
    return createEngine({
      executorPath: join(extensionPath, 'dist', 'executor.js'),
      prompter,
      logger,
      pluginRoots,
      background: true,
      ...(nodePath === '' ? {} : { execPath: nodePath }),
    });
  }
}

function limitsOf(options: RunOptions): RunLimits {
  const { concurrencyPerSite, concurrencyPerJumpHost, connectionsPerSecond } = options;
  return {
    concurrency: options.concurrency,
    concurrencyPerSite: concurrencyPerSite ?? defaultRunOptions.concurrencyPerSite,
    concurrencyPerJumpHost: concurrencyPerJumpHost ?? defaultRunOptions.concurrencyPerJumpHost,
    ...(connectionsPerSecond === undefined ? {} : { connectionsPerSecond }),
  };
}
