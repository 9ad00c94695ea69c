import type { HeldCommand, Plan, PlannedDevice, RefusedDevice } from '../../api/plan.ts';
import type { CompiledPlatform } from '../platform/compiledPlatform.ts';
import type { PlatformNames } from '../platform/platformNames.ts';
import { checkCommands } from './checkCommands.ts';
import { forbidden, type DangerPolicy } from './policy/forbidden.ts';
import { CommandPolicy, type DangerJudge } from './policy/heldCommands.ts';

/** What is dangerous everywhere is so on a platform that nobody describes any more, too. */
const undescribed: DangerJudge = { isDangerous: () => undefined };

/**
 * A plan out of a record, judged as if it were made now. A record is a file that may have come with a workspace, that may be
 * old, and whose device may be another platform today: lines that can hurt are held whatever it says of them, what it held
 * stays held, and a device with a line that no template could have given is refused.
 */
export function judgeAgain(
  plan: Plan,
  platforms: PlatformNames & { get(id: string): Pick<CompiledPlatform, 'isDangerous'> },
  danger: DangerPolicy = 'confirm',
): Plan {
  const policy = new CommandPolicy();
  const before = new Map<string, HeldCommand[]>();
  for (const each of plan.held) {
    const ofDevice = before.get(each.device) ?? [];
    ofDevice.push(each);
    before.set(each.device, ofDevice);
  }
  const devices: PlannedDevice[] = [];
  const refused: RefusedDevice[] = [...plan.refused];
  const held: HeldCommand[] = [];
  for (const planned of plan.devices) {
    const { name, platform } = planned.device;
    const id = platforms.resolve(platform);
    const judge = id === undefined ? undescribed : platforms.get(id);
    const found = policy.held(name, judge, planned.commands);
    const indexes = new Set(found.map(({ index }) => index));
    const more = (before.get(name) ?? []).filter(({ index }) => !indexes.has(index));
    const all = [...found, ...more].sort((left, right) => left.index - right.index);
    const reasons = checkCommands(planned.commands);
    if (danger === 'forbid') reasons.push(...all.map((line) => forbidden(line, planned.commands)));
    if (reasons.length > 0) {
      refused.push({ device: name, reasons });
      continue;
    }
    devices.push(planned);
    held.push(...all);
  }
  return { ...plan, devices, refused, held };
}
