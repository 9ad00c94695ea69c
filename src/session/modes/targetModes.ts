import type { PlatformDefinition } from '../../api/platform.ts';
import type { CommandMode } from '../../api/template.ts';

/**
 * The platform modes in which a command of a template's mode may be sent; the first is the one to go to. An exec command may
 * also be sent with privileges: a login that has them is not taken down. Empty where the platform has no such mode.
 */
export function targetModes(definition: PlatformDefinition, mode: CommandMode): ReadonlySet<string> {
  const { exec, enable, config } = definition.commandModes;
  if (mode === 'config') return new Set(config === undefined ? [] : [config]);
  if (mode === 'enable') return new Set([enable ?? exec]);
  return new Set(enable === undefined ? [exec] : [exec, enable]);
}
