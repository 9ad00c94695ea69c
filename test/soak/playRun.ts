import { rm } from 'node:fs/promises';
import type { Plan } from '../../src/api/plan.ts';
import type { RunRecord } from '../../src/api/run.ts';
import { toErrorInfo } from '../../src/core/errors.ts';
import type { Engine, Run } from '../../src/engine/client/engine.ts';
import { resumePlan } from '../../src/engine/planning/resumePlan.ts';
import type { RunOptions } from '../../src/engine/runOptions.ts';
import type { SoakCounts, SoakRun } from './checkRun.ts';
import { checkRun } from './checkRun.ts';
import type { Dice } from './dice.ts';
import { disturbSometimes } from './disturb.ts';
import type { ExecutorKiller } from './executorKiller.ts';
import { limitKeys } from './limitGauge.ts';
import type { LimitGauge } from './limitGauge.ts';
import { Patience } from './patience.ts';
import { optionsFor, parallelSessions, planFor } from './planRun.ts';
import type { SoakDevice, SoakDevices } from './soakDevices.ts';
import type { SoakNetwork } from './soakNetwork.ts';

/** How long runs that overlap may pass on that a login is not to be used any more, in milliseconds. */
const guardMs = 20_000;

/** What one run of a soak is made of. */
export interface RunParts {
  readonly number: number;
  readonly dice: Dice;
  readonly network: SoakNetwork;
  readonly devices: SoakDevices;
  readonly engine: Engine;
  readonly folder: string;
  readonly counts: SoakCounts;
  /** Watches all runs. */
  readonly gauge: LimitGauge;
  /** Ends the executor while it works; absent where nobody does. */
  readonly killer?: ExecutorKiller;
}

/**
 * Carries out one run with random devices, faults, lines and cancels, and says what was wrong with it. What is missing of it in
 * the end is resumed in some cases, and always where the executor was killed.
 */
export async function playRun(parts: RunParts): Promise<string[]> {
  const { dice, devices, number, folder, counts } = parts;
  const taken = await devices.take(dice, dice.number(1, 14));
  try {
    const options = optionsFor(folder, dice);
    const { plan, blocks } = planFor(taken, number, dice);
    const atOnce = blocks === 'parallel' ? parallelSessions : 1;
    const first = await carryOut(parts, taken, plan, options, atOnce);
    if (first.record === undefined || first.breaches.length > 0) return first.breaches;
    if (first.record.status !== 'interrupted' && !dice.chance(30)) return [];
    const rest = resumePlan({ record: first.record, now: new Date() });
    if (rest.plan.devices.length === 0) return [];
    counts.resumed += 1;
    return (await carryOut(parts, taken, rest.plan, options, atOnce)).breaches;
  } finally {
    devices.release(taken);
  }
}

interface CarriedOut {
  readonly breaches: string[];
  /** Absent where the executor was killed before the run had begun. */
  readonly record?: RunRecord;
}

async function carryOut(
  { number, dice, network, engine, counts, gauge, killer }: RunParts,
  taken: readonly SoakDevice[],
  plan: Plan,
  options: RunOptions,
  atOnce: number,
): Promise<CarriedOut> {
  const names = plan.devices.map(({ device }) => device.name);
  const started = performance.now();
  const killsBefore = killer?.kills ?? 0;
  const wasKilled = (): boolean => (killer?.kills ?? 0) > killsBefore;
  let run: Run;
  try {
    run = await engine.start(plan, options);
  } catch (error) {
    const { code, message } = toErrorInfo(error);
    // it may have been killed a moment before, and nobody had noticed yet
    const excused = killer !== undefined && killer.kills > 0 && code === 'engine.executor-died';
    return { breaches: excused ? [] : [`run ${String(number)} did not start: ${code}: ${message}`] };
  }
  const patience = new Patience(names);
  const keys = new Map(plan.devices.map(({ device }) => [device.name, limitKeys(run.id, device)]));
  run.onEvent((event) => {
    gauge.watch(event, (device) => keys.get(device) ?? []);
    killer?.watch();
    patience.watch(event);
  });
  const cancelled = disturbSometimes(run, dice, names, network.jumpHosts);
  const record = await Promise.race([run.finished, patience.lost()]);
  if (typeof record === 'string') return { breaches: [`run ${String(number)} does not end: ${record}`] };
  const dropped = new Set(
    network.jumpHosts.filter(({ droppedAt }) => droppedAt > started - guardMs).map(({ address }) => address),
  );
  const known: SoakRun = {
    number,
    folder: run.folder,
    faults: new Map(
      taken
        .filter(({ address }) => names.includes(address.name))
        .map(({ address, fault }) => [address.name, fault]),
    ),
    cancelled: cancelled(),
    warm: true,
    atOnce,
    behindLost: new Set(
      taken
        .filter(({ address }) => address.jumpHost !== undefined && dropped.has(address.jumpHost))
        .map(({ address }) => address.name),
    ),
    killed: wasKilled(),
  };
  const breaches = await checkRun(known, record, counts);
  const most = gauge.most(`run ${run.id}`);
  if (most > options.concurrency) breaches.push(`run ${String(number)}: ${String(most)} devices at once`);
  if (breaches.length === 0) await rm(run.folder, { recursive: true });
  return { breaches, record };
}
