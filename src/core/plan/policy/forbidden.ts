import type { HeldCommand, PlannedDevice, RefusedDevice } from '../../../api/plan.ts';

/** What a workspace wants to happen with commands that can hurt. */
export type DangerPolicy = 'confirm' | 'forbid';

/** Why a device is refused where such commands are forbidden. */
export function forbidden(
  held: HeldCommand,
  commands: PlannedDevice['commands'],
): RefusedDevice['reasons'][number] {
  const at = commands[held.index]?.at;
  return {
    code: 'plan.forbidden-command',
    message: `"${held.text}" ${held.reason}, and such commands are forbidden here.`,
    ...(at === undefined ? {} : { at }),
  };
}
