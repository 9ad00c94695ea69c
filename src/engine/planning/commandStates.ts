import type { CommandStatus, DeviceResult, RunRecord } from '../../api/run.ts';

/** What is known of one command of a device, from a run and from those that continue it. */
export interface CommandState {
  readonly status: CommandStatus;
  /** False where it is certain that the device never got the line. */
  readonly sent: boolean;
  /** The device went through all its lines and its session was ended in order. */
  readonly deviceOk: boolean;
}

/**
 * The states of all commands of a run by device, in the order of its plan. What a continuation has sent replaces what was
 * known before, also over several steps (a run that continues one that continues the first).
 */
export function commandStates(
  record: RunRecord,
  continuations: readonly RunRecord[] = [],
): Map<string, CommandState[]> {
  const results = new Map(record.results.map((result) => [result.device, result]));
  const states = new Map(
    record.plan.devices.map(({ device, commands }) => {
      const result = results.get(device.name);
      return [device.name, commands.map((_command, index) => ownState(result, index))] as const;
    }),
  );
  const direct = continuations.filter((each) => each.plan.continues === record.id && each.id > record.id);
  for (const later of direct.sort((left, right) => (left.id < right.id ? -1 : 1))) {
    const theirs = commandStates(later, continuations);
    for (const { device, continued = [] } of later.plan.devices) {
      const own = states.get(device.name);
      for (const [position, index] of continued.entries()) {
        const state = theirs.get(device.name)?.[position];
        if (state?.sent === true && own?.[index] !== undefined) own[index] = state;
      }
    }
  }
  return states;
}

function ownState(result: DeviceResult | undefined, index: number): CommandState {
  const command = result?.commands.find((each) => each.index === index);
  if (result === undefined || command === undefined || result.status === 'refused')
    return { status: 'skipped', sent: false, deviceOk: false };
  const sent = command.status !== 'skipped' && command.sent !== false;
  return { status: command.status, sent, deviceOk: result.status === 'ok' };
}
