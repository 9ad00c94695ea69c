import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab, LabTransport } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import { openSession } from '../../../src/session/openSession.ts';
import type { Session } from '../../../src/session/session.ts';
import { SshTransport } from '../../../src/session/ssh/sshTransport.ts';
import { systemTimers } from '../../../src/session/systemTimers.ts';
import { TelnetTransport } from '../../../src/session/telnet/telnetTransport.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { systemClock } from '../../../src/store/systemClock.ts';
import { builtInPlugins } from '../../helpers/session/builtInPlatforms.ts';
import { readRecordings, type Recording } from '../../helpers/session/recordings.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

const login = { username: 'ops', password: 'sesame', enableSecret: 'open' };
const silent = () => undefined;
const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const never = new AbortController().signal;

/** What is recorded with an end of the connection or of patience is played without sockets (recordings.test.ts). */
const playable = readRecordings().filter(
  ({ steps, commands }) =>
    steps.every((step) => typeof step.reply === 'string' && step.close !== true) &&
    commands.every(({ closed, status }) => closed !== true && status !== 'timeout'),
);

describe('lab: devices that play recordings', function () {
  this.timeout(30_000);
  let lab: Lab;
  let folder: string;
  let ssh: SshTransport;
  let transports: TransportRegistry;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'showrun-recordings-'));
    const recordings = (['ssh', 'telnet'] as const).flatMap((transport) =>
      playable.map((recording) => ({
        name: `${transport} ${recording.name}`,
        transport,
        recording: recording as Recording & { steps: { send: string; reply: string }[] },
        // Over telnet the recording begins at once; some have a login of their own.
        faults: transport === 'telnet' ? (['logged-in'] as const) : [],
      })),
    );
    lab = await startLab({ state: 'before', ...login, recordings });
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
    const telnet = new TelnetTransport((...where) => ssh.forward(...where), logger);
    transports = new TransportRegistry([ssh, telnet]);
  });

  after(async () => {
    ssh.close();
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(recording: Recording, transport: LabTransport): Promise<Session> {
    const device = lab.devices.find(({ name }) => name === `${transport} ${recording.name}`);
    assert.ok(device);
    const { platforms } = await builtInPlugins();
    return openSession(
      { name: device.name, host: device.host, port: device.port, platform: recording.platform, transport },
      {
        platform: platforms.get(recording.platform),
        transports,
        secrets: (kind) => Promise.resolve(recording.secrets?.[kind]),
        timeouts: { connectTimeoutMs: 5000, loginTimeoutMs: 20_000, commandTimeoutMs: 15_000 },
        clock: systemClock,
        timers: systemTimers,
      },
      never,
    );
  }

  it('are all but a few of the recordings', () => {
    const all = readRecordings().length;
    assert.ok(playable.length > 0.9 * all, `${playable.length} of ${all}`);
  });

  for (const transport of ['ssh', 'telnet'] as const) {
    for (const recording of playable) {
      it(`${recording.name} over ${transport}`, async () => {
        const session = await open(recording, transport);
        for (const line of recording.commands) {
          const sink = new TextSink();
          const { mode, expect } = line;
          const outcome = await session.run(
            command(line.text, {
              ...(mode === undefined ? {} : { mode }),
              ...(expect === undefined ? {} : { expect }),
            }),
            sink,
            never,
          );
          assert.equal(outcome.status, line.status ?? 'ok', JSON.stringify(outcome.error));
          assert.equal(sink.text, line.output);
          if (line.failure !== undefined) assert.equal(outcome.failure?.text, line.failure);
        }
        await session.close();
        const sent = lab.stats().get(`${transport} ${recording.name}`)?.commands ?? [];
        assert.ok(sent.length >= recording.commands.length, JSON.stringify(sent));
      });
    }
  }
});
