import { fileURLToPath } from 'node:url';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BareRequest } from './bareLoop.ts';
import { usageOf } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import type { BenchLab } from './startLabProcess.ts';

/** The same work with ssh2 alone: what nobody can do with less. */
export async function measureBareLoop(
  lab: BenchLab,
  setting: { readonly latencyMs: number; readonly concurrency: number; readonly password: string },
  commands: readonly string[],
): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-bench-'));
  const usageFile = join(folder, 'usage.json');
  const started = performance.now();
  const child = fork(new URL('meteredProcess.ts', import.meta.url), [], {
    execArgv: [],
    env: {
      ...process.env,
      BENCH_ENTRY: fileURLToPath(new URL('bareLoop.ts', import.meta.url)),
      BENCH_USAGE: usageFile,
    },
  });
  const { concurrency, password } = setting;
  child.send({ devices: lab.devices, concurrency, password, commands } satisfies BareRequest);
  const [failed] = (await once(child, 'message')) as [number];
  const wallMs = performance.now() - started;
  child.disconnect();
  await once(child, 'exit');
  const usage = usageOf(await readFile(usageFile, 'utf8'));
  await rm(folder, { recursive: true });
  return {
    client: `bare ssh2 loop, ${String(concurrency)} at once`,
    devices: lab.devices.length,
    latencyMs: setting.latencyMs,
    failed,
    wallMs,
    ...usage,
  };
}
