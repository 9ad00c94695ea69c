import type { RunRecord } from '../../api/run.ts';

/** The platform of each device of a run: the one that was found out where the plan had to leave it open. */
export function platformsOfRun({ plan, results }: RunRecord): ReadonlyMap<string, string> {
  const platforms = new Map(plan.devices.map(({ device }) => [device.name, device.platform]));
  for (const { device, platform } of results) if (platform !== undefined) platforms.set(device, platform);
  return platforms;
}
