import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { startLab } from '../../../src/lab/startLab.ts';
import type { Lab, LabPlatform } from '../../../src/lab/labOptions.ts';
import { never } from '../../helpers/session/openRealSession.ts';
import { RealSessions } from '../../helpers/session/realSessions.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

/**
 * What a device may cost, in round trips behind the TCP handshake: eight for key exchange, password, channel, terminal, shell and
 * all the lines that switch paging off, and one for each command. As few as a bare ssh2 loop takes.
 */
const expected: Readonly<Record<'cisco_ios' | 'arista_eos' | 'juniper_junos' | 'linux', number>> = {
  cisco_ios: 10,
  arista_eos: 10,
  juniper_junos: 10,
  linux: 10,
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

const login = { username: 'ops', password: 'sesame', enableSecret: 'open' };

describe('round trips of a device', function () {
  this.timeout(30_000);
  let lab: Lab;

  before(async () => {
    lab = await startLab({
      state: 'before',
      ...login,
      devices: Object.keys(expected).map((platform) => ({
        name: platform,
        platform: platform as LabPlatform,
      })),
    });
  });
  after(() => lab.close());

  for (const [platform, trips] of Object.entries(expected)) {
    it(`${platform}: log in, prepare and three commands take no more than ${trips}`, async () => {
      const device = lab.devices.find((candidate) => candidate.platform === platform);
      const proxy = new CountingProxy(device?.port ?? 0);
      // Of its own for each device: nothing is known of it yet, as at the first contact.
      const sessions = await RealSessions.create(login);
      const session = await sessions.open({
        name: platform,
        host: '127.0.0.1',
        port: await proxy.listen(),
        platform,
      });
      const beforeCommands = proxy.turns;
      const show = platform === 'linux' ? 'uname -a' : 'show version';
      for (let count = 0; count < 3; count += 1) {
        const { status } = await session.run(command(show), new TextSink(), never);
        assert.equal(status, 'ok');
      }
      const { turns } = proxy;
      await session.close();
      await sessions.close();
      proxy.close();
      assert.ok(turns <= trips, `${turns} round trips, ${beforeCommands} of them before the first command`);
    });
  }
});
