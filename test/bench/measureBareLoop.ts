import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BareRequest } from './bareLoop.ts';
import { usageOf } from './measurement.ts';
import type { Measurement, Setting } from './measurement.ts';

/** The same work with ssh2 alone: what nobody can do with less. */
export async function measureBareLoop(setting: Setting): Promise<Measurement> {
  const { lab, concurrency, password, commands } = setting;
  const usageFile = join(setting.scratch.folder(), 'usage.json');
  const started = performance.now();
  const child = fork(new URL('meteredProcess.ts', import.meta.url), [], {
    execArgv: [],
    env: {
      ...process.env,
      BENCH_ENTRY: fileURLToPath(new URL('bareLoop.ts', import.meta.url)),
      BENCH_USAGE: usageFile,
    },
  });
  child.send({ devices: lab.devices, concurrency, password, commands } satisfies BareRequest);
  const [failed] = (await once(child, 'message')) as [number];
  const wallMs = performance.now() - started;
  child.disconnect();
  await once(child, 'exit');
  return {
    client: 'bare ssh2 loop',
    devices: lab.devices.length,
    latencyMs: setting.latencyMs,
    concurrency,
    failed,
    wallMs,
    ...usageOf(await readFile(usageFile, 'utf8')),
  };
}
