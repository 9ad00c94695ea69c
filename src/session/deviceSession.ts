import type { ErrorInfo } from '../api/diagnostic.ts';
import type { Timers } from '../api/ports.ts';
import type { RenderedCommand } from '../api/template.ts';
import { ShowrunError, toErrorInfo } from '../core/errors.ts';
import { patternFault } from '../core/platform/patternSafety.ts';
import type { ExchangeEnd, ExchangeRequest } from './channel/channel.ts';
import type { ExpectedDialogue } from './channel/exchangeSpec.ts';
import type { RememberedPlatform } from './detect/findPlatform.ts';
import { logOut } from './logOut.ts';
import { Configuration, type Verdict } from './modes/configuration.ts';
import { ModeChanger, type ModeContext, type ModeFailure, type PagingLine } from './modes/modeChanger.ts';
import { targetModes } from './modes/targetModes.ts';
import { OutputWindow } from './outputWindow.ts';
import type { ParkedChannel } from './pool/parkedChannel.ts';
import { changesSession } from '../core/plan/policy/changesSession.ts';
import type { CommandOutcome, OutputSink, Session } from './session.ts';
import { endedBadly, refusedCommand } from './sessionErrors.ts';

/** How long a device may take to show its prompt again after a question was taken back, in milliseconds. */
const interruptMs = 3000;
/** How long throwing away uncommitted changes may take, in milliseconds: some devices build their configuration anew. */
const discardMs = 10_000;
/** How long leaving and logging out may take altogether, in milliseconds. */
const farewellMs = 2000;

/** What a session is made of. */
export interface DeviceSessionParts extends Omit<ModeContext, 'silenceMs' | 'note'> {
  readonly timers: Timers;
  readonly commandTimeoutMs: number;
  /** The mode that the first prompt showed. */
  readonly mode: string;
  /** What the user should be told of the login. */
  readonly notes: readonly ErrorInfo[];
  /** What was found out of the device, where its platform was not known before. */
  readonly detected?: RememberedPlatform;
  /** Paging lines that were not sent yet, of a channel that was parked; all of them where it is absent. */
  readonly pagingOff?: readonly PagingLine[];
}

/** The one implementation of `Session`: made by `openSession`. */
export class DeviceSession implements Session {
  readonly #parts: DeviceSessionParts;
  readonly #modes: ModeChanger;
  readonly #configuration: Configuration;
  readonly #notes: ErrorInfo[];
  /** The kind of commands whose own line has gone to another mode: those that follow are meant for that place. */
  #steered: RenderedCommand['mode'] | undefined;
  #busy = false;
  /** True while nothing has happened that another user of the channel could notice. */
  #traceless = true;
  /** The prompt of the login, once it was learned for sure. */
  #firstPrompt: string | undefined;

  constructor(parts: DeviceSessionParts) {
    this.#parts = parts;
    this.#notes = [...parts.notes];
    const context: ModeContext = {
      ...parts,
      silenceMs: parts.commandTimeoutMs,
      note: (note) => this.#notes.push(note),
    };
    this.#modes = new ModeChanger(context, parts.mode, parts.pagingOff);
    this.#configuration = new Configuration(context, this.#modes);
  }

  get prompt(): string {
    return this.#parts.channel.knowledge.text;
  }

  get detected(): RememberedPlatform | undefined {
    return this.#parts.detected;
  }

  get mode(): string {
    return this.#modes.mode;
  }

  get closed(): boolean {
    return this.#parts.channel.closed;
  }

  get lost(): ErrorInfo | undefined {
    const { lost } = this.#parts.channel;
    return lost === undefined ? undefined : toErrorInfo(lost);
  }

  get notes(): readonly ErrorInfo[] {
    return this.#notes;
  }

  /** Switches paging off. Throws a coded error where the session was lost on the way. */
  async prepare(signal: AbortSignal): Promise<void> {
    const failure = await this.#modes.prepare(signal);
    if (failure === undefined) return;
    const { code, message, hint } = failure.error;
    throw new ShowrunError(code, message, hint === undefined ? {} : { hint });
  }

  async run(command: RenderedCommand, output: OutputSink, signal: AbortSignal): Promise<CommandOutcome> {
    const startedAt = this.#parts.clock.monotonic();
    const window = new OutputWindow(output);
    const done = (outcome: Verdict): CommandOutcome => ({
      ...outcome,
      bytes: window.bytes,
      durationMs: Math.round(this.#parts.clock.monotonic() - startedAt),
    });
    if (this.#busy) throw new ShowrunError('internal', 'A session runs one command at a time.');
    this.#busy = true;
    this.#firstPrompt ??= this.prompt;
    try {
      const verdict = await this.#runLine(command, window, signal);
      this.#traceless &&= verdict.status === 'ok' && !changesSession(command.text);
      this.#traceless &&= command.mode !== 'config' && !this.#configures;
      return done(verdict);
    } catch (error) {
      this.#parts.channel.close();
      return done({ status: 'failed', error: toErrorInfo(error) });
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Gives the channel up for somebody else to use, in the mode and with the prompt of its login. Undefined where that cannot
   * be had, or where something happened that leaves doubt (anything but success, configuration, lines that change the session
   * itself): then it is to be closed. Never rejects; at most some seconds.
   */
  async park(): Promise<ParkedChannel | undefined> {
    const { channel, platform, mode } = this.#parts;
    if (this.closed || this.#busy || !this.#traceless) return undefined;
    this.#busy = true;
    this.#firstPrompt ??= this.prompt;
    const first = { mode, prompt: this.#firstPrompt };
    if (this.mode !== first.mode)
      await this.#within(farewellMs, async (signal) => {
        await this.#modes.reach(new Set([first.mode]), signal);
      });
    const { mode: modeNow, prompt: promptNow } = this;
    if (!channel.closed && modeNow === first.mode && promptNow === first.prompt)
      return { channel, platform, mode, pagingOff: this.#modes.pagingOff };
    this.#busy = false;
    return undefined;
  }

  takeLate(): string {
    return this.#busy ? '' : this.#parts.channel.takeLate();
  }

  async close(): Promise<void> {
    const { channel, platform } = this.#parts;
    if (this.closed || this.#busy) {
      channel.close();
      this.#configuration.lost();
      return;
    }
    this.#busy = true;
    await this.#within(discardMs, (signal) => this.#configuration.finish(signal));
    if (this.#configures) await this.#within(farewellMs, (signal) => this.#leaveConfiguration(signal));
    logOut(channel, platform);
  }

  get #configures(): boolean {
    const { config, exec } = this.#parts.platform.definition.commandModes;
    return this.mode === config && config !== exec;
  }

  async #runLine(command: RenderedCommand, window: OutputWindow, signal: AbortSignal): Promise<Verdict> {
    const { device, platform } = this.#parts;
    if (signal.aborted) return this.#outcomeOf({ kind: 'cancelled' }, command);
    if (this.closed) {
      const { lost } = this;
      const message = `"${command.text}" was not sent.`;
      return lost === undefined
        ? {
            status: 'failed',
            error: { code: 'session.not-open', message: `The session with ${device} is closed; ${message}` },
          }
        : { status: 'failed', error: { ...lost, message: `${lost.message} ${message}` } };
    }
    if (/[\r\n]/.test(command.text)) {
      const message = `The line ${JSON.stringify(command.text)} for ${device} has a line break and was not sent.`;
      return { status: 'failed', error: { code: 'session.line-break', message } };
    }
    const wanted = targetModes(platform.definition, command.mode);
    if (wanted.size === 0) {
      const message = `${platform.title} has no ${command.mode} mode; "${command.text}" was not sent to ${device}.`;
      return { status: 'failed', error: { code: 'session.no-such-mode', message } };
    }
    const dialogue = compileDialogue(command);
    if ('error' in dialogue) return { status: 'failed', error: dialogue.error };
    const there = wanted.has(this.mode) || this.#steered === command.mode;
    if (!there) {
      await this.#configuration.finish(signal);
      const failure = await this.#modes.reach(wanted, signal);
      if (failure !== undefined) return this.#modeRefused(failure, signal);
    }
    this.#steered = undefined;
    const configuring = this.#configuration.covers(command);
    if (!configuring) this.#configuration.passed();
    const commit = { asked: false };
    const questions = this.#modes.moveFor(command.text)?.questions;
    const commitQuestions = configuring ? this.#configuration.questions(command) : undefined;
    const end = await this.#send(
      command,
      {
        dialogue: dialogue.steps,
        questions: questions ?? commitQuestions,
        answer: (question) => {
          commit.asked ||= questions === undefined;
          return this.#modes.answer(question, signal);
        },
      },
      window,
      signal,
    );
    if (end.kind === 'prompt' && command.mode !== 'config' && !wanted.has(this.mode))
      this.#steered = command.mode;
    const verdict =
      end.kind === 'prompt' ? this.#judge(command, window) : await this.#interrupted(end, command, signal);
    return configuring && !this.#parts.channel.closed
      ? this.#configuration.judge(command, verdict, window, commit.asked, signal)
      : verdict;
  }

  async #send(
    command: RenderedCommand,
    answers: Pick<ExchangeRequest, 'dialogue' | 'questions' | 'answer'>,
    window: OutputWindow,
    signal: AbortSignal,
  ): Promise<ExchangeEnd> {
    const { channel, platform, commandTimeoutMs } = this.#parts;
    const end = await channel.exchange({
      send: command.text + platform.definition.lineEnd,
      command: command.text,
      ...answers,
      silenceMs: command.timeout === undefined ? commandTimeoutMs : command.timeout * 1000,
      sink: window,
      signal,
    });
    if (end.kind === 'prompt') this.#modes.arrived(end.match.mode);
    return end;
  }

  /** A command that came back to a prompt: fine, unless the device said otherwise. */
  #judge(command: RenderedCommand, window: OutputWindow): Verdict {
    const { device, platform } = this.#parts;
    for (const text of window.texts) {
      const failure = platform.matchFailure(text);
      if (failure === undefined) continue;
      return {
        status: 'rejected',
        failure,
        error: refusedCommand(device, command.text, failure.kind, failure.text),
      };
    }
    return { status: 'ok' };
  }

  async #interrupted(end: ExchangeEnd, command: RenderedCommand, signal: AbortSignal): Promise<Verdict> {
    await this.#recover(end, signal);
    return this.#outcomeOf(end, command);
  }

  #outcomeOf(end: ExchangeEnd, command: RenderedCommand): Verdict {
    const error = endedBadly(this.#parts.device, `"${command.text}"`, end);
    const status =
      end.kind === 'cancelled'
        ? 'cancelled'
        : end.kind === 'silence' || end.kind === 'deadline'
          ? 'timeout'
          : 'failed';
    return { status, ...(error === undefined ? {} : { error }) };
  }

  async #modeRefused(failure: ModeFailure, signal: AbortSignal): Promise<Verdict> {
    const { end, error } = failure;
    if (end !== undefined) await this.#recover(end, signal);
    if (end?.kind === 'cancelled') return { status: 'cancelled', error };
    return { status: end?.kind === 'silence' ? 'timeout' : 'failed', error };
  }

  /** Finds back to a prompt where that is known to be harmless, and closes the session where it is not. */
  async #recover(end: ExchangeEnd, signal: AbortSignal): Promise<void> {
    if (end.kind === 'prompt') return;
    const { channel, clock, platform } = this.#parts;
    const { interrupt } = platform.definition;
    const asked = end.kind === 'question' || end.kind === 'asked-again' || end.kind === 'declined';
    if (!asked || interrupt === undefined || channel.closed) {
      channel.close();
      return;
    }
    const back = await channel.exchange({
      send: interrupt,
      command: undefined,
      questions: undefined,
      dialogue: [],
      silenceMs: interruptMs,
      sink: new OutputWindow(),
      signal,
      deadlineAt: clock.monotonic() + 2 * interruptMs,
    });
    if (back.kind === 'prompt') this.#modes.arrived(back.match.mode);
    else channel.close();
  }

  /** Gives work a signal that is aborted when its time is over. */
  async #within(ms: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const stop = this.#parts.timers.after(ms, () => controller.abort());
    await work(controller.signal);
    stop();
  }

  async #leaveConfiguration(signal: AbortSignal): Promise<void> {
    const { channel, platform } = this.#parts;
    const failure = await this.#modes.reach(targetModes(platform.definition, 'exec'), signal);
    if (failure === undefined) return;
    this.#notes.push(failure.error);
    if (failure.end !== undefined && failure.end.kind !== 'prompt') channel.close();
  }
}

/** The `@expect` steps of a command, compiled; an error where one cannot be used. */
function compileDialogue(
  command: RenderedCommand,
): { readonly steps: ExpectedDialogue[] } | { readonly error: ErrorInfo } {
  for (const { pattern } of command.expect) {
    const fault = patternFault(pattern);
    if (fault === undefined) continue;
    const { file, line } = command.at;
    const message = `${file}:${line}: the @expect pattern /${pattern}/ cannot be used: ${fault}. The command was not sent.`;
    return { error: { code: 'session.expect-pattern', message } };
  }
  return { steps: command.expect.map(({ pattern, answer }) => ({ pattern: new RegExp(pattern), answer })) };
}
