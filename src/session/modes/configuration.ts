import type { ErrorInfo } from '../../api/diagnostic.ts';
import type { RenderedCommand } from '../../api/template.ts';
import type { QuestionList } from '../../core/platform/questionList.ts';
import { OutputWindow } from '../outputWindow.ts';
import type { CommandOutcome } from '../session.ts';
import { endedBadly, failedCommit } from '../sessionErrors.ts';
import { ConfigChanges, type ChangeReason } from './configChanges.ts';
import type { ModeChanger, ModeContext } from './modeChanger.ts';

/** What is known of a command that came back to a prompt. */
export type Verdict = Pick<CommandOutcome, 'status' | 'error' | 'failure'>;

/** Most lines and characters of a device's reason for a failed commit that go into a message. */
const reasonLines = 40;
const reasonLength = 2000;

const askedBack =
  'It asked back and was answered so that nothing is committed. Put "# @expect /pattern/ -> "answer"" in front of the command to answer it yourself.';

/**
 * Looks after configuration mode: which lines were taken, whether a commit worked and why not, and that nothing that was not
 * committed is left behind. It never commits.
 */
export class Configuration {
  readonly #context: ModeContext;
  readonly #modes: ModeChanger;
  readonly #changes: ConfigChanges;
  #toldOfLeaving = false;

  constructor(context: ModeContext, modes: ModeChanger) {
    this.#context = context;
    this.#modes = modes;
    this.#changes = new ConfigChanges(context.device, context.platform.commit);
  }

  /** True for a line that is sent in configuration mode. */
  covers(command: RenderedCommand): boolean {
    const { config, exec } = this.#context.platform.definition.commandModes;
    if (config === undefined || this.#modes.mode !== config) return false;
    return config !== exec || command.mode === 'config';
  }

  /** Questions of a commit, whose answers do not go through with it. */
  questions(command: RenderedCommand): QuestionList | undefined {
    const { commit } = this.#context.platform;
    return commit?.commits(command.text) === true ? commit.questions : undefined;
  }

  /** A line outside of configuration mode is about to be sent: what was applied before is a matter of the past. */
  passed(): void {
    if (!this.#waiting()) this.#changes.forget();
  }

  /**
   * Judges a line that was sent in configuration mode. After one that was refused and that stops the plan, what was not
   * committed is thrown away.
   * @param asked true where the device asked back and was answered so that nothing was committed
   */
  async judge(
    command: RenderedCommand,
    verdict: Verdict,
    output: OutputWindow,
    asked: boolean,
    signal: AbortSignal,
  ): Promise<Verdict> {
    const { commit } = this.#context.platform;
    const commits = commit?.commits(command.text) === true;
    const judged = commits ? await this.#judgeCommit(command, verdict, output, asked, signal) : verdict;
    if (judged.status === 'ok') {
      if (commits || !this.covers(command)) this.#changes.settled();
      else this.#changes.accepted(command.text, this.#prompt);
    } else if (command.onError === 'stop') {
      await this.#takeBack({ kind: 'refused', line: command.text }, signal);
    }
    return judged;
  }

  /** The plan is at its end: nothing that was not committed stays. */
  async finish(signal: AbortSignal): Promise<void> {
    if (this.#waiting()) await this.#discard({ kind: 'ended' }, signal);
    this.#changes.forget();
  }

  /** The session is gone. */
  lost(): void {
    for (const note of this.#changes.lost()) this.#context.note(note);
  }

  get #prompt(): string {
    return this.#context.channel.knowledge.text;
  }

  #waiting(): boolean {
    const { config } = this.#context.platform.definition.commandModes;
    return this.#modes.mode === config && this.#changes.waitAt(this.#prompt);
  }

  async #judgeCommit(
    { text }: RenderedCommand,
    verdict: Verdict,
    output: OutputWindow,
    asked: boolean,
    signal: AbortSignal,
  ): Promise<Verdict> {
    const { device, platform } = this.#context;
    const words = output.texts.join('\n').trim();
    const unconfirmed = platform.commit?.worked(words) === false;
    if (verdict.status === 'ok' && !asked && !unconfirmed) return verdict;
    if (verdict.status !== 'ok' && verdict.failure === undefined) return verdict;
    const said = await this.#reason(words, signal);
    const hint = asked ? askedBack : undefined;
    return {
      status: 'rejected',
      failure: { kind: verdict.failure?.kind ?? 'error', text: said },
      error: failedCommit(device, text, said, hint),
    };
  }

  /** The device's words for a failed commit, and what its own command says about it. */
  async #reason(words: string, signal: AbortSignal): Promise<string> {
    const { reason } = this.#context.platform.commit?.definition ?? {};
    const texts = [words];
    if (reason !== undefined && !this.#context.channel.closed) {
      const output = new OutputWindow();
      const end = await this.#modes.exchange(reason, signal, output);
      if (end.kind === 'prompt') texts.push(output.texts.join('\n').trim());
    }
    const lines = texts
      .join('\n')
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '');
    return lines.slice(0, reasonLines).join('\n').slice(0, reasonLength);
  }

  /** After a refused line: discards what waits, and tells of what was applied at once. */
  async #takeBack(reason: ChangeReason, signal: AbortSignal): Promise<void> {
    const applied = this.#changes.applied(reason);
    if (applied !== undefined) this.#context.note(applied);
    if (this.#waiting()) await this.#discard(reason, signal);
  }

  /**
   * Throws away what waits, where this session went into configuration mode by itself. Where a line of the plan did, the mode
   * may be one that is shared with others: leaving it is all that is done then.
   */
  async #discard(reason: ChangeReason, signal: AbortSignal): Promise<void> {
    const { commit } = this.#context.platform;
    if (commit === undefined) return;
    if (!this.#ownsChanges()) {
      this.#tellOfLeaving(reason);
      return;
    }
    const { discard, kept = 'stay in the candidate configuration' } = commit.definition;
    this.#context.note(
      discard === undefined
        ? this.#changes.left(reason, kept)
        : await this.#send(discard.send, commit.discardQuestions, reason, signal),
    );
  }

  /** True where nobody else's changes can be among those that wait: also where there is no mode to enter. */
  #ownsChanges(): boolean {
    const { config, exec } = this.#context.platform.definition.commandModes;
    return this.#modes.ownConfiguration || config === exec;
  }

  /** Says that nothing was committed, unless the device asks about it on the way out: the answer has a note of its own. */
  #tellOfLeaving(reason: ChangeReason): void {
    const { moves, commandModes } = this.#context.platform.definition;
    const leave = moves.find(({ from }) => from === commandModes.config);
    if (leave === undefined || (leave.expect ?? []).length > 0 || this.#toldOfLeaving) return;
    this.#toldOfLeaving = true;
    this.#context.note(this.#changes.left(reason, `were left behind by "${leave.send}"`));
  }

  async #send(
    line: string,
    questions: QuestionList,
    reason: ChangeReason,
    signal: AbortSignal,
  ): Promise<ErrorInfo> {
    const { device, platform, channel } = this.#context;
    const output = new OutputWindow();
    const end = await this.#modes.exchange(line, signal, output, questions);
    const failure = end.kind === 'prompt' ? platform.matchFailure(output.texts.join('\n')) : undefined;
    if (end.kind === 'prompt' && failure === undefined) return this.#changes.discarded(reason, line);
    if (end.kind !== 'prompt') channel.close();
    const why = failure?.text ?? endedBadly(device, `"${line}"`, end)?.message ?? '';
    return this.#changes.left(reason, `could not be discarded: ${why}`);
  }
}
