import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { RunEvent, RunRecord } from '../../../src/api/run.ts';
import type { LabPlatform } from '../../../src/lab/labOptions.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { makePlan } from '../../unit/engine/makePlan.ts';
import { temporaryFolder } from '../../unit/engine/temporaryFolder.ts';
import { addressesOf, LabFixture } from './labFixture.ts';

const kinds: readonly LabPlatform[] = ['cisco_ios', 'cisco_nxos', 'arista_eos', 'juniper_junos', 'linux'];

/** What each of them says it is: the lab's IOS devices run IOS XE. */
const saysItIs = (platform: string): string => (platform === 'cisco_ios' ? 'cisco_xe' : platform);

interface Detected {
  readonly devices: Readonly<Record<string, { readonly platform: string; readonly identification?: string }>>;
}

describe('devices whose platform is found out', function () {
  this.timeout(60_000);
  const fixture = new LabFixture();
  afterEach(() => fixture.close());
  const folder = temporaryFolder();

  async function run(
    addresses: readonly DeviceAddress[],
    command: string,
  ): Promise<{ record: RunRecord; events: RunEvent[] }> {
    const { engine } = fixture.engine();
    const options = makeOptions(join(folder(), 'runs'), {
      hostKeys: 'accept-new',
      acceptedKeysFile: join(folder(), 'known_hosts'),
    });
    const events: RunEvent[] = [];
    const started = await engine.start(makePlan(addresses, [command]), options);
    started.onEvent((event) => events.push(event));
    return { record: await started.finished, events };
  }

  function platformsOf({ record }: { record: RunRecord }): Record<string, unknown> {
    return Object.fromEntries(
      record.results.map(({ device, platform, status, error }) => [device, error ?? `${platform} ${status}`]),
    );
  }

  /** The file, once it has so many devices; mocha's own limit ends the wait. */
  async function allStored(path: string, count: number): Promise<Detected> {
    for (;;) {
      const text = await readFile(path, 'utf8').catch(() => '{"devices":{}}');
      const stored = JSON.parse(text) as Detected;
      if (Object.keys(stored.devices).length === count) return stored;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('are told apart, remembered beside the runs, and asked anew where the memory is wrong', async () => {
    const devices = kinds.map((platform) => ({ name: `dut-${platform}`, platform }));
    const lab = await fixture.lab(0, { devices });
    const addresses = addressesOf(lab).map((device) => ({ ...device, platform: 'auto' }));
    const wanted = Object.fromEntries(
      kinds.map((platform) => [`dut-${platform}`, `${saysItIs(platform)} ok`]),
    );
    const first = await run(addresses, 'ping 192.0.2.1');
    assert.deepEqual(
      Object.fromEntries(first.record.results.map(({ device, platform }) => [device, platform])),
      Object.fromEntries(kinds.map((platform) => [`dut-${platform}`, saysItIs(platform)])),
    );
    const connected = first.events.filter((event) => event.type === 'device-connected');
    assert.deepEqual(connected.map(({ platform }) => platform).toSorted(), kinds.map(saysItIs).toSorted());

    const path = join(folder(), 'detected-platforms.json');
    const stored = await allStored(path, kinds.length);
    assert.deepEqual(
      Object.values(stored.devices)
        .map(({ platform }) => platform)
        .toSorted(),
      kinds.map(saysItIs).toSorted(),
    );
    const sent = [...lab.stats().values()].map(({ connections }) => connections);
    assert.deepEqual(new Set(sent), new Set([1]), 'one login each');

    // Somebody has written nonsense into the file: nobody believes it.
    const wrong = Object.entries(stored.devices).map(([device, found]) => [
      device,
      { ...found, platform: 'hp_comware' },
    ]);
    await writeFile(path, JSON.stringify({ version: 1, devices: Object.fromEntries(wrong) as unknown }));
    const second = await run(
      addresses.filter(({ name }) => name !== 'dut-linux'),
      'show version',
    );
    assert.deepEqual({ ...platformsOf(second), 'dut-linux': 'linux ok' }, wanted);
  });

  it('are told apart over telnet, where no server identifies itself', async () => {
    const devices = kinds.map((platform) => ({
      name: `dut-${platform}`,
      platform,
      transport: 'telnet' as const,
    }));
    const lab = await fixture.lab(0, { devices });
    const addresses = addressesOf(lab).map((device) => ({
      ...device,
      platform: 'auto',
      transport: 'telnet',
    }));
    const { record } = await run(addresses, 'ping 192.0.2.1');
    assert.deepEqual(
      record.results.map(({ platform, error }) => error ?? platform),
      kinds.map(saysItIs),
    );
  });
});
