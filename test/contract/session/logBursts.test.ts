import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab, LabPlatform } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import { openSession } from '../../../src/session/openSession.ts';
import type { Session } from '../../../src/session/session.ts';
import { SshTransport } from '../../../src/session/ssh/sshTransport.ts';
import { systemTimers } from '../../../src/session/systemTimers.ts';
import { TelnetTransport } from '../../../src/session/telnet/telnetTransport.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { builtInPlugins } from '../../helpers/session/builtInPlatforms.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

const login = { username: 'ops', password: 'sesame', enableSecret: 'open' };
const silent = () => undefined;
const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const never = new AbortController().signal;

describe('log messages that break into outputs', function () {
  this.timeout(30_000);
  let lab: Lab;
  let folder: string;
  let ssh: SshTransport;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-bursts-'));
    const platforms = ['cisco_ios', 'cisco_nxos', 'arista_eos'] as const;
    const devices = platforms.flatMap((platform) =>
      (['ssh', 'telnet'] as const).map((transport) => ({
        name: `${platform}-${transport}`,
        platform,
        transport,
      })),
    );
    lab = await startLab({ state: 'before', ...login, devices });
    ssh = new SshTransport({
      prompter: { ask: () => Promise.resolve({ kind: 'credential', secrets: login }) },
      logger,
      hostKeys: 'accept-new',
      knownHostsFiles: [],
      acceptedKeysFile: join(folder, 'known_hosts'),
      maxRejectedLogins: 3,
      home: folder,
      authSock: '',
    });
  });
  after(async () => {
    ssh.close();
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(platform: LabPlatform, transport: 'ssh' | 'telnet'): Promise<Session> {
    const device = lab.devices.find(({ name }) => name === `${platform}-${transport}`);
    assert.ok(device);
    const { platforms } = await builtInPlugins();
    const telnet = new TelnetTransport((...where) => ssh.forward(...where), logger);
    return openSession(
      { name: device.name, host: device.host, port: device.port, platform, transport },
      {
        platform: platforms.get(platform),
        transports: new TransportRegistry([ssh, telnet]),
        secrets: (kind) => Promise.resolve(kind === 'enable-secret' ? login.enableSecret : login[kind]),
        timeouts: { connectTimeoutMs: 5000, loginTimeoutMs: 10_000, commandTimeoutMs: 10_000 },
        clock: systemClock,
        timers: systemTimers,
      },
      never,
    );
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
            // Uptimes go on between the two rounds.
            texts.push(sink.text.replaceAll(/^.*uptime.*$/gim, 'uptime'));
          }
          await session.close();
          outputs.push(texts);
        }
        assert.deepEqual(outputs[1], outputs[0]);
      });
    }
  }
});
