import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../src/lab/labOptions.ts';
import { startLabAside } from '../helpers/startLabAside.ts';
import type { TestEngine } from '../contract/engine/testEngine.ts';
import { testEngine } from '../contract/engine/testEngine.ts';
import { builtInPlugins } from '../contract/engine/labFixture.ts';
import type { SoakCounts } from './checkRun.ts';
import { checkVitals } from './checkVitals.ts';
import { Dice } from './dice.ts';
import { SoakDevices } from './soakDevices.ts';
import { playRun } from './playRun.ts';
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

const login = { username: 'showrun', password: 'lab-password', enableSecret: 'lab-secret' };
/** How long connections may take to be gone when no run goes on, kept sessions included, in milliseconds. */
const quietMs = 20_000;

/** Thousands of short runs with random faults in one executor; see docs/reliability.md. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-soak-'));
  const names = Array.from({ length: options.devices }, (_, index) => `dev-${String(index)}`);
  const lab = await startLabAside({
    devices: names.map((name) => ({ name, platform: 'cisco_ios' })),
    state: 'before',
    ...login,
    tuning: { tokens: true, maxSessions: 0, slowDelayMs: 1 },
  });
  process.env['SOAK_VITALS'] = join(folder, 'vitals.json');
  const made = testEngine(join(import.meta.dirname, 'soakExecutor.ts'), answer, {
    pluginRoots: [builtInPlugins],
  });
  const counts: SoakCounts = { runs: 0, devices: 0, healthy: 0, cancelled: 0, outputs: 0, bytes: 0 };
  const breaches: string[] = [];
  const vitals: Vitals[] = [];
  try {
    const devices = new SoakDevices(lab);
    while (breaches.length === 0) {
      breaches.push(...(await batch(options, devices, made, folder, counts)));
      breaches.push(...(await quiet(lab)));
      const now = await vitalsOf(made.pid(), join(folder, 'vitals.json'), vitals.at(-1)?.asked ?? 0);
      vitals.push(now);
      breaches.push(...checkVitals(vitals));
      options.say(progress(counts, now));
      if (!options.goesOn(counts)) break;
    }
    return { counts, breaches, vitals };
  } finally {
    await made.engine.dispose();
    await lab.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** So many runs, a few at a time. */
async function batch(
  { seed, width, batch: size }: SoakOptions,
  devices: SoakDevices,
  { engine }: TestEngine,
  folder: string,
  counts: SoakCounts,
): Promise<string[]> {
  const breaches: string[] = [];
  const first = counts.runs;
  let started = 0;
  const lane = async (): Promise<void> => {
    while (started < size && breaches.length === 0) {
      const number = first + (started += 1);
      const dice = new Dice(`soak ${String(seed)} ${String(number)}`);
      breaches.push(...(await playRun({ number, dice, devices, engine, folder, counts })));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return breaches;
}

/** Waits until the lab has no connection any more. */
async function quiet(lab: Lab): Promise<string[]> {
  const until = performance.now() + quietMs;
  for (;;) {
    const open = [...lab.stats()].filter(([, stats]) => stats.open > 0);
    if (open.length === 0) break;
    if (performance.now() > until) return open.map(([name]) => `a connection to ${name} was left open`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // The lab remembers every line; a soak has too many of them.
  for (const { commands } of lab.stats().values()) commands.length = 0;
  return [];
}

function answer(question: { readonly kind: string }): never {
  const answers: Record<string, unknown> = {
    credential: { kind: 'credential', secrets: login },
    'host-key': { kind: 'host-key', accept: true },
  };
  return (answers[question.kind] ?? { kind: question.kind, text: undefined }) as never;
}

function progress(counts: SoakCounts, { heapUsed, rss, descriptors }: Vitals): string {
  const { runs, devices, outputs } = counts;
  const memory = `heap ${(heapUsed / 1e6).toFixed(1)} MB, resident ${(rss / 1e6).toFixed(0)} MB`;
  return `${String(runs)} runs, ${String(devices)} devices, ${String(outputs)} outputs; ${memory}, ${String(descriptors)} descriptors`;
}
