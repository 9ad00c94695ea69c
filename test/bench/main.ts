// npm run bench: the executor against the lab, and the bare ssh2 loop as its floor, in turn. Compare ratios, not times.
import { writeFile } from 'node:fs/promises';
import { benchOptions } from './benchOptions.ts';
import { measureBareLoop } from './measureBareLoop.ts';
import { measureShowrun } from './measureShowrun.ts';
import { medianOf } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import { startLabProcess } from './startLabProcess.ts';

const commands = ['show version', 'show ip interface brief', 'show clock'];
const clients = [measureShowrun, measureBareLoop];
const password = 'bench-password';

const options = benchOptions(process.argv.slice(2));
const medians: Measurement[] = [];
for (const latencyMs of options.latencies) {
  for (const count of options.counts) medians.push(...(await measure(count, latencyMs)));
}
console.table(medians.map(toRow));
if (options.json !== undefined) {
  const result = { node: process.version, options, commands, medians };
  await writeFile(options.json, `${JSON.stringify(result, undefined, 2)}\n`);
}

/** All clients in turn, several times, each time against the same lab. */
async function measure(count: number, latencyMs: number): Promise<Measurement[]> {
  const lab = await startLabProcess({ count, platform: 'cisco_ios', latencyMs, password });
  const measured = clients.map((): Measurement[] => []);
  const setting = { latencyMs, concurrency: options.concurrency, password };
  try {
    await measureShowrun(lab, setting, commands); // the first contact, which is not measured
    for (let round = 0; round < options.rounds; round += 1) {
      for (const [index, client] of clients.entries()) {
        measured[index]?.push(await client(lab, setting, commands));
      }
    }
  } finally {
    await lab.stop();
  }
  return measured.map(medianOf);
}

function toRow(each: Measurement): Record<string, string | number> {
  const floor = medians.find(
    (other) =>
      other.client.startsWith('bare') && other.devices === each.devices && other.latencyMs === each.latencyMs,
  );
  const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
  return {
    client: each.client,
    devices: each.devices,
    'RTT ms': each.latencyMs,
    failed: each.failed,
    'wall s': round(each.wallMs / 1000),
    'wall ratio': round(each.wallMs / (floor?.wallMs ?? NaN)),
    'CPU ms/device': round(each.cpuMs / each.devices),
    'CPU ratio': round(each.cpuMs / (floor?.cpuMs ?? NaN)),
    'peak MB': round(each.peakMb, 0),
    'host stall ms': each.stallMs === undefined ? '' : round(each.stallMs, 0),
  };
}
