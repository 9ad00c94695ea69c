import type { HeldCommand } from '../../../api/plan.ts';
import type { RenderedCommand } from '../../../api/template.ts';
import { commandSegments, isActingFilter } from './commandSegments.ts';
import { genericDanger } from './genericDangers.ts';

/** What the policy needs of a platform. `CompiledPlatform` is one. */
export interface DangerJudge {
  /** Why a line can hurt, or undefined; abbreviations are understood. */
  isDangerous(line: string): { readonly reason: string } | undefined;
  /** The commands that the platform names for showing things: these are known to be harmless whatever they begin with. */
  readonly definition?: { readonly commands: { readonly runningConfig?: string; readonly version?: string } };
}

/** A line that enters a configuration mode where it is typed as any other command. */
export const entersConfiguration =
  /^(?:con(?:f(?:i(?:g(?:u(?:r(?:e)?)?)?)?)?)?|config|sys|system-v(?:i(?:e(?:w)?)?)?|edit)\b/i;
/** … and one that leaves it for good, whatever it was in. */
export const leavesConfiguration = /^(?:end|return|abort|exit\s+conf|commit\s+and-quit|\^z)/i;

/** Finds the commands of devices that need a confirmation; remembers what it has judged, since devices share most lines. */
export class CommandPolicy {
  readonly #judged = new Map<DangerJudge, Map<string, string | undefined>>();

  /** The commands of one device that are held, in order, each with every reason. */
  held(device: string, platform: DangerJudge, commands: readonly RenderedCommand[]): HeldCommand[] {
    const held: HeldCommand[] = [];
    let configuring = false;
    commands.forEach((command, index) => {
      const reasons: string[] = [];
      const danger = this.#danger(platform, command.text);
      if (danger !== undefined) reasons.push(danger);
      if (command.mode === 'config' || configuring) reasons.push('configures the device');
      if (command.confirm === true) reasons.push('the template asks for a confirmation');
      const text = command.text.trim();
      if (command.mode !== 'config') {
        if (entersConfiguration.test(text) && !showsOnly(platform, text)) configuring = true;
        else if (leavesConfiguration.test(text)) configuring = false;
      }
      if (reasons.length === 0) return;
      held.push({ device, index, text: command.text, reason: [...new Set(reasons)].join('; ') });
    });
    return held;
  }

  #danger(platform: DangerJudge, line: string): string | undefined {
    let known = this.#judged.get(platform);
    if (known === undefined) this.#judged.set(platform, (known = new Map<string, string | undefined>()));
    if (known.has(line)) return known.get(line);
    const reason = lineDanger(platform, line);
    known.set(line, reason);
    return reason;
  }
}

/** Why a line can hurt, by the platform's own patterns first, then by what is dangerous everywhere. */
export function lineDanger(platform: DangerJudge, line: string): string | undefined {
  const own = platform.isDangerous(line);
  if (own !== undefined) return own.reason;
  if (showsOnly(platform, line.trim())) return undefined;
  for (const segment of commandSegments(line)) {
    if (isActingFilter(segment)) return 'writes its output to a file or into another program';
    if (segment.filter) continue;
    const reason = platform.isDangerous(segment.text)?.reason ?? genericDanger(segment.text);
    if (reason !== undefined) return reason;
  }
  return line.includes('?') ? helpKey : undefined;
}

/** `config show all` of one vendor begins like what configures on others. */
function showsOnly(platform: DangerJudge, line: string): boolean {
  const { runningConfig, version } = platform.definition?.commands ?? {};
  return line !== '' && (line === runningConfig || line === version);
}

/**
 * Network command lines answer `?` as a key, at once, and then take the line end for what stands before it: of
 * `clear counters ?` the device would be sent `clear counters`.
 */
const helpKey =
  'asks for help in the middle of the line, and what stands before the "?" is sent as a command';
