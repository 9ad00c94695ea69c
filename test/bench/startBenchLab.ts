import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceAddress } from '../../src/api/device.ts';
import type { LabRequest } from './benchLabMain.ts';

/** A device of the lab, for a plan. */
export interface BenchDevice extends Pick<DeviceAddress, 'name' | 'host' | 'platform'> {
  readonly port: number;
}

/** A lab in its own process. */
export interface BenchLab {
  readonly devices: readonly BenchDevice[];
  /** Keys accepted at the first contact; later rounds find them known, as they are in everyday use. */
  readonly knownHostsFile: string;
  stop(): Promise<void>;
}

/** Starts the lab and waits until all of its devices listen. Throws where its process ends first. */
export async function startBenchLab(request: LabRequest): Promise<BenchLab> {
  const child = fork(new URL('benchLabMain.ts', import.meta.url), [], { execArgv: [] });
  child.send(request);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the lab of the benchmark ended')));
  const [devices] = (await Promise.race([once(child, 'message'), ended])) as [BenchLab['devices']];
  const folder = await mkdtemp(join(tmpdir(), 'showrun-bench-'));
  return {
    devices,
    knownHostsFile: join(folder, 'known_hosts'),
    stop: async () => {
      child.disconnect();
      await rm(folder, { recursive: true });
    },
  };
}
