import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { RunOptions } from '../../../src/engine/runOptions.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { startFixture } from '../ssh/fixtureServer.ts';
import type { Fixture } from '../ssh/fixtureServer.ts';
import { addressesOf, labTotal, LabFixture } from './labFixture.ts';

describe('a jump host that only an ssh_config names', function () {
  this.timeout(60_000);
  const fixture = new LabFixture();
  const folder = temporaryFolder();
  let jump: Fixture;
  beforeEach(async () => {
    jump = await startFixture({
      auth: (context) => {
        if (context.method === 'password') context.accept();
        else context.reject(['password']);
      },
    });
  });
  afterEach(async () => {
    await fixture.close();
    await jump.close();
  });

  /** The devices of a lab under names that the file knows. */
  async function behind(lab: Lab): Promise<{ devices: DeviceAddress[]; through: string; config: string }> {
    const through = `showrun@127.0.0.1:${String(jump.port)}`;
    const config = join(folder(), 'ssh_config');
    await writeFile(config, `Host behind-*\n  HostName 127.0.0.1\n  ProxyJump ${through}\n`);
    const devices = addressesOf(lab).map((device, index) => ({ ...device, host: `behind-${String(index)}` }));
    return { devices, through, config };
  }

  const options = (sshConfigFile: string, more: Partial<RunOptions>): RunOptions =>
    makeOptions(join(folder(), 'runs'), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(folder(), 'known_hosts'),
      sshConfigFile,
      retries: 0,
      ...more,
    });

  it('has its limit, for two runs together', async () => {
    const lab = await fixture.lab(12, { faults: { '*': 'hang-in-output' } });
    const { devices, config } = await behind(lab);
    const { engine } = fixture.engine();
    const limited = options(config, { concurrencyPerJumpHost: 3 });
    const runs = await Promise.all(
      [devices.slice(0, 6), devices.slice(6)].map((half) =>
        engine.start(makePlan(half, ['show version']), limited),
      ),
    );
    const begun: string[] = [];
    await new Promise<void>((resolve) => {
      for (const run of runs) {
        run.onEvent((event) => {
          if (event.type === 'command-started') begun.push(event.device);
          if (begun.length === 3) resolve();
        });
      }
    });
    // each of them hangs, so that nobody else's turn has come
    for (const run of runs) run.cancel();
    for (const run of runs) assert.equal((await run.finished).status, 'cancelled');
    assert.equal(labTotal(lab, 'connections'), 3);
  });

  it('has its breaker, by the name that the file gives it', async () => {
    const lab = await fixture.lab(12);
    const { devices, through, config } = await behind(lab);
    await jump.close();
    const { engine } = fixture.engine();
    const run = await engine.start(
      makePlan(devices, ['show version']),
      options(config, { concurrency: 2, breakerFailures: 3, breakerPauseMs: 100 }),
    );
    const opened: (string | undefined)[] = [];
    run.onEvent((event) => {
      if (event.type === 'breaker' && event.state === 'open') opened.push(event.name);
    });
    const record = await run.finished;
    assert.equal(opened[0], through);
    const codes = record.results.map(({ error }) => error?.code);
    assert.ok(codes.includes('engine.site-unreachable'), codes.join());
    assert.equal(record.status, 'failed');
  });
});
