import { fileURLToPath } from 'node:url';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Plan } from '../../src/api/plan.ts';
import { createEngine } from '../../src/engine/client/createEngine.ts';
import { defaultRunOptions } from '../../src/engine/runOptions.ts';
import { usageOf } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import type { BenchLab } from './startLabProcess.ts';

const silent = (): void => undefined;

/** One run of the engine, as a host starts it: executor in its own process, run folder on disk. */
export async function measureShowrun(
  lab: BenchLab,
  setting: { readonly latencyMs: number; readonly concurrency: number; readonly password: string },
  commands: readonly string[],
): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-bench-'));
  const { password } = setting;
  process.env.BENCH_ENTRY = fileURLToPath(new URL('../../dist/executor.js', import.meta.url));
  process.env.BENCH_USAGE = join(folder, 'usage.json');
  const engine = createEngine({
    executorPath: fileURLToPath(new URL('meteredProcess.ts', import.meta.url)),
    prompter: {
      ask: () => Promise.resolve({ kind: 'credential', secrets: { password, enableSecret: password } }),
    },
    logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    pluginRoots: [fileURLToPath(new URL('../../src/plugins', import.meta.url))],
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const run = await engine.start(planFor(lab, commands), {
    ...defaultRunOptions,
    concurrency: setting.concurrency,
    runsFolder: join(folder, 'runs'),
    knownHostsFiles: [],
    acceptedKeysFile: lab.knownHostsFile,
    hostKeys: 'accept-new',
  });
  const { totals } = await run.finished;
  const wallMs = performance.now() - started;
  delay.disable();
  await engine.dispose();
  const usage = usageOf(await readFile(join(folder, 'usage.json'), 'utf8'));
  await rm(folder, { recursive: true });
  return {
    client: `showrun, ${String(setting.concurrency)} at once`,
    devices: lab.devices.length,
    latencyMs: setting.latencyMs,
    failed: totals.devices - totals.ok,
    wallMs,
    ...usage,
    stallMs: delay.max / 1e6,
  };
}

function planFor(lab: BenchLab, commands: readonly string[]): Plan {
  const at = { file: 'bench.cmds', line: 1, column: 1 };
  return {
    version: 1,
    createdAt: new Date().toISOString(),
    title: 'bench.cmds',
    devices: lab.devices.map((device) => ({
      device: { ...device, transport: 'ssh', username: 'showrun' },
      commands: commands.map((text) => ({ text, at, mode: 'exec', expect: [], onError: 'continue' })),
    })),
    refused: [],
    held: [],
  };
}
