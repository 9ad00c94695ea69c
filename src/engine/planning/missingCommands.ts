import type { PlannedDevice } from '../../api/plan.ts';
import type { CommandState } from './commandStates.ts';

/** What is left of a device's commands. */
export interface Missing {
  /** Positions in the device's plan, in order. */
  readonly indexes: readonly number[];
  /** Configuration blocks that were begun and not ended; all their lines are in `indexes`. */
  readonly broken: readonly { readonly lines: readonly string[]; readonly accepted: number }[];
}

/**
 * The commands of a device that were not answered. Configuration lines one after another are one block: they share the mode
 * that the lines before have set, and take effect, or are committed, together. A block counts as done where the device
 * accepted every line and then left the configuration mode; it is all missing where none was sent; everything else has
 * broken off.
 */
export function missingCommands(planned: PlannedDevice, states: readonly CommandState[]): Missing {
  const indexes: number[] = [];
  const broken: { lines: readonly string[]; accepted: number }[] = [];
  const { commands } = planned;
  for (let start = 0; start < commands.length;) {
    if (commands[start]?.mode !== 'config') {
      if (states[start]?.status !== 'ok') indexes.push(start);
      start += 1;
      continue;
    }
    const next = commands.findIndex((command, index) => index > start && command.mode !== 'config');
    const end = next < 0 ? commands.length : next;
    const block = states.slice(start, end);
    if (!isComplete(block, states[end])) {
      for (let index = start; index < end; index += 1) indexes.push(index);
      if (block.some(({ sent }) => sent)) {
        const lines = commands.slice(start, end).map(({ text }) => text);
        broken.push({ lines, accepted: block.filter(({ status }) => status === 'ok').length });
      }
    }
    start = end;
  }
  return { indexes, broken };
}

/** `next`: the first command after the block; that the device answered it shows that the mode was left. */
function isComplete(block: readonly CommandState[], next: CommandState | undefined): boolean {
  if (!block.every(({ status }) => status === 'ok')) return false;
  const last = block.at(-1);
  return last?.deviceOk === true || next?.status === 'ok' || next?.status === 'rejected';
}
