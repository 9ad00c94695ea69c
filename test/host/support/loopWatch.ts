import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { longestOwnPart, type Turn } from '../../helpers/ownTurns.ts';
import { LoopProbe } from '../../helpers/loopProbe.ts';
import { report } from '../harness/report.ts';

/** How long an editor may need to become quiet, in milliseconds. */
const limitMs = 60_000;
/** Looks in a row that must find hardly any work, and the time between two of them. */
const quietLooks = 20;
const lookMs = 25;
/** CPU of this thread between two looks that still counts as quiet. */
const quietCpuMs = 5;

/**
 * What a test may never take in one turn of the event loop, in milliseconds of CPU: many times what it takes, so that nothing
 * but a mistake gets there, also where coverage is measured, which makes it several times slower.
 */
const ownBoundMs = 1_000;

/** Waits until the event loop of this process has had nothing to do for a while: what was begun before is not measured with what follows. */
export async function quietLoop(): Promise<void> {
  const end = performance.now() + limitMs;
  for (let quiet = 0; quiet < quietLooks;) {
    const before = process.threadCpuUsage();
    await after(lookMs);
    const { user, system } = process.threadCpuUsage(before);
    quiet = (user + system) / 1000 < quietCpuMs ? quiet + 1 : 0;
    assert.ok(performance.now() < end, 'The editor did not become quiet.');
  }
}

/**
 * Does something, waits until everything that follows from it has been done, and reports for how long the event loop did not
 * turn meanwhile: by the clock, and as CPU of this thread, which other processes do not lengthen. SHOWRUN_PROFILES names a
 * folder for CPU profiles. `boundMs`: for what is not our work, none.
 */
export async function watched<T>(what: string, action: () => Promise<T>, boundMs = ownBoundMs): Promise<T> {
  await quietLoop();
  const stopProfile = await startProfile(what);
  let longestGc = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestGc = Math.max(longestGc, duration);
  });
  observer.observe({ entryTypes: ['gc'] });
  const before = process.threadCpuUsage();
  const started = performance.now();
  const probe = new LoopProbe(what);
  const result = await action();
  const seconds = (performance.now() - started) / 1000;
  await quietLoop();
  const stalls = probe.end();
  const { user, system } = process.threadCpuUsage(before);
  observer.disconnect();
  const own = await stopProfile(
    stalls.map(({ atMs, wallMs }) => {
      const fromUs = probe.beganUs + atMs * 1000;
      return { fromUs, toUs: fromUs + wallMs * 1000 };
    }),
  );
  const [most] = stalls;
  if (process.env['SHOWRUN_PROFILES'] !== undefined) {
    for (const { atMs, cpuMs, wallMs } of stalls.slice(0, 6))
      report(`  at ${ms(atMs)}: ${ms(cpuMs)} of CPU in ${ms(wallMs)}`);
  }
  const longest = Math.max(0, ...stalls.map(({ wallMs }) => wallMs));
  const over = stalls.filter(({ wallMs }) => wallMs > 50).length;
  report(
    `${what}: at most ${ms(most?.cpuMs ?? 0)} of CPU without a pause, longest stall ${ms(longest)} by the clock (${String(over)} above 50 ms), longest collection of garbage ${ms(longestGc)}; ${seconds.toFixed(1)} s, ${ms((user + system) / 1000)} of CPU in all`,
  );
  if (own !== undefined) report(`  ${own}`);
  assert.ok((most?.cpuMs ?? 0) < boundMs, `${what}: ${JSON.stringify(most)}`);
  return result;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

/** The longest part of a turn that Showrun itself had, in words. Undefined where coverage is measured, which a profile would disturb. */
type StopProfile = (turns: readonly Turn[]) => Promise<string | undefined>;

async function startProfile(what: string): Promise<StopProfile> {
  if (process.env['NODE_V8_COVERAGE'] !== undefined) return () => Promise.resolve(undefined);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  return async (turns) => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    const folder = process.env['SHOWRUN_PROFILES'];
    if (folder !== undefined) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${what.replaceAll(/\W+/g, '-')}.cpuprofile`), JSON.stringify(profile));
    }
    const longest = longestOwnPart(profile, 'dist/extension.js', turns);
    return `Showrun's own part of one turn at most ${ms(longest?.ms ?? 0)} by the clock (${longest?.by ?? 'nothing'})`;
  };
}
