import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import { PluginSessions } from '../../../src/engine/executor/pluginSessions.ts';
import type { RunSessions } from '../../../src/engine/executor/sessionSource.ts';
import { makeOptions } from '../../unit/engine/makeOptions.ts';
import { startFixture } from './fixtureServer.ts';
import type { Fixture } from './fixtureServer.ts';
import { FakePrompter } from './sshHarness.ts';

const platform = (id: string, more = ''): string =>
  `id: ${id}\ntitle: ${id}\nmodes:\n  exec:\n    prompts: ["(?<host>fixture)> ?"]\n${more}`;

describe('SSH: old algorithms by the platform of a device', function () {
  this.timeout(20_000);
  let folder: string;
  let server: Fixture;
  let sessions: RunSessions;
  const source = new PluginSessions();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-legacy-'));
    const plugin = join(folder, 'plugins', 'old');
    await mkdir(plugin, { recursive: true });
    const platforms = ['old.yaml', 'older.yaml', 'new.yaml'];
    await writeFile(
      join(plugin, 'plugin.json'),
      JSON.stringify({ name: 'old', api: 1, title: 'Old', platforms }),
    );
    await writeFile(join(plugin, 'old.yaml'), platform('old', 'sshLegacy: true\n'));
    await writeFile(join(plugin, 'older.yaml'), 'id: older\ntitle: Older\nextends: old\n');
    await writeFile(join(plugin, 'new.yaml'), platform('new'));
    server = await startFixture({ algorithms: { kex: ['diffie-hellman-group14-sha1'] } });
    sessions = await source.forRun({
      options: makeOptions(join(folder, 'runs'), {
        hostKeys: 'accept-new',
        acceptedKeysFile: join(folder, 'known_hosts'),
      }),
      pluginRoots: [join(folder, 'plugins')],
      prompter: new FakePrompter(),
      log: () => undefined,
    });
  });

  after(async () => {
    sessions.close();
    source.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function open(fields: Partial<DeviceAddress>): Promise<string> {
    const device: DeviceAddress = {
      name: 'core-1',
      host: '127.0.0.1',
      port: server.port,
      platform: 'old',
      transport: 'ssh',
      username: 'ann',
      useKeys: false,
      ...fields,
    };
    const session = await sessions.open(device, new AbortController().signal);
    await session.close();
    return session.prompt;
  }

  it('are offered where the platform says so, or the one it extends', async () => {
    assert.match(await open({}), /fixture/);
    assert.match(await open({ platform: 'older' }), /fixture/);
  });

  it('are not where only the inventory could say so, and does not, or where it forbids them', async () => {
    await assert.rejects(open({ platform: 'new' }), /ssh_legacy|group14-sha1/);
    await assert.rejects(open({ sshLegacy: false }), /group14-sha1/);
    assert.match(await open({ platform: 'new', sshLegacy: true }), /fixture/);
  });
});
