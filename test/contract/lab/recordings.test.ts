import assert from 'node:assert/strict';
import type { Lab, LabTransport } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import type { Session } from '../../../src/session/session.ts';
import { never } from '../../helpers/session/openRealSession.ts';
import { RealSessions } from '../../helpers/session/realSessions.ts';
import { readRecordings, type Recording } from '../../helpers/session/recordings.ts';
import { command, TextSink } from '../../helpers/session/sessionUnderTest.ts';

const login = { username: 'ops', password: 'sesame', enableSecret: 'open' };

/** What is recorded with an end of the connection or of patience is played without sockets (recordings.test.ts). */
const playable = readRecordings().filter(
  ({ steps, commands }) =>
    steps.every((step) => typeof step.reply === 'string' && step.close !== true) &&
    commands.every(({ closed, status }) => closed !== true && status !== 'timeout'),
);

describe('lab: devices that play recordings', function () {
  this.timeout(30_000);
  let lab: Lab;
  let sessions: RealSessions;

  before(async () => {
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
    sessions = await RealSessions.create(login);
  });

  after(async () => {
    await sessions.close();
    await lab.close();
  });

  function open(recording: Recording, transport: LabTransport): Promise<Session> {
    const device = lab.devices.find(({ name }) => name === `${transport} ${recording.name}`);
    assert.ok(device);
    const { name, host, port } = device;
    return sessions.open(
      { name, host, port, platform: recording.platform, transport },
      {
        secrets: (kind) => Promise.resolve(recording.secrets?.[kind]),
        timeouts: { loginTimeoutMs: 20_000, commandTimeoutMs: 15_000 },
      },
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
