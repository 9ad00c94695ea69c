import type { PlannedDevice } from '../../api/plan.ts';
import type { RenderedCommand } from '../../api/template.ts';
import { entersConfiguration, leavesConfiguration } from '../../core/plan/policy/heldCommands.ts';
import { changesSession } from '../../core/plan/policy/changesSession.ts';
import type { CommandState } from './commandStates.ts';

/** What is left of a device's commands. */
export interface Missing {
  /** Positions in the device's plan, in order. */
  readonly indexes: readonly number[];
  /** Configuration blocks that were begun and not ended; all their lines are in `indexes`. */
  readonly broken: readonly { readonly lines: readonly string[]; readonly accepted: number }[];
}

/**
 * The commands of a device that were not answered. What a line needs of the lines before it goes with it:
 *
 * Configuration lines one after another are one block, also where the template enters the mode with a line of its own
 * (`configure terminal`, up to `end` or the last line): they share the place that the lines before have set, and take
 * effect, or are committed, together. A block counts as done where the device accepted every line and the mode was left; it
 * is all missing where none was sent; everything else has broken off.
 *
 * A line that changes the session (`cd`, `changeto context`, `bash`, `telnet`) is sent again before lines that came after
 * it, or they would mean something else, or go somewhere else.
 */
export function missingCommands({ commands }: PlannedDevice, states: readonly CommandState[]): Missing {
  const missing = new Set<number>();
  const setting: number[] = [];
  const broken: { lines: readonly string[]; accepted: number }[] = [];
  for (let start = 0; start < commands.length;) {
    const end = blockEnd(commands, start);
    if (end === undefined) {
      if (states[start]?.status !== 'ok') missing.add(start);
      else if (changesSession(commands[start]?.text ?? '')) setting.push(start);
      start += 1;
      continue;
    }
    const block = states.slice(start, end);
    if (!isComplete(block, commands[end - 1], states[end])) {
      for (let index = start; index < end; index += 1) missing.add(index);
      if (block.some(({ sent }) => sent)) {
        const lines = commands.slice(start, end).map(({ text }) => text);
        broken.push({ lines, accepted: block.filter(({ status }) => status === 'ok').length });
      }
    }
    start = end;
  }
  const last = Math.max(-1, ...missing);
  for (const index of setting) if (index < last) missing.add(index);
  return { indexes: [...missing].sort((left, right) => left - right), broken };
}

/** Where the configuration block ends that begins at `start` (exclusive); undefined where none does. */
function blockEnd(commands: readonly RenderedCommand[], start: number): number | undefined {
  const isTyped = ({ mode, text }: RenderedCommand): boolean =>
    mode !== 'config' && entersConfiguration.test(text.trim());
  const first = commands[start];
  if (first === undefined || (first.mode !== 'config' && !isTyped(first))) return undefined;
  const rest = commands.slice(start + 1);
  const stop = isTyped(first)
    ? rest.findIndex(({ text }) => leavesConfiguration.test(text.trim())) + 1
    : rest.findIndex(({ mode }) => mode !== 'config');
  const isToTheEnd = isTyped(first) ? stop === 0 : stop < 0;
  return isToTheEnd ? commands.length : start + 1 + stop;
}

/** `next`: the first command after the block; that the device answered it shows that the mode was left. */
function isComplete(
  block: readonly CommandState[],
  last: RenderedCommand | undefined,
  next: CommandState | undefined,
): boolean {
  if (!block.every(({ status }) => status === 'ok')) return false;
  if (last !== undefined && last.mode !== 'config' && leavesConfiguration.test(last.text.trim())) return true;
  return block.at(-1)?.deviceOk === true || next?.status === 'ok' || next?.status === 'rejected';
}
