import { join } from 'node:path';
import type { Plan } from '../../src/api/plan.ts';
import type { RenderedCommand } from '../../src/api/template.ts';
import type { RunOptions } from '../../src/engine/runOptions.ts';
import type { LabFault } from '../../src/lab/labFault.ts';
import { makeOptions } from '../unit/engine/makeOptions.ts';
import { makeCommand, makePlan } from '../unit/engine/makePlan.ts';
import type { Dice } from './dice.ts';
import type { SoakDevice } from './soakDevices.ts';
import { addressOf } from './soakDevices.ts';
import { soakLimits } from './soakNetwork.ts';

/** Faults that are silence in an output. */
const quiet: ReadonlySet<LabFault | undefined> = new Set(['hang-in-output', 'half-open'] as const);
const shows = ['show version', 'show ip interface brief', 'show clock', 'show interfaces', 'show arp'];

/** Sessions that the platform of the soak bears at the same time for a `@parallel` block. */
export const parallelSessions = 2;

/** How the lines of a run stand in its template: by themselves, in two blocks, or in one whose lines run at the same time. */
export type SoakBlocks = 'none' | 'two' | 'parallel';

/** Random options. Limits per site and jump host are the same for all: simultaneous runs keep to the largest of theirs. */
export function optionsFor(folder: string, dice: Dice): RunOptions {
  return makeOptions(join(folder, 'runs'), {
    hostKeys: 'accept-new',
    acceptedKeysFile: join(folder, 'known_hosts'),
    retries: dice.number(0, 1),
    connectTimeoutMs: 5_000,
    loginTimeoutMs: 6_000,
    commandTimeoutMs: 8_000,
    maxOutputBytes: 2_000_000,
    concurrency: dice.number(2, 20),
    ...soakLimits,
    // faults are too many here: breakers would keep healthy devices from being asked
    breakerFailures: 0,
    keepWarmMs: dice.chance(50) ? 2_000 : 0,
  });
}

/** Random lines, the same for all devices; those that are known to be met with silence need not be waited for so long. */
export function planFor(
  taken: readonly SoakDevice[],
  number: number,
  dice: Dice,
): { readonly plan: Plan; readonly blocks: SoakBlocks } {
  const blocks = dice.chance(25) ? 'parallel' : dice.chance(30) ? 'two' : 'none';
  const lines = linesOf(number, dice, blocks);
  const plan = makePlan(taken.map(addressOf), lines);
  const devices = plan.devices.map((planned, index) =>
    quiet.has(taken[index]?.fault)
      ? { ...planned, commands: lines.map((line) => ({ ...line, timeout: 1 })) }
      : planned,
  );
  return { plan: { ...plan, devices }, blocks };
}

/** Show commands; most of them with a filter that takes nothing away but makes the line one of its kind. */
function linesOf(number: number, dice: Dice, blocks: SoakBlocks): RenderedCommand[] {
  return Array.from({ length: dice.number(1, 4) }, (_, index) => {
    const line = dice.one(shows);
    const text = dice.chance(80) ? `${line} | exclude t${String(number)}-${String(index)}` : line;
    if (blocks === 'none') return makeCommand(text);
    if (blocks === 'two') return makeCommand(text, { block: index < 2 ? 'One' : 'Two' });
    return makeCommand(text, { block: 'One', parallel: 4 });
  });
}
