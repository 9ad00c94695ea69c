// npm run bench:check: fails where Showrun has become much dearer than the bare loop, or something does not grow linearly any
// more. Looks at ratios of what is measured side by side, never at times; its bounds leave room for a busy machine.
import { compareClients } from './compareClients.ts';
import { measureGrowth } from './growth.ts';
import { makeScratch } from './scratch.ts';
import { startBenchLab } from './startBenchLab.ts';

/** Measured: 1.4 to 1.8 at this size, where half of it is the start, on machines with much else to do. */
const mostCpu = 2.4;
/** 4 is linear, 16 quadratic. */
const mostGrowth = 9;

const faults: string[] = [];
const scratch = makeScratch();
const password = 'bench-password';
const lab = await startBenchLab({ count: 200, platform: 'cisco_ios', latencyMs: 0, password });
const commands = ['show version', 'show ip interface brief', 'show clock'];
const setting = { lab, scratch, latencyMs: 0, concurrency: 100, password, commands };
const { cpuRatio, measurements } = await compareClients(setting, 3, new Map());
await lab.stop();
console.log(`CPU: ${cpuRatio.toFixed(2)} times that of the bare loop (at most ${mostCpu})`);
if (!(cpuRatio <= mostCpu)) faults.push('a run takes too much CPU');
if (measurements.some((each) => each.failed > 0)) faults.push('devices failed');
for (const { what, ratio } of await measureGrowth(scratch)) {
  console.log(`${what}: four times as many take ${ratio.toFixed(1)} times as long (at most ${mostGrowth})`);
  if (!(ratio <= mostGrowth)) faults.push(`${what}: not linear`);
}
await scratch.remove();
for (const fault of faults) console.error(`Failed: ${fault}.`);
process.exitCode = faults.length === 0 ? 0 : 1;
