import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../src/api/plan.ts';
import type { RenderedCommand } from '../../src/api/template.ts';
import type { Engine, Run } from '../../src/engine/client/engine.ts';
import type { LabFault } from '../../src/lab/labFault.ts';
import { makeOptions } from '../unit/engine/makeOptions.ts';
import { makeCommand, makePlan } from '../unit/engine/makePlan.ts';
import type { SoakCounts, SoakRun } from './checkRun.ts';
import { checkRun } from './checkRun.ts';
import type { Dice } from './dice.ts';
import type { SoakDevice, SoakDevices } from './soakDevices.ts';
import { addressOf } from './soakDevices.ts';

/** Faults that are silence in an output. */
const quiet: ReadonlySet<LabFault | undefined> = new Set(['hang-in-output', 'half-open'] as const);
const shows = ['show version', 'show ip interface brief', 'show clock', 'show interfaces', 'show arp'];

/** What one run of a soak is made of. */
export interface RunParts {
  readonly number: number;
  readonly dice: Dice;
  readonly devices: SoakDevices;
  readonly engine: Engine;
  readonly folder: string;
  readonly counts: SoakCounts;
}

/** Carries out one run with random devices, faults, lines and cancels, and says what was wrong with it. */
export async function playRun({
  number,
  dice,
  devices,
  engine,
  folder,
  counts,
}: RunParts): Promise<string[]> {
  const taken = await devices.take(dice, dice.number(1, 14));
  try {
    const lines = linesOf(number, dice);
    const keepWarmMs = dice.chance(50) ? 2_000 : 0;
    const options = makeOptions(join(folder, 'runs'), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(folder, 'known_hosts'),
      retries: dice.number(0, 1),
      connectTimeoutMs: 5_000,
      loginTimeoutMs: 6_000,
      commandTimeoutMs: 8_000,
      maxOutputBytes: 2_000_000,
      concurrency: dice.number(2, 20),
      keepWarmMs,
    });
    const plan = planFor(taken, lines);
    const run = await engine.start(plan, options);
    const cancelled = cancelSometimes(
      run,
      dice,
      taken.map(({ address }) => address.name),
    );
    const record = await run.finished;
    const faults = new Map(taken.map(({ address, fault }) => [address.name, fault]));
    const known: SoakRun = { number, folder: run.folder, faults, cancelled: cancelled(), warm: true };
    const breaches = await checkRun(known, record, counts);
    if (breaches.length === 0) await rm(run.folder, { recursive: true });
    return breaches;
  } finally {
    devices.release(taken);
  }
}

/** The same lines for all; those that are known to be met with silence need not be waited for so long. */
function planFor(taken: readonly SoakDevice[], lines: readonly RenderedCommand[]): Plan {
  const plan = makePlan(taken.map(addressOf), lines);
  return {
    ...plan,
    devices: plan.devices.map((planned, index) =>
      quiet.has(taken[index]?.fault)
        ? { ...planned, commands: lines.map((line) => ({ ...line, timeout: 1 })) }
        : planned,
    ),
  };
}

/** Show commands; most of them with a filter that takes nothing away but makes the line one of its kind. */
function linesOf(number: number, dice: Dice): RenderedCommand[] {
  return Array.from({ length: dice.number(1, 4) }, (_, index) => {
    const line = dice.one(shows);
    const text = dice.chance(80) ? `${line} | exclude t${String(number)}-${String(index)}` : line;
    return makeCommand(text);
  });
}

/** Cancels everything, or one device, at a random moment of some runs; gives a function that says what. */
function cancelSometimes(run: Run, dice: Dice, names: readonly string[]): () => SoakRun['cancelled'] {
  const what = dice.number(1, 100);
  const at = dice.number(1, 30);
  const name = dice.one(names);
  let seen = 0;
  let done = false;
  run.onEvent(() => {
    seen += 1;
    if (seen !== at || what > 20) return;
    done = true;
    if (what <= 8) run.cancel();
    else run.cancel(name);
  });
  return () => (!done ? new Set() : what <= 8 ? 'all' : new Set([name]));
}
