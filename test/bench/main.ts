// npm run bench: the executor against the lab beside a bare ssh2 loop and clients in Python. Compare ratios, not times.
import { writeFile } from 'node:fs/promises';
import { benchOptions } from './benchOptions.ts';
import { compareClients } from './compareClients.ts';
import { measureGrowth } from './growth.ts';
import { pythonPackage } from './measurePython.ts';
import { measureVolume, volumeInWords } from './measureVolume.ts';
import { measureWarm } from './measureWarm.ts';
import { makeScratch } from './scratch.ts';
import { startBenchLab } from './startBenchLab.ts';

const commands = ['show version', 'show ip interface brief', 'show clock'];
const password = 'bench-password';
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

const options = benchOptions(process.argv.slice(2));
const scratch = makeScratch(options.folder);
const python = new Map(
  (['netmiko', 'asyncssh'] as const).flatMap((name) => {
    const version = options.python ? pythonPackage(name) : undefined;
    return version === undefined ? [] : [[name, version] as const];
  }),
);
const fileMicroseconds = scratch.fileMicroseconds();
console.log(`Making a small file takes ${round(fileMicroseconds, 0)} µs in the folder of the benchmark.`);
if (fileMicroseconds > 150)
  console.log('That is slow, and counts for Showrun alone; --folder names another one.');

const comparisons = [];
for (const latencyMs of options.latencies) {
  for (const count of options.counts) {
    const lab = await startBenchLab({ count, platform: 'cisco_ios', latencyMs, password });
    const setting = { lab, scratch, latencyMs, concurrency: options.concurrency, password, commands };
    comparisons.push(await compareClients(setting, options.rounds, python));
    await lab.stop();
  }
}
console.table(
  comparisons.flatMap(({ measurements, cpuRatio, wallRatio }) =>
    measurements.map((each, index) => ({
      client: each.client,
      devices: each.devices,
      'RTT ms': each.latencyMs,
      'at once': each.concurrency,
      failed: each.failed,
      'wall s': round(each.wallMs / 1000),
      'CPU ms/device': round(each.cpuMs / each.devices),
      'peak MB': round(each.peakMb, 0),
      'CPU ratio': index === 0 ? round(cpuRatio) : '',
      'wall ratio': index === 0 ? round(wallRatio) : '',
      'host stall ms': each.stallMs === undefined ? '' : round(each.stallMs, 0),
    })),
  ),
);

const near = await startBenchLab({ count: 1, platform: 'cisco_ios', latencyMs: 100, password });
const single = { scratch, concurrency: options.concurrency, password, commands };
const warm = await measureWarm({ ...single, lab: near, latencyMs: 100 });
await near.stop();
console.log(
  `One command at 100 ms: ${round(warm.coldMs, 0)} ms with a login, ${round(warm.warmMs, 0)} ms with a session that was kept (${round(warm.coldMs / warm.warmMs, 1)} times).`,
);

const volume = await measureVolume(scratch, options.concurrency, password);
console.log(volumeInWords(volume));

const growth = await measureGrowth(scratch);
console.table(
  growth.map(({ what, sizes, ms, ratio }) => ({
    what,
    sizes: sizes.join(', '),
    ms: ms.map((each) => round(each, 1)).join(', '),
    '4n / n': round(ratio, 1),
  })),
);
await scratch.remove();
if (options.json !== undefined) {
  const result = {
    node: process.version,
    options,
    commands,
    fileMicroseconds,
    comparisons,
    warm,
    volume,
    growth,
  };
  await writeFile(options.json, `${JSON.stringify(result, undefined, 2)}\n`);
}
