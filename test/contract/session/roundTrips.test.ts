import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLab } from '../../../src/lab/startLab.ts';
import type { Lab, LabPlatform } from '../../../src/lab/labOptions.ts';
import { openSession } from '../../../src/session/openSession.ts';
import { SshTransport } from '../../../src/session/ssh/sshTransport.ts';
import { systemTimers } from '../../../src/session/systemTimers.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { builtInPlugins } from '../../helpers/session/builtInPlatforms.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

/**
 * What a device may cost, in round trips behind the TCP handshake: eight for key exchange, password, channel, terminal, shell and
 * all the lines that switch paging off, and one for each command. As few as a bare ssh2 loop takes.
 */
const expected: Readonly<Record<'cisco_ios' | 'arista_eos' | 'juniper_junos' | 'linux', number>> = {
  cisco_ios: 11,
  arista_eos: 11,
  juniper_junos: 11,
  linux: 11,
};

/** Passes everything on and counts how often the client says something after it has heard something. */
class CountingProxy {
  turns = 0;
  readonly #server: Server;

  constructor(target: number) {
    this.#server = createServer({ noDelay: true }, (client) => {
      const device = connect({ host: '127.0.0.1', port: target, noDelay: true });
      let heard = true;
      client.on('data', (data) => {
        if (heard) this.turns += 1;
        heard = false;
        device.write(data);
      });
      device.on('data', (data) => {
        heard = true;
        client.write(data);
      });
      for (const [socket, other] of [
        [client, device],
        [device, client],
      ] as const) {
        socket.on('error', () => other.destroy());
        socket.on('close', () => other.destroy());
      }
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
  }
}

const secrets = { username: 'ops', password: 'sesame', enableSecret: 'open' };
const quiet = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
function nothing(): void {
  // nobody reads it
}

describe('round trips of a device', function () {
  this.timeout(30_000);
  let lab: Lab;
  let folder: string;
  const never = new AbortController().signal;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-trips-'));
    lab = await startLab({
      state: 'before',
      ...secrets,
      devices: Object.keys(expected).map((platform) => ({
        name: platform,
        platform: platform as LabPlatform,
      })),
    });
  });
  after(async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [platform, trips] of Object.entries(expected)) {
    it(`${platform}: log in, prepare and three commands take no more than ${trips}`, async () => {
      const device = lab.devices.find((candidate) => candidate.platform === platform);
      const proxy = new CountingProxy(device?.port ?? 0);
      const transport = new SshTransport({
        prompter: { ask: () => Promise.resolve({ kind: 'credential', secrets }) },
        logger: quiet,
        hostKeys: 'accept-new',
        knownHostsFiles: [],
        acceptedKeysFile: join(folder, 'known_hosts'),
        maxRejectedLogins: 3,
        home: folder,
        authSock: '',
      });
      const { platforms } = await builtInPlugins();
      const session = await openSession(
        { name: platform, host: '127.0.0.1', port: await proxy.listen(), platform, transport: 'ssh' },
        {
          platform: platforms.get(platform),
          transports: new TransportRegistry([transport]),
          secrets: () => Promise.resolve(undefined),
          timeouts: { connectTimeoutMs: 5000, loginTimeoutMs: 10_000, commandTimeoutMs: 10_000 },
          clock: systemClock,
          timers: systemTimers,
          logger: quiet,
        },
        never,
      );
      const login = proxy.turns;
      const show = platform === 'linux' ? 'uname -a' : 'show version';
      for (let count = 0; count < 3; count += 1) {
        const { status } = await session.run(command(show), new TextSink(), never);
        assert.equal(status, 'ok');
      }
      const { turns } = proxy;
      await session.close();
      transport.close();
      proxy.close();
      assert.ok(turns <= trips, `${turns} round trips, ${login} of them before the first command`);
    });
  }
});
