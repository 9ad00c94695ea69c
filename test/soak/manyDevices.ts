// npm run bench:5000: one run of many lab devices, every output of it checked; exit code 1 where one is not right.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Plan } from '../../src/api/plan.ts';
import type { LabDevice } from '../../src/lab/labOptions.ts';
import { assertOwnOutputs } from '../contract/faults/checkOutputs.ts';
import { builtInPlugins } from '../contract/engine/labFixture.ts';
import { testEngine } from '../contract/engine/testEngine.ts';
import { makeOptions } from '../unit/engine/makeOptions.ts';
import { makeDevice, makePlan } from '../unit/engine/makePlan.ts';
import type { ManyLabRequest } from './manyLab.ts';

const commands = ['show version', 'show ip interface brief', 'show clock'];
const login = { username: 'showrun', password: 'lab-password', enableSecret: 'lab-secret' };
/** What the system counts processor time in, in milliseconds. */
const tickMs = 10;

const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '5000' },
    concurrency: { type: 'string', default: '100' },
    latency: { type: 'string', default: '0' },
  },
});

const rows: Record<string, string | number>[] = [];
for (const count of values.counts.split(',').map(Number)) rows.push(await measure(count));
console.table(rows);
if (rows.some((row) => row['right'] !== Number(row['devices']) * commands.length)) process.exitCode = 1;

/** One run of so many devices in a lab and an executor of its own. */
async function measure(count: number): Promise<Record<string, string | number>> {
  const lab = fork(join(import.meta.dirname, 'manyLab.ts'), [], { execArgv: [] });
  const folder = await mkdtemp(join(tmpdir(), 'showrun-many-'));
  const executorPath = join(import.meta.dirname, '../../dist/executor.js');
  const made = testEngine(executorPath, (question) => answers(question.kind), {
    pluginRoots: [builtInPlugins],
  });
  try {
    lab.send({ count, latencyMs: Number(values.latency), ...login } satisfies ManyLabRequest);
    const [devices] = (await once(lab, 'message')) as [LabDevice[]];
    const started = performance.now();
    const run = await made.engine.start(planFor(devices), {
      ...makeOptions(join(folder, 'runs'), { hostKeys: 'accept-new' }),
      acceptedKeysFile: join(folder, 'known_hosts'),
      concurrency: Number(values.concurrency),
    });
    const record = await run.finished;
    const wallMs = performance.now() - started;
    const usage = await usageOf(made.pid());
    const host = process.memoryUsage().rss / 1e6;
    let right = 0;
    for (const result of record.results) {
      if (result.status !== 'ok') console.error(JSON.stringify(result));
      else {
        await assertOwnOutputs(run.folder, result);
        right += result.commands.length;
      }
    }
    return {
      devices: count,
      ok: record.totals.ok,
      right,
      'wall s': round(wallMs / 1000),
      'executor CPU ms/device': round(usage.cpuMs / count),
      'executor peak MB': round(usage.peakMb),
      'host resident MB': round(host),
      'output MB': round(record.totals.bytes / 1e6),
    };
  } finally {
    await made.engine.dispose();
    lab.disconnect();
    await once(lab, 'exit');
    await rm(folder, { recursive: true });
  }
}

function planFor(devices: readonly LabDevice[]): Plan {
  return makePlan(
    devices.map(({ name, host, port, platform }) =>
      makeDevice(name, { host, port, platform, username: login.username }),
    ),
    commands,
  );
}

function answers(kind: string): never {
  return (
    kind === 'credential' ? { kind, secrets: login } : kind === 'host-key' ? { kind, accept: true } : { kind }
  ) as never;
}

/** Processor time and peak of a process from /proc; NaN where there is none. */
async function usageOf(pid: number): Promise<{ readonly cpuMs: number; readonly peakMb: number }> {
  const read = (name: string): Promise<string> =>
    readFile(`/proc/${String(pid)}/${name}`, 'utf8').catch(() => '');
  const fields = (await read('stat')).split(') ')[1]?.split(' ') ?? [];
  const peak = /^VmHWM:\s+(\d+)/m.exec(await read('status'))?.[1];
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs, peakMb: Number(peak) / 1024 };
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
