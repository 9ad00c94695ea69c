import type { RunRecord, RunSettings } from '../../api/run.ts';
import { printable } from '../../core/text/printable.ts';
import { defaultRunOptions } from '../../engine/runOptions.ts';

/** An option that is a number in the settings of a run: there in other units, and at least so much. */
interface NumberOption {
  readonly option: string;
  readonly setting: keyof RunSettings & keyof typeof defaultRunOptions;
  readonly unit: number;
  readonly minimum: number;
}

const numbers: readonly (
  NumberOption | (Omit<NumberOption, 'setting'> & { readonly setting: 'connectionsPerSecond' })
)[] = [
  { option: 'timeout', setting: 'commandTimeoutMs', unit: 1_000, minimum: 1 },
  { option: 'connect-timeout', setting: 'connectTimeoutMs', unit: 1_000, minimum: 1 },
  { option: 'login-timeout', setting: 'loginTimeoutMs', unit: 1_000, minimum: 1 },
  { option: 'max-output', setting: 'maxOutputBytes', unit: 1_000_000, minimum: 1 },
  { option: 'retries', setting: 'retries', unit: 1, minimum: 0 },
  { option: 'concurrency', setting: 'concurrency', unit: 1, minimum: 1 },
  { option: 'per-site', setting: 'concurrencyPerSite', unit: 1, minimum: 1 },
  { option: 'per-jump-host', setting: 'concurrencyPerJumpHost', unit: 1, minimum: 1 },
  { option: 'breaker', setting: 'breakerFailures', unit: 1, minimum: 0 },
  { option: 'rate', setting: 'connectionsPerSecond', unit: 1, minimum: 1 },
];

/** Longest user name that is believed. */
const longestName = 255;

/**
 * The options of a run, as words, that a run which continues it keeps: what is not as usual. A run folder may come from anybody, so
 * that what decides about trust is not among them (which keys are known, which files are read, what is started), but for the
 * strictest policy for host keys.
 */
export function keptWords(record: Pick<RunRecord, 'settings'>): Record<string, string> {
  const settings = record.settings as RunSettings | null | undefined;
  const words: Record<string, string> = {};
  if (settings === null || typeof settings !== 'object') return words;
  for (const { option, setting, unit, minimum } of numbers) {
    const value: unknown = settings[setting];
    const usual = setting === 'connectionsPerSecond' ? undefined : defaultRunOptions[setting];
    if (typeof value !== 'number' || value === usual) continue;
    const inUnits = Math.round(value / unit);
    if (Number.isSafeInteger(inUnits) && inUnits >= minimum) words[option] = String(inUnits);
  }
  if (settings.hostKeys === 'strict') words['host-keys'] = 'strict';
  const user: unknown = settings.defaultUsername;
  if (typeof user === 'string' && isName(user)) words['user'] = user;
  return words;
}

function isName(text: string): boolean {
  return text.length <= longestName && /^[^-\s]\S*$/.test(text) && printable(text) === text;
}
