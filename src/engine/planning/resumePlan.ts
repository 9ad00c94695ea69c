import type { Inventory } from '../../api/device.ts';
import type { HeldCommand, Plan, PlannedDevice, RefusedDevice } from '../../api/plan.ts';
import type { RunRecord } from '../../api/run.ts';
import { ShowrunError } from '../../core/errors.ts';
import { deviceAddress } from '../../core/plan/deviceAddress.ts';
import { commandStates } from './commandStates.ts';
import { missingCommands } from './missingCommands.ts';

/** What is to be continued. */
export interface ResumeRequest {
  readonly record: RunRecord;
  /** Runs that continue it already, directly or not (`continuationsOf`); what they have done is not done again. */
  readonly continuations?: readonly RunRecord[];
  /** Where the devices are now. Without it they are contacted where the run found them. */
  readonly inventory?: Inventory;
  readonly now: Date;
  /** True once a person has confirmed that configuration blocks that broke off are sent again from their first line. */
  readonly configConfirmed?: boolean;
}

/** A block of configuration lines that was begun on a device and did not come to its end. */
export interface BrokenOffBlock {
  readonly device: string;
  /** All lines of the block. */
  readonly lines: readonly string[];
  /** How many of them the device had accepted. */
  readonly accepted: number;
}

/** The rest of a run. */
export interface Resumption {
  /** What is missing; `continues` names the run. It has no devices where nothing is. */
  readonly plan: Plan;
  /** Devices of the run that have everything. */
  readonly complete: readonly string[];
  /** Commands that are not sent again, on the devices of the plan. */
  readonly doneCommands: number;
  /** Blocks that broke off: their devices are refused, or get the block from its first line where that was confirmed. */
  readonly brokenOff: readonly BrokenOffBlock[];
}

/**
 * What is missing of a run, with the same lines: commands that were answered are left out. A configuration block that broke
 * off is never gone on with in its middle; its device is refused until somebody has confirmed that the whole block is sent
 * again. Refused are also devices that the inventory no longer has, and those with a line whose secret was masked. Commands
 * that are held back need their confirmation again. Throws `planning.still-running`.
 */
export function resumePlan(request: ResumeRequest): Resumption {
  const { record, inventory, now, continuations = [] } = request;
  for (const { id, status } of [record, ...continuations]) if (status === 'running') throw stillRunning(id);
  const states = commandStates(record, continuations);
  const known = inventory && new Map(inventory.devices.map((device) => [device.name, deviceAddress(device)]));
  const devices: PlannedDevice[] = [];
  const refused: RefusedDevice[] = [];
  const held: HeldCommand[] = [];
  const complete: string[] = [];
  const brokenOff: BrokenOffBlock[] = [];
  let doneCommands = 0;
  for (const planned of record.plan.devices) {
    const { name } = planned.device;
    const { indexes, broken } = missingCommands(planned, states.get(name) ?? []);
    const commands = indexes.flatMap((index) => planned.commands[index] ?? []);
    const device = known === undefined ? planned.device : known.get(name);
    brokenOff.push(...broken.map((block) => ({ device: name, ...block })));
    const masked = commands.find((command) => command.masked === true);
    if (indexes.length === 0) complete.push(name);
    else if (device === undefined) refused.push(gone(name));
    else if (masked !== undefined) refused.push(maskedLine(name, masked.text));
    else if (broken[0] !== undefined && request.configConfirmed !== true)
      refused.push(configBrokenOff(name, broken[0].lines));
    else {
      devices.push({ device, commands, continued: indexes });
      held.push(...heldAgain(record.plan.held, name, indexes));
      doneCommands += planned.commands.length - indexes.length;
    }
  }
  const plan: Plan = {
    ...record.plan,
    createdAt: now.toISOString(),
    continues: record.id,
    devices,
    refused,
    held,
  };
  return { plan, complete, doneCommands, brokenOff };
}

function heldAgain(held: readonly HeldCommand[], device: string, indexes: readonly number[]): HeldCommand[] {
  const positions = new Map(indexes.map((index, position) => [index, position]));
  return held.flatMap((each) => {
    const index = each.device === device ? positions.get(each.index) : undefined;
    return index === undefined ? [] : [{ ...each, index }];
  });
}

function gone(device: string): RefusedDevice {
  const message = `The inventory has no device "${device}" any more.`;
  return { device, reasons: [{ code: 'planning.unknown-device', message }] };
}

function maskedLine(device: string, text: string): RefusedDevice {
  return {
    device,
    reasons: [
      {
        code: 'engine.masked-plan',
        message: `A secret was left out when the run was stored, so this line cannot be sent again: ${text}`,
        hint: 'Run the template again for this device.',
      },
    ],
  };
}

function configBrokenOff(device: string, lines: readonly string[]): RefusedDevice {
  return {
    device,
    reasons: [
      {
        code: 'planning.config-broken-off',
        message: `A configuration block of ${String(lines.length)} lines did not come to its end (first line: ${lines[0] ?? ''}).`,
        hint: 'Look at the device first. If the whole block may be sent again from its first line, confirm that: --resend-config on the command line, a question in the editor.',
      },
    ],
  };
}

function stillRunning(id: string): ShowrunError {
  return new ShowrunError('planning.still-running', `Run ${id} is still going on.`, {
    hint: 'Wait for its end, or cancel it; then continue.',
  });
}
