import type { Logger } from '../../api/ports.ts';
import type { Prompter } from '../../api/question.ts';
import type { Engine } from './engine.ts';
import { EngineClient } from './engineClient.ts';

/** What a host gives to its engine. */
export interface EngineDependencies {
  /** Absolute path of the executor's bundle. */
  readonly executorPath: string;
  /** Answers what comes up during runs: credentials, host keys, one-time codes. */
  readonly prompter: Prompter;
  readonly logger: Logger;
  /** Folders that plugins are loaded from. */
  readonly pluginRoots: readonly string[];
  /** Node binary for the executor; the host's own where it is absent (in Electron it is told to be Node). */
  readonly execPath?: string;
  /** The executor gives way to other programs where they want the processor: for a host that a person types in. */
  readonly background?: boolean;
  /** Milliseconds of silence after a cancel until the executor counts as hung and is ended; 10,000 where it is absent. */
  readonly cancelPatienceMs?: number;
  /** Milliseconds of silence during a run until the executor counts as hung and is ended; 60,000 where it is absent. */
  readonly silenceLimitMs?: number;
}

/** Makes the engine of a host. Its process is started with the first run and kept for the next ones. */
export function createEngine(deps: EngineDependencies): Engine {
  return new EngineClient(deps);
}
