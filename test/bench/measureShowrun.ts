import { monitorEventLoopDelay } from 'node:perf_hooks';
import { planFor, startEngine } from './startEngine.ts';
import type { Measurement, Setting } from './measurement.ts';

/** One run of the engine, as a host starts it: executor in its own process, run folder on disk. */
export async function measureShowrun(setting: Setting): Promise<Measurement> {
  const bench = startEngine(setting);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const run = await bench.engine.start(planFor(setting), bench.options());
  const { totals } = await run.finished;
  const wallMs = performance.now() - started;
  delay.disable();
  const usage = await bench.end();
  return {
    client: 'showrun',
    devices: totals.devices,
    latencyMs: setting.latencyMs,
    concurrency: setting.concurrency,
    failed: totals.devices - totals.ok,
    wallMs,
    ...usage,
    stallMs: delay.max / 1e6,
  };
}
