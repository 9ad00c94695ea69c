import type { RenderedCommand } from '../../../src/api/template.ts';
import { openSession } from '../../../src/session/openSession.ts';
import type { CommandOutcome, OutputSink, Session } from '../../../src/session/session.ts';
import type { SecretProvider } from '../../../src/session/sessionDependencies.ts';
import { TransportRegistry } from '../../../src/session/transportRegistry.ts';
import { builtInPlugins } from './builtInPlatforms.ts';
import { FakeTime } from './fakeTime.ts';
import type { PlayedDevice } from './playedDevice.ts';

/** A command as a plan would carry it. */
export function command(text: string, more: Partial<RenderedCommand> = {}): RenderedCommand {
  return {
    text,
    at: { file: 'test.cmds', line: 1, column: 1 },
    mode: 'exec',
    expect: [],
    onError: 'continue',
    ...more,
  };
}

/** Collects an output. */
export class TextSink implements OutputSink {
  text = '';
  /** What was kept apart. */
  messages = '';

  write(text: string): void {
    this.text += text;
  }

  aside(lines: string): void {
    this.messages += lines;
  }
}

/** A session with a played device, on a clock of its own. */
export class SessionUnderTest {
  readonly time = new FakeTime();
  readonly device: PlayedDevice;
  readonly #platform: string;
  readonly #secrets: SecretProvider;
  asked: string[] = [];

  constructor(platform: string, device: PlayedDevice, secrets: Record<string, string> = {}) {
    this.#platform = platform;
    this.device = device;
    this.#secrets = (kind) => {
      this.asked.push(kind);
      return Promise.resolve(secrets[kind]);
    };
  }

  async open(signal: AbortSignal = new AbortController().signal): Promise<Session> {
    const { platforms } = await builtInPlugins();
    const deps = {
      platform: platforms.get(this.#platform),
      transports: new TransportRegistry([this.device]),
      secrets: this.#secrets,
      timeouts: { connectTimeoutMs: 10_000, loginTimeoutMs: 20_000, commandTimeoutMs: 30_000 },
      clock: this.time,
      timers: this.time,
    };
    const address = { name: 'dut', host: '192.0.2.1', platform: this.#platform, transport: 'played' };
    return this.time.until(openSession(address, deps, signal));
  }

  async run(
    session: Session,
    line: RenderedCommand,
    sink: OutputSink = new TextSink(),
    signal: AbortSignal = new AbortController().signal,
  ): Promise<CommandOutcome> {
    return this.time.until(session.run(line, sink, signal));
  }
}
