import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Setting } from './measurement.ts';
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

/** One long output of every device of a lab with the fault `big-output`. */
export async function measureVolume(setting: Setting): Promise<VolumeMeasurement> {
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
