import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Setting } from './measurement.ts';
import type { Scratch } from './scratch.ts';
import { startBenchLab } from './startBenchLab.ts';
import { planFor, startEngine } from './startEngine.ts';

/** Much output through one executor. */
export interface VolumeMeasurement {
  readonly devices: number;
  readonly failed: number;
  readonly megabytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Largest resident memory of the executor. */
  readonly peakMb: number;
  /** Longest time for which the host's event loop stood still. */
  readonly stallMs: number;
}

/** A gigabyte from two hundred devices. */
export async function measureVolume(
  scratch: Scratch,
  concurrency: number,
  password: string,
): Promise<VolumeMeasurement> {
  const wanted = { count: 200, bigOutputBytes: 5_000_000, latencyMs: 0, password };
  const lab = await startBenchLab({ ...wanted, platform: 'cisco_ios' });
  try {
    return await measureOutputs({ lab, scratch, concurrency, password, latencyMs: 0, commands: [] });
  } finally {
    await lab.stop();
  }
}

/** For people. */
export function volumeInWords(volume: VolumeMeasurement): string {
  const { megabytes, devices, failed, wallMs, cpuMs, peakMb, stallMs } = volume;
  const whole = (value: number): string => value.toFixed(0);
  return `${whole(megabytes)} MB from ${String(devices)} devices (${String(failed)} failed): ${(wallMs / 1000).toFixed(1)} s, ${(cpuMs / megabytes).toFixed(1)} ms of CPU per MB, at most ${whole(peakMb)} MB resident; the host stood still for ${whole(stallMs)} ms at most.`;
}

/** One long output of every device of a lab with the fault `big-output`. */
async function measureOutputs(setting: Setting): Promise<VolumeMeasurement> {
  const bench = startEngine(setting);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const plan = planFor({ lab: setting.lab, commands: ['show tech-support'] }, 'enable');
  delay.enable();
  const started = performance.now();
  const run = await bench.engine.start(plan, bench.options());
  const { totals } = await run.finished;
  const wallMs = performance.now() - started;
  delay.disable();
  const usage = await bench.end();
  return {
    devices: totals.devices,
    failed: totals.devices - totals.ok,
    megabytes: totals.bytes / 1e6,
    wallMs,
    ...usage,
    stallMs: delay.max / 1e6,
  };
}
