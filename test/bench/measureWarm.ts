import { median } from './measurement.ts';
import type { Setting } from './measurement.ts';
import { planFor, startEngine } from './startEngine.ts';

/** One command on one device, in an executor that is already there. */
export interface WarmMeasurement {
  readonly latencyMs: number;
  readonly coldMs: number;
  readonly warmMs: number;
}

const rounds = 5;

/** How long a run of one command takes with a login, and with a session that was kept. */
export async function measureWarm(setting: Setting): Promise<WarmMeasurement> {
  const [device] = setting.lab.devices;
  if (device === undefined) throw new Error('the lab has no device');
  const plan = planFor({ lab: { ...setting.lab, devices: [device] }, commands: ['show clock'] });
  const times = async (keepWarmMs: number): Promise<number> => {
    const bench = startEngine(setting);
    const options = bench.options({ keepWarmMs });
    const taken: number[] = [];
    await (
      await bench.engine.start(plan, options)
    ).finished;
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      const { totals } = await (await bench.engine.start(plan, options)).finished;
      taken.push(performance.now() - started);
      if (totals.ok !== 1) throw new Error('the device failed');
    }
    await bench.end();
    return median(taken);
  };
  return { latencyMs: setting.latencyMs, coldMs: await times(0), warmMs: await times(60_000) };
}
