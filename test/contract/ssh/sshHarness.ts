import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Logger } from '../../../src/api/ports.ts';
import type { Answer, Prompter, Question } from '../../../src/api/question.ts';
import type { ByteStream, TransportOptions } from '../../../src/api/transport.ts';
import { SshTransport } from '../../../src/session/ssh/sshTransport.ts';
import type { SshTransportOptions } from '../../../src/session/ssh/sshTransport.ts';

/** A prompter that answers from a function and keeps the questions. */
export class FakePrompter implements Prompter {
  readonly questions: Question[] = [];
  /** Aborted where the question was withdrawn; in the order of the questions. */
  readonly signals: AbortSignal[] = [];
  readonly #answer: (question: Question) => Answer | Promise<Answer>;

  constructor(answer: (question: Question) => Answer | Promise<Answer> = defaultAnswer) {
    this.#answer = answer;
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    this.questions.push(question);
    this.signals.push(signal);
    return this.#answer(question);
  }
}

/** Username `admin`, password `secret`; every host key is fine; nothing else is answered. */
export function defaultAnswer(question: Question): Answer {
  if (question.kind === 'credential') {
    return { kind: 'credential', secrets: { username: 'admin', password: 'secret' } };
  }
  if (question.kind === 'host-key') return { kind: 'host-key', accept: true };
  if (question.kind === 'host-keys') return { kind: 'host-keys', accept: question.entries.map(() => true) };
  return { kind: question.kind, text: undefined };
}

export class MemoryLogger implements Logger {
  readonly lines: string[] = [];
  trace = this.#write.bind(this, 'trace');
  debug = this.#write.bind(this, 'debug');
  info = this.#write.bind(this, 'info');
  warn = this.#write.bind(this, 'warn');
  error = this.#write.bind(this, 'error');

  #write(level: string, message: string): void {
    this.lines.push(`${level} ${message}`);
  }
}

/** A transport with a folder of its own, and what it did. */
export class Harness {
  readonly folder: string;
  readonly prompter: FakePrompter;
  readonly logger = new MemoryLogger();
  readonly transport: SshTransport;
  static readonly #all = new Set<Harness>();
  readonly #streams: ByteStream[] = [];

  private constructor(folder: string, prompter: FakePrompter, options: Partial<SshTransportOptions>) {
    this.folder = folder;
    this.prompter = prompter;
    this.transport = new SshTransport({
      prompter,
      logger: this.logger,
      hostKeys: 'accept-new',
      knownHostsFiles: [],
      acceptedKeysFile: join(folder, 'keys', 'known_hosts'),
      maxRejectedLogins: 3,
      ...options,
    });
  }

  static async create(
    options: Partial<SshTransportOptions> & {
      readonly answer?: (question: Question) => Answer | Promise<Answer>;
    } = {},
  ): Promise<Harness> {
    const { answer, ...rest } = options;
    const harness = new Harness(
      await mkdtemp(join(tmpdir(), 'showrun-ssh-')),
      new FakePrompter(answer),
      rest,
    );
    Harness.#all.add(harness);
    return harness;
  }

  device(port: number, fields: Partial<DeviceAddress> = {}): DeviceAddress {
    return {
      name: 'core-1',
      host: '127.0.0.1',
      port,
      platform: 'generic',
      transport: 'ssh',
      useKeys: false,
      ...fields,
    };
  }

  async open(
    device: DeviceAddress,
    options: Partial<TransportOptions> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ByteStream> {
    const stream = await this.transport.open(
      device,
      { connectTimeoutMs: 5_000, loginTimeoutMs: 8_000, terminal: { width: 511, height: 24 }, ...options },
      signal,
    );
    this.#streams.push(stream);
    return stream;
  }

  acceptedKeys(): Promise<string> {
    return readFile(join(this.folder, 'keys', 'known_hosts'), 'utf8');
  }

  /** Closes all that a test has made. */
  static async closeAll(): Promise<void> {
    for (const harness of Harness.#all) await harness.close();
  }

  async close(): Promise<void> {
    Harness.#all.delete(this);
    this.transport.close();
    for (const stream of this.#streams) stream.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Collects what a stream gives, and waits until a text has come. */
export function reader(stream: ByteStream): {
  text(): string;
  until(wanted: string): Promise<string>;
  closed: Promise<Error | undefined>;
} {
  let text = '';
  let wake = (): void => undefined;
  let ended = false;
  stream.onData((chunk) => {
    text += Buffer.from(chunk).toString();
    wake();
  });
  const closed = new Promise<Error | undefined>((resolve) => {
    stream.onClose((error) => {
      ended = true;
      wake();
      resolve(error);
    });
  });
  return {
    text: () => text,
    closed,
    until: async (wanted) => {
      while (!text.includes(wanted)) {
        if (ended) throw new Error(`closed before ${JSON.stringify(wanted)}: ${JSON.stringify(text)}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return text;
    },
  };
}
