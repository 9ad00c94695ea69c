import type { Clock, Timers } from '../../api/ports.ts';
import type { ByteStream } from '../../api/transport.ts';
import type { CompiledPlatform, PromptMatch, QuestionMatch } from '../../core/platform/compiledPlatform.ts';
import type { OutputSink } from '../session.ts';
import { channelTimes, type ChannelTimes } from './channelTimes.ts';
import { ExchangeReader } from './exchangeReader.ts';
import type { ExchangeSpec, ExchangeStep } from './exchangeSpec.ts';
import { IncomingBytes } from './incomingBytes.ts';
import { strayLines } from './logMessages.ts';
import { PromptKnowledge } from './promptKnowledge.ts';
import { TerminalText } from './terminalText.ts';
import { WakeUp } from './wakeUp.ts';

/** How an exchange ended. */
export type ExchangeEnd =
  | { readonly kind: 'prompt'; readonly match: PromptMatch; readonly rival?: PromptMatch }
  /** The device asks something that nobody gave an answer for; it still waits. */
  | { readonly kind: 'question'; readonly text: string }
  /** A known question came a second time: the answer was wrong. The device still waits. */
  | { readonly kind: 'asked-again'; readonly question: QuestionMatch; readonly text: string }
  /** There was no secret to answer with. The device still waits. */
  | { readonly kind: 'declined'; readonly question: QuestionMatch; readonly text: string }
  /** Nothing came for too long; `text` is the device's last line. */
  | { readonly kind: 'silence' | 'deadline'; readonly text: string }
  /** A pager that goes on for ever without anything new. */
  | { readonly kind: 'stuck'; readonly text: string }
  | { readonly kind: 'closed'; readonly error?: Error }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'sink-failed'; readonly error: unknown };

/** What to send and how to treat what comes back. */
export interface ExchangeRequest extends Omit<ExchangeSpec, 'echo'> {
  /** Written first, as it is. */
  readonly send?: string;
  readonly sink: OutputSink;
  readonly signal: AbortSignal;
  /** Monotonic milliseconds after which the exchange ends in any case; time spent on asking a person does not count. */
  readonly deadlineAt?: number;
  /** What to write for a platform's question, asked in these words; undefined where there is no answer. */
  readonly answer?: (question: QuestionMatch, words: string) => Promise<string | undefined>;
  /** Asked at silence: what to write to wake the device up (nothing for an empty text), or undefined to give up. */
  readonly wake?: (lastLine: string) => string | undefined;
}

/** What a channel needs. */
export interface ChannelDependencies {
  readonly platform: CompiledPlatform;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly times?: ChannelTimes;
}

/** Characters that are kept of what came between two outputs. */
const maxAside = 65_536;
/** How often one harmless question is answered before it counts as a circle. */
const maxAnswers = 5;

/** One interactive byte stream with a prompt: exchanges of a line for an output, one after another. */
export class Channel {
  readonly knowledge = new PromptKnowledge();
  readonly #stream: ByteStream;
  readonly #deps: ChannelDependencies;
  readonly #incoming: IncomingBytes;
  readonly #wakeUp: WakeUp;
  #echoes: boolean | undefined;
  #closed = false;
  /** Reads what comes as it comes; absent where nobody listens, or the sink has to be waited for. */
  #listen: (() => void) | undefined;
  /** What was kept apart while nobody wanted it: it came between two outputs and goes with the second. */
  #aside = '';

  constructor(stream: ByteStream, deps: ChannelDependencies) {
    this.#stream = stream;
    this.#deps = deps;
    this.#wakeUp = new WakeUp(deps.clock, deps.timers);
    this.#incoming = new IncomingBytes(stream, () => this.#arrived());
  }

  /** True once the stream has ended or was closed here. */
  get closed(): boolean {
    return this.#closed || this.#incoming.end !== undefined;
  }

  /** Why the stream ended, where it says so. */
  get lost(): Error | undefined {
    return this.#incoming.end?.error;
  }

  /** Writes outside of an exchange, for a farewell. */
  write(data: string): void {
    if (!this.closed) this.#stream.write(data);
  }

  /** Ends the stream at once. An exchange that is going on ends as `closed`. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream.close();
    this.#wakeUp.notify();
    this.#wakeUp.close();
  }

  /**
   * What has come since the last exchange and is worth keeping: lines of the device's logging, and whatever else is not the prompt. Waits
   * for nothing; must not be called during an exchange. What was taken is not given again.
   */
  takeLate(): string {
    let text = '';
    const { width } = this.#deps.platform.definition.terminal;
    const terminal = new TerminalText(width, (finished) => (text += finished));
    for (
      let piece = this.#incoming.take();
      piece !== undefined && text.length < maxAside;
      piece = this.#incoming.take()
    )
      terminal.feed(piece);
    const lines = this.#aside + strayLines(text + terminal.takeLine(), this.knowledge.text, '');
    this.#aside = '';
    return lines.slice(-maxAside);
  }

  /** One exchange. Never rejects; must not be called while another one is going on. */
  async exchange(request: ExchangeRequest): Promise<ExchangeEnd> {
    const { platform, clock, times = channelTimes } = this.#deps;
    const echo = this.#echoes === undefined ? 'unknown' : this.#echoes ? 'expected' : 'none';
    const reader = new ExchangeReader(
      { ...request, echo },
      { platform, knowledge: this.knowledge, times, width: platform.definition.terminal.width },
      clock.monotonic(),
    );
    const abort = (): void => this.#wakeUp.notify();
    request.signal.addEventListener('abort', abort);
    try {
      if (request.send !== undefined) this.write(request.send);
      const end = await this.#converse(reader, request);
      const rest = end.kind === 'prompt' ? reader.takeOutput() : reader.finish();
      await this.#giveRest(rest, reader.takeAside(), request);
      if (end.kind !== 'prompt') return end;
      if (request.command !== undefined && request.command.trim() !== '') this.#echoes ??= reader.echoed;
      if (reader.echoed === true) this.#echoes = true;
      if (end.rival !== undefined) return await this.#decide(end.match, end.rival, request);
      this.knowledge.learn(end.match);
      return end;
    } catch (error) {
      return { kind: 'sink-failed', error };
    } finally {
      request.signal.removeEventListener('abort', abort);
      if (this.closed) this.#wakeUp.close();
      else this.#wakeUp.rest();
    }
  }

  /** The last of the output. Whoever cancelled does not wait for a sink that may hang. */
  async #giveRest(rest: string, aside: string, request: ExchangeRequest): Promise<void> {
    const written = this.#give(rest, aside, request);
    if (written === undefined) return;
    if (!request.signal.aborted) await written;
    else written.catch(() => undefined);
  }

  /** Hands on what the reader has sorted out. A promise where the sink has to be waited for. */
  #give(output: string, aside: string, { sink }: ExchangeRequest): Promise<void> | undefined {
    const written = output === '' ? undefined : sink.write(output);
    if (sink.aside === undefined) {
      if (aside !== '') this.#aside = (this.#aside + aside).slice(-maxAside);
      return written ?? undefined;
    }
    const lines = this.#aside + aside;
    this.#aside = '';
    const kept = lines === '' ? undefined : sink.aside(lines);
    if (kept === undefined || written === undefined) return kept ?? written ?? undefined;
    return Promise.all([written, kept]).then(() => undefined);
  }

  /**
   * Finds out by a bare Enter whether the line was the learned prompt behind an output without a line end, or a new prompt
   * that happens to end like the learned one. In the first case its beginning is output.
   */
  async #decide(learned: PromptMatch, rival: PromptMatch, request: ExchangeRequest): Promise<ExchangeEnd> {
    const end = await this.exchange({
      send: this.#deps.platform.definition.lineEnd,
      command: '',
      questions: undefined,
      dialogue: [],
      silenceMs: request.silenceMs,
      sink: { write: () => undefined },
      signal: request.signal,
      probe: true,
    });
    const renamed = end.kind === 'prompt' && end.match.text === rival.text;
    const output = rival.text.slice(0, rival.text.length - learned.text.length);
    if (!renamed) await this.#giveRest(output, '', request);
    return end;
  }

  async #converse(reader: ExchangeReader, request: ExchangeRequest): Promise<ExchangeEnd> {
    const { clock } = this.#deps;
    const answers = new Map<string, number>();
    let deadlineAt = request.deadlineAt ?? Infinity;
    let { sleeps } = clock;
    for (;;) {
      // Asked before the bytes are taken: what came together with the end still counts.
      const ended = this.closed;
      const held = this.#feed(reader, request);
      if (held !== undefined) await this.#drain(held, reader, request);
      if (request.signal.aborted) return { kind: 'cancelled' };
      const now = clock.monotonic();
      if (clock.sleeps !== sleeps) {
        // nobody could have heard the device meanwhile, and the network may still be on its way back
        sleeps = clock.sleeps;
        reader.touch(now);
      }
      const step = ended ? reader.conclude(now) : reader.tick(now);
      if (step === undefined) {
        if (ended) return { kind: 'closed', ...this.#incoming.end };
        if (now >= deadlineAt) return { kind: 'deadline', text: reader.lastWords() };
        await this.#listenUntil(reader, request, Math.min(reader.wakeAt, deadlineAt));
        continue;
      }
      const end = await this.#act(step, request, answers);
      if (end !== undefined) return end;
      // A person may have been asked for a secret meanwhile: that time is not the device's.
      const waited = clock.monotonic() - now;
      deadlineAt += waited;
      if (waited > 0) reader.touch(clock.monotonic());
    }
  }

  /** Does what the reader asks for; the end of the exchange where there is nothing more to do. */
  async #act(
    step: ExchangeStep,
    request: ExchangeRequest,
    answers: Map<string, number>,
  ): Promise<ExchangeEnd | undefined> {
    const lineEnd = this.#deps.platform.definition.lineEnd;
    switch (step.kind) {
      case 'pager':
        this.write(step.key);
        return undefined;
      case 'dialogue':
        this.write(step.answer + lineEnd);
        return undefined;
      case 'answer': {
        const { question, text } = step;
        const count = (answers.get(question.pattern) ?? 0) + 1;
        answers.set(question.pattern, count);
        if (count > ('secret' in question.answer ? 1 : maxAnswers))
          return { kind: 'asked-again', question, text };
        const answer = await request.answer?.(question, text);
        if (answer === undefined) return { kind: 'declined', question, text };
        this.write(answer);
        return undefined;
      }
      case 'silence': {
        const data = request.wake?.(step.text);
        if (data === undefined) return step;
        if (data !== '') this.write(data);
        return undefined;
      }
      default:
        return step;
    }
  }

  /** Something came, or the stream ended. */
  #arrived(): void {
    if (this.#incoming.end !== undefined) {
      this.#wakeUp.notify();
      this.#wakeUp.close();
    } else if (this.#listen === undefined) this.#wakeUp.notify();
    else this.#listen();
  }

  /** Feeds the rest of what waits and gives the output on, as fast as the sink takes it. */
  async #drain(held: Promise<void>, reader: ExchangeReader, request: ExchangeRequest): Promise<void> {
    for (let written: Promise<void> | undefined = held; written !== undefined;) {
      await this.#unlessAborted(written, request.signal);
      reader.touch(this.#deps.clock.monotonic());
      written = this.#feed(reader, request);
    }
  }

  /**
   * Feeds what waits. Where the sink has to be waited for, nothing more is read and a promise returned; but what is here already
   * goes on to the sink, which keeps it in less memory.
   */
  #feed(reader: ExchangeReader, request: ExchangeRequest): Promise<void> | undefined {
    let held: Promise<void> | undefined;
    while (!request.signal.aborted) {
      const text = this.#incoming.take();
      if (text === undefined) break;
      reader.feed(text, this.#deps.clock.monotonic());
      const written = this.#give(reader.takeOutput(), reader.takeAside(), request);
      if (written === undefined) continue;
      this.#incoming.hold();
      // also where what comes next is refused, and nobody waits for this any more
      written.catch(() => undefined);
      held = both(held, written);
    }
    return held;
  }

  /**
   * Waits until there is something to decide. What comes meanwhile is fed at once, without a promise for every packet; only a
   * sink that has to be waited for, or fails, ends the waiting early.
   */
  async #listenUntil(reader: ExchangeReader, request: ExchangeRequest, until: number): Promise<void> {
    let held: Promise<void> | undefined;
    this.#listen = () => {
      try {
        held = both(held, this.#feed(reader, request));
      } catch (error) {
        held = both(held, Promise.reject(error instanceof Error ? error : new Error(String(error))));
      }
      if (held === undefined) this.#wakeUp.by(reader.wakeAt);
      else this.#wakeUp.notify();
    };
    try {
      await this.#wakeUp.wait(until);
    } finally {
      this.#listen = undefined;
    }
    if (held === undefined) return;
    await this.#unlessAborted(held, request.signal);
    reader.touch(this.#deps.clock.monotonic());
  }

  /** Waits for the sink; a sink that hangs does not keep a cancelled command from ending. */
  async #unlessAborted(written: Promise<void>, signal: AbortSignal): Promise<void> {
    let stop = (): void => undefined;
    const aborted = new Promise<void>((resolve) => {
      stop = resolve;
    });
    signal.addEventListener('abort', stop);
    try {
      await Promise.race([written, aborted]);
    } finally {
      signal.removeEventListener('abort', stop);
      this.#incoming.release();
    }
  }
}

/** Waits for two at once, where there are two. */
function both(one: Promise<void> | undefined, other: Promise<void> | undefined): Promise<void> | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return Promise.all([one, other]).then(() => undefined);
}
