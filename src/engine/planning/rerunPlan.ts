import type { Inventory } from '../../api/device.ts';
import type { Plan, PlannedDevice, RefusedDevice } from '../../api/plan.ts';
import type { RunRecord } from '../../api/run.ts';
import { deviceAddress } from '../../core/plan/deviceAddress.ts';

/** Which lines of a run are to be sent again: all, or all of those devices that were not fine. What is missing: `resumePlan`. */
export type RerunScope = 'all' | 'not-ok';

/**
 * The plan of a run once more: the same lines, to the addresses that the inventory has for the devices now. Devices that the
 * inventory no longer has are refused; what was refused before stays refused only where everything is run again.
 */
export function rerunPlan(record: RunRecord, inventory: Inventory, scope: RerunScope, now: Date): Plan {
  const { continues: _continues, ...plan } = record.plan;
  const fine = new Set(record.results.filter(({ status }) => status === 'ok').map(({ device }) => device));
  const known = new Map(inventory.devices.map((device) => [device.name, device]));
  const devices: PlannedDevice[] = [];
  const refused: RefusedDevice[] = scope === 'all' ? [...plan.refused] : [];
  for (const planned of plan.devices) {
    const { name } = planned.device;
    if (scope === 'not-ok' && fine.has(name)) continue;
    const device = known.get(name);
    if (device === undefined) refused.push(goneDevice(name));
    else devices.push({ device: deviceAddress(device), commands: planned.commands });
  }
  const names = new Set(devices.map(({ device }) => device.name));
  return {
    ...plan,
    createdAt: now.toISOString(),
    devices,
    refused,
    held: plan.held.filter(({ device }) => names.has(device)),
  };
}

function goneDevice(device: string): RefusedDevice {
  return {
    device,
    reasons: [
      {
        code: 'planning.unknown-device',
        message: `The inventory has no device "${device}" any more.`,
      },
    ],
  };
}
