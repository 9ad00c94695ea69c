// How long the process that starts a run is held up, and by what: the editor's extension host is such a process.
import { parseArgs } from 'node:util';
import { readInventory } from '../../src/core/inventory/readInventory.ts';
import { loadPlugins } from '../../src/core/platform/loadPlugins.ts';
import { preparePlanInTurns } from '../../src/engine/planning/preparePlan.ts';
import { nodeFileReader } from '../../src/store/nodeFileReader.ts';
import { LoopProbe } from '../helpers/loopProbe.ts';
import { makeScratch } from './scratch.ts';
import { planFor, startEngine } from './startEngine.ts';
import { startBenchLab } from './startBenchLab.ts';

const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '1000,2000' },
    rounds: { type: 'string', default: '2' },
    concurrency: { type: 'string', default: '100' },
    /** Bytes of one output per device; three short commands where it is absent. */
    bytes: { type: 'string' },
    folder: { type: 'string' },
  },
});
const password = 'Str0ng-Bench-Pass';
const scratch = makeScratch(values.folder);
const bytes = values.bytes === undefined ? undefined : Number(values.bytes);
const commands =
  bytes === undefined ? ['show version', 'show ip interface brief', 'show clock'] : ['show tech-support'];
for (const count of values.counts.split(',').map(Number)) {
  await measurePlanning(count);
  const lab = await startBenchLab({
    count,
    platform: 'cisco_ios',
    latencyMs: 0,
    password,
    ...(bytes === undefined ? {} : { bigOutputBytes: bytes }),
  });
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const setting = {
      lab,
      scratch,
      latencyMs: 0,
      concurrency: Number(values.concurrency),
      password,
      commands,
    };
    const bench = startEngine(setting);
    const plan = planFor(setting, bytes === undefined ? 'exec' : 'enable');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const probe = new LoopProbe('call of start');
    const started = performance.now();
    const before = process.threadCpuUsage();
    const starting = bench.engine.start(plan, bench.options());
    probe.enter('handing over, until started');
    const run = await starting;
    probe.enter('events');
    let events = 0;
    run.onEvent((event) => {
      events += 1;
      if (event.type === 'run-finished') probe.enter('end');
    });
    const { totals } = await run.finished;
    probe.enter('afterwards');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stalls = probe.end().slice(0, 6);
    const used = process.threadCpuUsage(before);
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${totals.devices} devices (${totals.devices - totals.ok} failed), ${events} events, ${(totals.bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, ${((used.user + used.system) / 1000).toFixed(0)} ms of CPU in the host`,
    );
    console.table(
      stalls.map(({ phase, wallMs, cpuMs }) => ({
        phase,
        'wall ms': wallMs.toFixed(1),
        'CPU ms': cpuMs.toFixed(1),
      })),
    );
    await bench.end();
  }
  await lab.stop();
}
await scratch.remove();

/** Planning a long template for so many devices. */
async function measurePlanning(count: number): Promise<void> {
  const { platforms } = await loadPlugins(nodeFileReader, ['src/plugins']);
  const rows = Array.from({ length: count }, (_, index) => `r-${String(index)},192.0.2.1,cisco_ios\n`);
  const bytes = new TextEncoder().encode(`name,host,device_type\n${rows.join('')}`);
  const { inventory } = readInventory([{ path: 'inventory.csv', bytes }], platforms);
  const text = 'show interfaces description | include {{ name }}\n'.repeat(48);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const probe = new LoopProbe('planning');
  const workspace = { inventory, platforms, diagnostics: [] };
  const source = { kind: 'template', path: 'long.cmds', text } as const;
  const before = process.threadCpuUsage();
  const { plan } = await preparePlanInTurns(workspace, { source, now: new Date() });
  const used = process.threadCpuUsage(before);
  const [longest] = probe.end();
  console.log(
    `A plan of ${plan?.devices.length ?? 0} devices with 48 lines: ${((used.user + used.system) / 1000).toFixed(0)} ms of CPU, at most ${longest?.cpuMs.toFixed(1)} ms of it without a pause (${longest?.wallMs.toFixed(1)} ms by the clock)`,
  );
}
