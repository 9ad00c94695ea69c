import type { Logger } from '../../api/ports.ts';
import type { Plan } from '../../api/plan.ts';
import type { RunEvent, RunRecord } from '../../api/run.ts';
import { createEngine } from '../../engine/client/createEngine.ts';
import type { Run } from '../../engine/client/engine.ts';
import type { RunOptions } from '../../engine/runOptions.ts';
import type { CliIo } from '../cliIo.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { CliPrompter } from '../secrets/cliPrompter.ts';
import type { RunReporter } from './runReporter.ts';

export interface ExecuteRequest {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly passwordCommand: string | undefined;
  readonly reporter: RunReporter;
  readonly logger: Logger;
  /** Folders with plugins. */
  readonly pluginRoots: readonly string[];
  /** Called once the run exists, before its first event: the place to add listeners. */
  readonly onStart?: (run: Run) => void;
}

export interface ExecutedRun {
  readonly record: RunRecord;
  readonly folder: string;
}

/** Executes a plan in the executor process. The first Ctrl-C cancels the run, the second ends the executor at once. */
export async function executeRun(
  request: ExecuteRequest,
  io: CliIo,
  paths: ProgramPaths,
): Promise<ExecutedRun> {
  const { reporter, logger } = request;
  const prompter = new CliPrompter(io, {
    passwordCommand: request.passwordCommand,
    logger,
    around: { before: () => reporter.pause(), after: () => reporter.resume() },
  });
  const engine = createEngine({
    executorPath: paths.executor,
    prompter,
    logger,
    pluginRoots: request.pluginRoots,
  });
  let stopListening = (): void => undefined;
  try {
    const run = await engine.start(request.plan, request.options);
    stopListening = io.onInterrupt(interruptHandler(run, io, () => void engine.dispose()));
    request.onStart?.(run);
    run.onEvent((event: RunEvent) => reporter.onEvent(event));
    const record = await run.finished;
    reporter.finish(record);
    return { record, folder: run.folder };
  } finally {
    stopListening();
    await engine.dispose();
  }
}

function interruptHandler(run: Run, io: CliIo, endNow: () => void): () => void {
  let interrupts = 0;
  return () => {
    interrupts++;
    if (interrupts === 1) {
      io.stderr.write('\nCancelling; what is complete is kept. Ctrl-C again ends at once.\n');
      run.cancel();
    } else endNow();
  };
}
