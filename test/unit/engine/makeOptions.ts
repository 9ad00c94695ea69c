import { defaultRunOptions } from '../../../src/engine/runOptions.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';

/** Run options for tests: the defaults, with short pauses. */
export function makeOptions(runsFolder: string, more: Partial<RunOptions> = {}): RunOptions {
  return {
    ...defaultRunOptions,
    runsFolder,
    knownHostsFiles: [],
    acceptedKeysFile: `${runsFolder}/known_hosts`,
    retryDelayMs: 1,
    ...more,
  };
}
