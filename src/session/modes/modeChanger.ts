import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { Clock } from '../../api/ports.ts';
import type { CompiledMove, CompiledPlatform } from '../../core/platform/compiledPlatform.ts';
import type { QuestionList, QuestionMatch } from '../../core/platform/questionList.ts';
import type { Channel, ExchangeEnd } from '../channel/channel.ts';
import { OutputWindow } from '../outputWindow.ts';
import { endedBadly } from '../sessionErrors.ts';
import type { SecretProvider } from '../sessionDependencies.ts';
import { movePath } from './movePath.ts';
import { sendAhead } from './pipelinedLines.ts';

/** What a mode change needs of the session around it. */
export interface ModeContext {
  readonly device: string;
  readonly platform: CompiledPlatform;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly secrets: SecretProvider;
  readonly silenceMs: number;
  /** Takes what the user should be told. */
  readonly note: (note: ErrorInfo) => void;
}

/** Levels of a configuration that are left one after another; the deepest that are known have seven. */
const maxLevels = 16;

/** A line that switches paging off, and the mode it needs; any where it names none. */
export interface PagingLine {
  readonly send: string;
  readonly mode?: string;
}

/** Why the wanted mode was not reached. */
export interface ModeFailure {
  readonly error: ErrorInfo;
  /** How the exchange ended that failed; absent where nothing was sent. */
  readonly end?: ExchangeEnd;
}

/** Moves a session between the modes of its platform and remembers where it is. */
export class ModeChanger {
  readonly #context: ModeContext;
  /** Moves that were refused: they are not tried again, since the next wrong secret may lock somebody out. */
  readonly #refused = new Map<CompiledMove, ModeFailure>();
  #mode: string;
  /** True where configuration mode was entered by a move of the platform, not by a line of the plan. */
  #ownConfiguration = false;
  /** Paging lines that wait for the mode they need. */
  #pagingOff: readonly PagingLine[];

  /** `pagingOff` are the lines that were not sent yet: all of the platform's after a login. */
  constructor(
    context: ModeContext,
    mode: string,
    pagingOff: readonly PagingLine[] = context.platform.definition.paging.off,
  ) {
    this.#context = context;
    this.#mode = mode;
    this.#pagingOff = pagingOff;
  }

  /** Paging lines that wait for the mode they need. */
  get pagingOff(): readonly PagingLine[] {
    return this.#pagingOff;
  }

  get mode(): string {
    return this.#mode;
  }

  /** True in a configuration mode that this session has entered by itself. */
  get ownConfiguration(): boolean {
    return this.#ownConfiguration;
  }

  /** Takes over the mode that a prompt showed. */
  arrived(mode: string): void {
    this.#mode = mode;
    if (mode !== this.#context.platform.definition.commandModes.config) this.#ownConfiguration = false;
  }

  /** The questions of a move that a command stands for, so that a plain `enable` in a command list works. */
  moveFor(command: string): CompiledMove | undefined {
    const text = command.trim().toLowerCase();
    return this.#context.platform.moves.find((move) => move.from === this.#mode && move.send === text);
  }

  /** Goes to the nearest of the wanted modes. Undefined when it is there. */
  async reach(wanted: ReadonlySet<string>, signal: AbortSignal): Promise<ModeFailure | undefined> {
    const path = movePath(this.#context.platform, this.#mode, wanted);
    if (path === undefined) return this.#noWay(wanted);
    for (const move of path) {
      const before = this.#refused.get(move);
      const failure = before === undefined ? await this.#take(move, signal) : { error: before.error };
      if (failure !== undefined) return failure;
      this.#ownConfiguration = move.to === this.#context.platform.definition.commandModes.config;
      const prepared = await this.prepare(signal);
      if (prepared !== undefined) return prepared;
    }
    return undefined;
  }

  /** Sends the paging lines that this mode allows. A refusal is no failure: pagers are answered in that case. */
  async prepare(signal: AbortSignal): Promise<ModeFailure | undefined> {
    const due = this.#pagingOff.filter((line) => line.mode === undefined || line.mode === this.#mode);
    this.#pagingOff = this.#pagingOff.filter((line) => !due.includes(line));
    const left = await this.#sendAhead(
      due.map(({ send }) => send),
      signal,
    );
    if ('error' in left) return left;
    for (const send of left) {
      const end = await this.exchange(send, signal, new OutputWindow());
      const error = endedBadly(this.#context.device, `"${send}"`, end);
      if (error !== undefined) return { error, end };
    }
    return undefined;
  }

  /** Sends lines in one go where the platform allows that. Returns those that are still to be sent, or why it failed. */
  async #sendAhead(lines: readonly string[], signal: AbortSignal): Promise<readonly string[] | ModeFailure> {
    const { device, platform, channel, silenceMs } = this.#context;
    const { paging, lineEnd } = platform.definition;
    if (paging.pipelined !== true || lines.length < 2) return lines;
    const { end, lost } = await sendAhead(lines, { channel, lineEnd, silenceMs, signal });
    if (end.kind === 'prompt') this.arrived(end.match.mode);
    const error = lost.length > 0 ? undefined : endedBadly(device, `"${lines.join('", "')}"`, end);
    return error === undefined ? lost : { error, end };
  }

  /** What to write for a platform's question. */
  async answer(question: QuestionMatch, signal: AbortSignal): Promise<string | undefined> {
    const { answer, note } = question;
    const { platform, secrets, device } = this.#context;
    if (note !== undefined) this.#context.note({ code: 'session.note', message: `${device}: ${note}` });
    if ('key' in answer) return answer.key;
    const text = 'text' in answer ? answer.text : await secrets(answer.secret, signal);
    return text === undefined ? undefined : text + platform.definition.lineEnd;
  }

  /** Sends a line of the platform itself and takes over the mode it ends in. */
  async exchange(
    line: string,
    signal: AbortSignal,
    sink: OutputWindow,
    questions?: QuestionList,
  ): Promise<ExchangeEnd> {
    const { channel, platform, silenceMs } = this.#context;
    const end = await channel.exchange({
      send: line + platform.definition.lineEnd,
      command: line,
      questions,
      dialogue: [],
      silenceMs,
      sink,
      signal,
      answer: (question) => this.answer(question, signal),
    });
    if (end.kind === 'prompt') this.arrived(end.match.mode);
    return end;
  }

  async #take(move: CompiledMove, signal: AbortSignal): Promise<ModeFailure | undefined> {
    const { channel } = this.#context;
    let output: OutputWindow;
    let end: ExchangeEnd;
    let level = 0;
    let before: string;
    do {
      before = channel.knowledge.text;
      output = new OutputWindow();
      end = await this.exchange(move.send, signal, output, move.questions);
    } while (++level < maxLevels && this.#wentUp(move, before, end, output));
    if (end.kind !== 'prompt') {
      const error = endedBadly(this.#context.device, `"${move.send}"`, end);
      if (error === undefined) return undefined;
      const denied = end.kind === 'asked-again' || end.kind === 'declined';
      return this.#remember(move, { error: denied ? { ...error, code: refusedCode(move) } : error, end });
    }
    if (this.#mode === move.to) return undefined;
    const words = output.texts.join('\n').trim();
    const refusal = move.refused.map((regex) => lineOf(words, regex)).find((line) => line !== undefined);
    const said = refusal ?? words.split('\n').at(-1)?.trim() ?? '';
    const message =
      `${this.#context.device} did not change from ${move.from} to ${move.to} mode on "${move.send}"` +
      (said === '' ? '.' : `: ${said}`);
    return this.#remember(move, { error: { code: refusedCode(move), message }, end });
  }

  /**
   * True where a line that leaves a mode has left one of its levels, so that it is to be sent again. Only where the prompt shows that something
   * was left, and never for the modes of ordinary commands: what leaves those might lead into something, or out of the session.
   */
  #wentUp(move: CompiledMove, before: string, end: ExchangeEnd, output: OutputWindow): boolean {
    const { exec, enable } = this.#context.platform.definition.commandModes;
    if (end.kind !== 'prompt' || this.#mode !== move.from || end.match.text === before) return false;
    if (move.from === exec || move.from === enable || move.questions.asksSecret) return false;
    const words = output.texts.join('\n');
    return move.refused.every((regex) => lineOf(words, regex) === undefined);
  }

  #remember(move: CompiledMove, failure: ModeFailure): ModeFailure {
    if (failure.end?.kind !== 'cancelled') this.#refused.set(move, failure);
    return failure;
  }

  #noWay(wanted: ReadonlySet<string>): ModeFailure {
    const { device, platform, channel } = this.#context;
    const text = channel.knowledge.text;
    const [target = 'such a'] = wanted;
    const message = `${device} is in ${this.#mode} mode ("${text}") and ${platform.title} knows no way to ${target} mode.`;
    return { error: { code: 'session.mode-unreachable', message } };
  }
}

function refusedCode(move: CompiledMove): string {
  return move.questions.asksSecret ? 'session.enable-refused' : 'session.mode-refused';
}

function lineOf(text: string, regex: RegExp): string | undefined {
  return text
    .split('\n')
    .find((line) => regex.test(line))
    ?.trim();
}
