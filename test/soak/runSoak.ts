import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEngine } from '../contract/engine/testEngine.ts';
import type { SoakCounts } from './checkRun.ts';
import { checkVitals } from './checkVitals.ts';
import { Dice } from './dice.ts';
import { ExecutorKiller } from './executorKiller.ts';
import { LimitGauge } from './limitGauge.ts';
import { SoakDevices } from './soakDevices.ts';
import { soakLimits, soakLogin, startSoakNetwork } from './soakNetwork.ts';
import type { SoakNetwork } from './soakNetwork.ts';
import { playRun } from './playRun.ts';
import type { RunParts } from './playRun.ts';
import type { Vitals } from './vitals.ts';
import { vitalsOf } from './vitals.ts';

/** How long and how hard. */
export interface SoakOptions {
  readonly seed: number;
  readonly devices: number;
  /** Runs at the same time. */
  readonly width: number;
  /** Runs between two quiet moments. */
  readonly batch: number;
  /** Asked after each batch; the soak ends where it says no. */
  readonly goesOn: (counts: SoakCounts) => boolean;
  readonly say: (line: string) => void;
}

/** What came of a soak. */
export interface SoakResult {
  readonly counts: SoakCounts;
  /** Everything that was not as it must be, in words; empty where all is well. */
  readonly breaches: readonly string[];
  readonly vitals: readonly Vitals[];
}

/** Runs in whose middle the executor is killed at the end, and events after which it is. */
const killed = { runs: 24, events: 200 };
/** How long connections may take to be gone when no run goes on, kept sessions included, in milliseconds. */
const quietMs = 20_000;

/** Thousands of short runs with random faults in one executor; see docs/reliability.md. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-soak-'));
  const network = await startSoakNetwork(options.devices);
  process.env['SOAK_VITALS'] = join(folder, 'vitals.json');
  const made = testEngine(join(import.meta.dirname, 'soakExecutor.ts'), answer, {
    // as they are built: reading all platform files anew for each run is most of the work otherwise, and of the memory
    pluginRoots: [join(import.meta.dirname, '../../dist/plugins')],
  });
  const counts: SoakCounts = {
    started: 0,
    runs: 0,
    devices: 0,
    healthy: 0,
    cancelled: 0,
    interrupted: 0,
    resumed: 0,
    outputs: 0,
    bytes: 0,
  };
  const breaches: string[] = [];
  const vitals: Vitals[] = [];
  try {
    const devices = new SoakDevices(network);
    const parts = { network, devices, engine: made.engine, folder, counts };
    while (breaches.length === 0) {
      breaches.push(...(await batch(options, parts, options.batch)));
      breaches.push(...(await quiet(network)));
      const now = await vitalsOf(made.pid(), join(folder, 'vitals.json'), vitals.at(-1)?.asked ?? 0);
      vitals.push(now);
      breaches.push(...checkVitals(vitals));
      options.say(progress(counts, now));
      if (!options.goesOn(counts)) break;
    }
    if (breaches.length === 0) {
      const killer = new ExecutorKiller(() => made.pid(), killed.events);
      breaches.push(...(await batch(options, { ...parts, killer }, killed.runs)));
      breaches.push(...(await quiet(network)));
      if (killer.kills === 0 || counts.interrupted === 0) breaches.push('no run was interrupted');
    }
    return { counts, breaches, vitals };
  } finally {
    await made.engine.dispose();
    await network.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** So many runs, a few at a time. */
async function batch(
  { seed, width }: SoakOptions,
  parts: Omit<RunParts, 'number' | 'dice' | 'gauge'>,
  size: number,
): Promise<string[]> {
  const breaches: string[] = [];
  const first = parts.counts.started;
  const gauge = new LimitGauge();
  let started = 0;
  const lane = async (): Promise<void> => {
    while (started < size && breaches.length === 0) {
      const number = first + (started += 1);
      const dice = new Dice(`soak ${String(seed)} ${String(number)}`);
      breaches.push(...(await playRun({ ...parts, number, dice, gauge })));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  parts.counts.started += size;
  return [...breaches, ...overLimits(gauge)];
}

/** Sites and jump hosts that saw more devices at once than all runs together may work on. */
function overLimits(gauge: LimitGauge): string[] {
  const { concurrencyPerSite, concurrencyPerJumpHost } = soakLimits;
  return gauge.keys.flatMap((key) => {
    const limit = key.startsWith('site') ? concurrencyPerSite : concurrencyPerJumpHost;
    const most = key.startsWith('run') ? 0 : gauge.most(key);
    return most > limit ? [`${String(most)} devices at once at ${key}`] : [];
  });
}

/** Waits until nothing is connected any more. */
async function quiet({ lab, jumpHosts }: SoakNetwork): Promise<string[]> {
  const until = performance.now() + quietMs;
  for (;;) {
    const open = [
      ...[...lab.stats()].filter(([, stats]) => stats.open > 0).map(([name]) => name),
      ...jumpHosts.filter((host) => host.open > 0).map(({ address }) => address),
    ];
    if (open.length === 0) break;
    if (performance.now() > until) return open.map((name) => `a connection to ${name} was left open`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // The lab remembers every line; a soak has too many of them.
  for (const { commands } of lab.stats().values()) commands.length = 0;
  return [];
}

function answer(question: { readonly kind: string }): never {
  const answers: Record<string, unknown> = {
    credential: { kind: 'credential', secrets: soakLogin },
    'host-key': { kind: 'host-key', accept: true },
  };
  return (answers[question.kind] ?? { kind: question.kind, text: undefined }) as never;
}

function progress(counts: SoakCounts, { heapUsed, rss, descriptors }: Vitals): string {
  const { runs, devices, outputs } = counts;
  const memory = `heap ${(heapUsed / 1e6).toFixed(1)} MB, resident ${(rss / 1e6).toFixed(0)} MB`;
  return `${String(runs)} runs, ${String(devices)} devices, ${String(outputs)} outputs; ${memory}, ${String(descriptors)} descriptors`;
}
