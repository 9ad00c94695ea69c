import type { DeviceAddress } from '../../../src/api/device.ts';
import type { Prompter } from '../../../src/api/question.ts';
import type { RenderedCommand } from '../../../src/api/template.ts';
import { ShowrunError } from '../../../src/core/errors.ts';
import type {
  RunSessions,
  SessionRequest,
  SessionSource,
} from '../../../src/engine/executor/sessionSource.ts';
import type { CommandOutcome, OutputSink, Session } from '../../../src/session/session.ts';

/** What a fake source has seen. */
export interface FakeCounts {
  opened: number;
  open: number;
  mostOpen: number;
  /** Attempts to open a further session. */
  further: number;
  readonly sent: string[];
}

/** Rejects when the signal is aborted, and never otherwise. */
export function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** A mistake that never ends. */
function spinForEver(): void {
  while (true) {}
}

/**
 * Sessions without devices. A platform `bears-N` bears N sessions of a device at once, `bears-N-rejects` rejects all but the
 * first, `bears-N-hangs` never answers them. The host of a device says how opening goes: `ok`, `refuse`, `refuse-N` (the first N times),
 * `gone` (the session ends with its login), `reject`, `hang`, `deaf` (hangs and does not listen to cancelling), `ask` (asks for a credential and, if there is none,
 * fails), `explode` (an uncaught error), `spin` and `spin-later` (the whole process hangs). A command says how it goes: `hang`, `half` (some output, then hang), `drop` (some output, then lost), `then the jump host is lost` (behind its output), `bad`
 * (refused by the device), `silent` (no output), `noisy` (with three messages), `then a message` (which comes behind it), `wait for X` (until the command X was sent to the same device), `storm` (with 100 kB of messages), `big N` (N kB), anything else answers with `<device>: <command>`.
 */
export class FakeSessions implements SessionSource {
  readonly counts: FakeCounts = { opened: 0, open: 0, mostOpen: 0, further: 0, sent: [] };
  readonly #onSent = new Map<
    string,
    { readonly promise: Promise<undefined>; resolve(value: undefined): void }
  >();
  readonly #attempts = new Map<string, number>();
  secrets = new Set<string>();

  forRun({ prompter }: SessionRequest): Promise<RunSessions> {
    return Promise.resolve({
      open: (device: DeviceAddress, signal: AbortSignal) => this.#open(device, prompter, signal),
      sessionsAtOnce: (device: DeviceAddress) => Number(/^bears-(\d+)/.exec(device.platform)?.[1] ?? 1),
      openFurther: async (device: DeviceAddress, _first: Session, signal: AbortSignal) => {
        this.counts.further += 1;
        if (device.platform.endsWith('-rejects'))
          throw new ShowrunError('session.auth-rejected', `${device.name}: rejected`);
        if (device.platform.endsWith('-hangs')) await forever(signal);
        return this.#session(device);
      },
      redact: (text: string) =>
        [...this.secrets].reduce((masked, secret) => masked.replaceAll(secret, '****'), text),
      close: () => undefined,
    });
  }

  async #open(device: DeviceAddress, prompter: Prompter, signal: AbortSignal): Promise<Session> {
    const attempt = (this.#attempts.get(device.name) ?? 0) + 1;
    this.#attempts.set(device.name, attempt);
    const refusals = /^refuse(?:-(\d+))?$/.exec(device.host);
    if (refusals !== null && attempt <= Number(refusals[1] ?? Infinity)) {
      throw new ShowrunError('session.refused', `${device.name}: connection refused`);
    }
    if (device.host === 'reject') throw new ShowrunError('session.auth-rejected', `${device.name}: rejected`);
    if (device.host === 'hang') await forever(signal);
    if (device.host === 'deaf') await forever(new AbortController().signal);
    if (device.host === 'spin') {
      setTimeout(spinForEver, 50);
      await forever(signal);
    }
    if (device.host === 'spin-later') {
      // after the watchdog has come up, and what the others have said is on disk
      setTimeout(spinForEver, 2_000);
      await forever(signal);
    }
    if (device.host === 'explode') {
      setImmediate(() => {
        throw new Error('a mistake');
      });
      await forever(signal);
    }
    if (device.host === 'ask') await this.#login(device, prompter, signal);
    return this.#session(device);
  }

  async #login(device: DeviceAddress, prompter: Prompter, signal: AbortSignal): Promise<void> {
    const credential = device.credential ?? 'default';
    const answer = await prompter.ask({ kind: 'credential', device: device.name, credential }, signal);
    const password = answer.kind === 'credential' ? answer.secrets?.password : undefined;
    if (password === undefined) throw new ShowrunError('session.auth-declined', `${device.name}: declined`);
    this.secrets.add(password);
  }

  #untilSent(device: string, text: string): Promise<undefined> {
    const line = `${device}: ${text}`;
    if (this.counts.sent.includes(line)) return Promise.resolve(undefined);
    const sent = this.#onSent.get(line) ?? Promise.withResolvers<undefined>();
    this.#onSent.set(line, sent);
    return sent.promise;
  }

  #session(device: DeviceAddress): Session {
    const { counts } = this;
    counts.opened += 1;
    counts.open += 1;
    counts.mostOpen = Math.max(counts.mostOpen, counts.open);
    let closed = device.host === 'gone';
    if (closed) counts.open -= 1;
    let lost: Session['lost'];
    const close = (): Promise<void> => {
      if (!closed) counts.open -= 1;
      closed = true;
      return Promise.resolve();
    };
    return {
      prompt: `${device.name}#`,
      mode: 'exec',
      takeLate: () => (counts.sent.at(-1)?.endsWith(': then a message') === true ? 'late message\n' : ''),
      notes: [],
      get closed() {
        return closed;
      },
      get lost() {
        return lost;
      },
      close,
      run: async (command: RenderedCommand, output: OutputSink, signal: AbortSignal) => {
        counts.sent.push(`${device.name}: ${command.text}`);
        this.#onSent.get(`${device.name}: ${command.text}`)?.resolve(undefined);
        const awaited = /^wait for (.*)$/.exec(command.text)?.[1];
        if (awaited !== undefined)
          await Promise.race([this.#untilSent(device.name, awaited), forever(signal)]);
        const outcome = await answer(device.name, command.text, output, signal);
        if (command.text === 'then the jump host is lost') {
          lost = {
            code: 'session.jump-host-lost',
            message: `${device.name}: the connection to jump host j was lost.`,
          };
          await close();
        }
        if (outcome.status === 'failed' || outcome.status === 'timeout') await close();
        return { bytes: 0, durationMs: 0, ...outcome };
      },
    };
  }
}

async function answer(
  device: string,
  text: string,
  output: OutputSink,
  signal: AbortSignal,
): Promise<Pick<CommandOutcome, 'status' | 'error'>> {
  await new Promise((resolve) => setImmediate(resolve));
  if (text === 'silent') return { status: 'ok' };
  if (text === 'hang') return forever(signal);
  const size = /^big (\d+)$/.exec(text);
  if (size !== null) {
    for (let kilobyte = 0; kilobyte < Number(size[1]); kilobyte += 1)
      await output.write(`${'x'.repeat(1023)}\n`);
    return { status: 'ok' };
  }
  await output.write(`${device}: ${text}\n`);
  if (text === 'noisy') {
    await output.aside?.('first message\nsecond message\n');
    await output.aside?.('third message\n');
  }
  if (text === 'storm') {
    for (let count = 0; count < 100; count += 1) await output.aside?.(`${'x'.repeat(1023)}\n`);
  }
  if (text === 'half') return forever(signal);
  if (text === 'drop') return { status: 'failed', error: { code: 'session.lost', message: 'gone' } };
  if (text === 'bad')
    return { status: 'rejected', error: { code: 'session.rejected', message: '% Invalid input' } };
  return { status: 'ok' };
}
