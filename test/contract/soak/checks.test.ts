import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandResult, DeviceResult, RunEvent, RunRecord } from '../../../src/api/run.ts';
import type { LabFault } from '../../../src/lab/labFault.ts';
import { makeDevice } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { checkRun } from '../../soak/checkRun.ts';
import { checkVitals } from '../../soak/checkVitals.ts';
import { LimitGauge, limitKeys } from '../../soak/limitGauge.ts';
import type { Vitals } from '../../soak/vitals.ts';

const healthy: Vitals = {
  asked: 1,
  resources: { PipeWrap: 2, Timeout: 1 },
  listeners: 17,
  heapUsed: 20e6,
  heapTotal: 40e6,
  external: 1e6,
  arrayBuffers: 1e6,
  rss: 200e6,
  warnings: [],
  descriptors: 30,
};

describe('soak: what it would find', () => {
  const folder = temporaryFolder();

  it('a leak of each kind', () => {
    assert.deepEqual(checkVitals([healthy]), []);
    assert.deepEqual(checkVitals([healthy, { ...healthy, heapUsed: 25e6, rss: 300e6 }]), []);
    const leaks: [Partial<Vitals>, RegExp][] = [
      [{ descriptors: 31 }, /^descriptors: 30 -> 31$/],
      [{ listeners: 18 }, /^listeners on the process: 17 -> 18$/],
      [{ resources: { PipeWrap: 2, TCPSocketWrap: 1 } }, /^TCPSocketWrap: 0 -> 1$/],
      [{ resources: { Timeout: 9 } }, /^Timeout: 1 -> 9$/],
      [{ heapUsed: 40e6 }, /^heap: 20\.0 MB -> 40\.0 MB$/],
      [{ rss: 950e6 }, /^resident memory: 950\.0 MB$/],
      [{ warnings: ['MaxListenersExceededWarning: 11'] }, /^warning in the executor: Max/],
    ];
    for (const [leak, words] of leaks) {
      const found = checkVitals([healthy, { ...healthy, ...leak }]);
      assert.equal(found.length, 1, String(words));
      assert.match(found[0] ?? '', words);
    }
  });

  const counts = {
    started: 0,
    runs: 0,
    devices: 0,
    healthy: 0,
    cancelled: 0,
    interrupted: 0,
    resumed: 0,
    outputs: 0,
    bytes: 0,
  };
  const check = async (
    result: Partial<DeviceResult>,
    options: {
      text?: string;
      fault?: LabFault;
      cancelled?: 'all';
      killed?: boolean;
      behindLost?: boolean;
    } = {},
  ): Promise<string[]> => {
    const { text = '% token a show x begin\n% token a show x end\n', fault, cancelled } = options;
    const { killed = false, behindLost = false } = options;
    await writeFile(join(folder(), 'x.txt'), text);
    const command: CommandResult = {
      index: 0,
      command: 'show x',
      status: 'ok',
      file: 'x.txt',
      bytes: Buffer.byteLength(text),
      durationMs: 1,
    };
    const whole: DeviceResult = {
      device: 'a',
      folder: 'a',
      status: 'ok',
      attempts: 1,
      durationMs: 1,
      commands: [command],
      ...result,
    };
    const run = {
      number: 1,
      folder: folder(),
      faults: new Map([['a', fault]]),
      cancelled: cancelled ?? new Set<string>(),
      warm: false,
      atOnce: 1,
      behindLost: new Set(behindLost ? ['a'] : []),
      killed,
    };
    return checkRun(run, { results: [whole] } as unknown as RunRecord, counts);
  };

  it('an output of another device, of another command, of two, or without its end', async () => {
    assert.deepEqual(await check({}), []);
    for (const text of [
      '% token b show x begin\n% token b show x end\n',
      '% token a show y begin\n% token a show y end\n',
      '% token a show x begin\n% token b show x begin\n% token a show x end\n',
      '% token a show x begin\nhalf of',
    ]) {
      assert.equal((await check({}, { text })).length, 1, text);
    }
  });

  it('more devices at once than a run, a site or a jump host may have', () => {
    const gauge = new LimitGauge();
    const keys = (): string[] => limitKeys('1', makeDevice('a', { site: 'ams', jumpHost: 'gate' }));
    const say = (type: string, device: string, ms: number): void => {
      const at = new Date(1_000_000 + ms).toISOString();
      gauge.watch({ type, device, at, run: '1' } as RunEvent, keys);
    };
    say('device-started', 'a', 0);
    say('device-started', 'b', 100);
    say('device-finished', 'a', 110); // it had ended before the other one began
    say('device-retry', 'b', 300);
    say('device-started', 'b', 400);
    assert.equal(gauge.most('site ams'), 1);
    say('device-started', 'c', 500);
    say('device-finished', 'b', 700);
    say('device-finished', 'c', 800);
    for (const key of ['run 1', 'site ams', 'jump host gate']) assert.equal(gauge.most(key), 2, key);
  });

  it('a status that does not fit the fault', async () => {
    const failed = { status: 'failed', error: { code: 'session.refused', message: '' } } as const;
    assert.deepEqual(await check(failed, { fault: 'refuse' }), []);
    assert.match((await check(failed))[0] ?? '', /run 1, a \(healthy\): failed with session\.refused/);
    assert.match((await check(failed, { fault: 'garbage' }))[0] ?? '', /failed with session\.refused/);
    assert.match((await check({}, { fault: 'refuse' }))[0] ?? '', /ok in spite of its fault/);
    assert.match((await check({ status: 'failed' }))[0] ?? '', /failed without a code/);
    assert.match((await check({ status: 'cancelled' }))[0] ?? '', /cancelled by nobody/);
    assert.deepEqual(await check({ status: 'cancelled' }, { cancelled: 'all' }), []);
    assert.match((await check({ status: 'interrupted' }))[0] ?? '', /interrupted by nobody/);
    assert.deepEqual(await check({ status: 'interrupted' }, { killed: true }), []);
    const lost = { status: 'failed', error: { code: 'session.jump-host-lost', message: '' } } as const;
    assert.deepEqual(await check(lost, { behindLost: true }), []);
    assert.match((await check(lost))[0] ?? '', /failed with session\.jump-host-lost/);
  });
});
