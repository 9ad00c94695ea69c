import { fileURLToPath } from 'node:url';
import type { Answer, Prompter, Question } from '../../../src/api/question.ts';
import type { RunEvent } from '../../../src/api/run.ts';
import { createEngine } from '../../../src/engine/client/createEngine.ts';
import type { EngineDependencies } from '../../../src/engine/client/createEngine.ts';
import type { Engine, Run } from '../../../src/engine/client/engine.ts';

/** An engine for tests with what it was asked and what it logged. */
export interface TestEngine {
  readonly engine: Engine;
  readonly questions: Question[];
  readonly log: string[];
  /** Process number of the executor, from its log line. */
  pid(): number;
}

/** Absolute path of a file beside this one. */
export function entryPath(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Makes an engine whose questions are all answered by `answer`. */
export function testEngine(
  executorPath: string,
  answer: (question: Question, signal: AbortSignal) => Answer | Promise<Answer>,
  more: Partial<EngineDependencies> = {},
): TestEngine {
  const questions: Question[] = [];
  const log: string[] = [];
  const write = (message: string): void => void log.push(message);
  const prompter: Prompter = {
    ask: async (question, signal) => {
      questions.push(question);
      return answer(question, signal);
    },
  };
  const engine = createEngine({
    executorPath,
    prompter,
    logger: { trace: write, debug: write, info: write, warn: write, error: write },
    pluginRoots: [],
    ...more,
  });
  return {
    engine,
    questions,
    log,
    pid: () => Number(log.findLast((line) => /process \d+/.test(line))?.match(/process (\d+)/)?.[1]),
  };
}

/** Waits for an event of a run that fits; mocha's own limit ends the wait. */
export function eventOf(run: Run, matches: (event: RunEvent) => boolean): Promise<RunEvent> {
  return new Promise((resolve) => {
    const stop = run.onEvent((event) => {
      if (!matches(event)) return;
      stop();
      resolve(event);
    });
  });
}
