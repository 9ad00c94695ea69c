import type { RunSettings } from '../api/run.ts';
import { defaultRunOptions, limitsOf, type RunOptions } from './runOptions.ts';

/** What is written down of the options of a run: how it went, and nothing that would be a secret or a matter of one machine. */
export function settingsOf(options: RunOptions): RunSettings {
  const { breakerFailures = defaultRunOptions.breakerFailures, defaultUsername } = options;
  return {
    ...limitsOf(options),
    breakerFailures,
    connectTimeoutMs: options.connectTimeoutMs,
    loginTimeoutMs: options.loginTimeoutMs,
    commandTimeoutMs: options.commandTimeoutMs,
    maxOutputBytes: options.maxOutputBytes ?? defaultRunOptions.maxOutputBytes,
    retries: options.retries,
    hostKeys: options.hostKeys,
    ...(defaultUsername === undefined ? {} : { defaultUsername }),
  };
}
