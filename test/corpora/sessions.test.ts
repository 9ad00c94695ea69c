import assert from 'node:assert/strict';
import type { PlatformDefinition } from '../../src/api/platform.ts';
import type { CommandMode } from '../../src/api/template.ts';
import type { Session } from '../../src/session/session.ts';
import { builtInPlugins } from '../helpers/session/builtInPlatforms.ts';
import { never } from '../helpers/session/openRealSession.ts';
import { RealSessions } from '../helpers/session/realSessions.ts';
import { command, TextSink } from '../helpers/session/sessionUnderTest.ts';
import { oxidizedFiles, skipWithoutCorpora } from './oxidized/corporaFolder.ts';
import {
  readSimulation,
  recordedCommands,
  type RecordedStep,
  type Simulation,
} from './oxidized/simulation.ts';
import { login, startSimulation } from './oxidized/simulationServer.ts';

/** Passwords that were typed in recordings. Anything else that asks for one gets an empty line, as was done there. */
const typedPasswords: Readonly<Record<string, string>> = { cumulus: 'armud' };

/** What the person typed who made the recording, where a platform does the same with other words. */
const otherWords: Readonly<Record<string, string>> = { 'sudo su -\n': 'sudo -s\n' };

/** Lines that lead from mode to mode or end the session: a session sends its own. */
const notShown = /^(?:|enable|configure terminal|sudo su -|sudo -s|end|exit|quit|logout|n|armud)$/;

/** How devices in the recordings say no. */
const refusal = /^(?:% ?Invalid|CLI syntax error|Unknown command|error: |cat: .+: No such file)/m;

describe('recorded sessions of others, over real SSH (Oxidized)', function () {
  this.timeout(60_000);
  let sessions: RealSessions;

  before(function () {
    skipWithoutCorpora(this);
  });

  beforeEach(async () => {
    // One for each recording: the port of a server that has ended may be given to the next one.
    sessions = await RealSessions.create(login);
  });

  afterEach(() => sessions.close());

  function open(model: string, port: number): Promise<Session> {
    const password = typedPasswords[model] ?? '';
    return sessions.open(
      { name: model, host: '127.0.0.1', port, platform: model },
      {
        secrets: (kind) => Promise.resolve(kind === 'username' ? login.username : password),
        timeouts: { commandTimeoutMs: 8000 },
      },
    );
  }

  async function replay(model: string, simulation: Simulation): Promise<void> {
    const { platforms } = await builtInPlugins();
    const { definition } = platforms.get(model);
    assert.ok(
      simulation.lineEnd === '\n' || simulation.lineEnd === definition.lineEnd,
      'the line end of the device',
    );
    const server = await startSimulation(simulation);
    try {
      const session = await open(model, server.port);
      const own = new Set(definition.paging.off.map(({ send }) => send));
      let shown = 0;
      for (const { text, output, prompt } of recordedCommands(simulation)) {
        if (notShown.test(text) || own.has(text)) continue;
        const sink = new TextSink();
        const mode = templateMode(
          definition,
          prompt === undefined ? undefined : platforms.get(model).matchPrompt(prompt)?.mode,
        );
        const outcome = await session.run(command(text, { mode }), sink, never);
        const status = refusal.test(output) ? 'rejected' : 'ok';
        assert.equal(outcome.status, status, `${text}: ${JSON.stringify(outcome.error)}`);
        assert.equal(sink.text, output, text);
        shown++;
      }
      assert.ok(shown > 0, 'a recording shows something');
      await session.close();
    } finally {
      await server.close();
    }
  }

  for (const { model, path, name } of oxidizedFiles('simulation.yaml')) {
    const recorded = withOwnWords(readSimulation(path));
    it(`${name}, as recorded`, () => replay(model, recorded));
    it(`${name}, with CR LF at every line end`, () => replay(model, withLineEnds(recorded)));
  }
});

/** The mode of a template for a command that was recorded in a mode of the platform. */
function templateMode(definition: PlatformDefinition, mode: string | undefined): CommandMode {
  const { exec, enable, config } = definition.commandModes;
  if (mode === undefined || mode === exec) return 'exec';
  if (mode === config) return 'config';
  return mode === enable ? 'enable' : 'exec';
}

function withOwnWords(simulation: Simulation): Simulation {
  const own = ({ send, reply }: RecordedStep): RecordedStep => {
    const words = otherWords[send];
    return words === undefined
      ? { send, reply }
      : { send: words, reply: reply.replace(send.trimEnd(), words.trimEnd()) };
  };
  return { ...simulation, steps: simulation.steps.map(own) };
}

/** Line ends as a terminal gets them: whoever kept the recording may have shortened them. */
function withLineEnds(simulation: Simulation): Simulation {
  const ends = (text: string): string => text.replaceAll(/\r*\n/g, '\r\n');
  return {
    ...simulation,
    greeting: simulation.greeting === undefined ? undefined : ends(simulation.greeting),
    steps: simulation.steps.map(({ send, reply }) => ({ send, reply: ends(reply) })),
  };
}
