import assert from 'node:assert/strict';
import type { Lab, LabPlatform } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import type { Session } from '../../../src/session/session.ts';
import { never } from '../../helpers/session/openRealSession.ts';
import { RealSessions } from '../../helpers/session/realSessions.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

const login = { username: 'ops', password: 'sesame', enableSecret: 'open' };

describe('log messages that break into outputs', function () {
  this.timeout(30_000);
  let lab: Lab;
  let sessions: RealSessions;

  before(async () => {
    const platforms = ['cisco_ios', 'cisco_nxos', 'arista_eos'] as const;
    const devices = platforms.flatMap((platform) =>
      (['ssh', 'telnet'] as const).map((transport) => ({
        name: `${platform}-${transport}`,
        platform,
        transport,
      })),
    );
    lab = await startLab({ state: 'before', ...login, devices });
    sessions = await RealSessions.create(login);
  });
  after(async () => {
    await sessions.close();
    await lab.close();
  });

  function open(platform: LabPlatform, transport: 'ssh' | 'telnet'): Promise<Session> {
    const device = lab.devices.find(({ name }) => name === `${platform}-${transport}`);
    assert.ok(device);
    const { name, host, port } = device;
    return sessions.open({ name, host, port, platform, transport });
  }

  for (const platform of ['cisco_ios', 'cisco_nxos', 'arista_eos'] as const) {
    for (const transport of ['ssh', 'telnet'] as const) {
      it(`${platform} over ${transport}: outputs are as without them, one after another`, async () => {
        const outputs: string[][] = [];
        for (const fault of [undefined, 'syslog-burst'] as const) {
          await lab.setFault(`${platform}-${transport}`, fault);
          const session = await open(platform, transport);
          const texts: string[] = [];
          for (const line of ['show vlan', 'show version', 'show vlan']) {
            const sink = new TextSink();
            const outcome = await session.run(command(line), sink, never);
            assert.equal(outcome.status, 'ok', JSON.stringify(outcome.error));
            // Uptimes go on between the two rounds, and free memory changes from minute to minute.
            texts.push(sink.text.replaceAll(/^.*(?:uptime|free memory).*$/gim, 'changes'));
          }
          await session.close();
          outputs.push(texts);
        }
        assert.deepEqual(outputs[1], outputs[0]);
      });
    }
  }
});
