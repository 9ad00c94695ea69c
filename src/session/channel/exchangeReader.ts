import type { CompiledPlatform, PromptMatch } from '../../core/platform/compiledPlatform.ts';
import type { ChannelTimes } from './channelTimes.ts';
import { coveredPager, type CoveredPager } from './coveredPager.ts';
import type { ExchangeSpec, ExchangeStep } from './exchangeSpec.ts';
import { findEcho, isScrolledEcho } from './echoFinder.ts';
import {
  messageLines,
  promptBeforeMessages,
  strayLines,
  withoutPromptHead,
  type PromptBeforeMessages,
} from './logMessages.ts';
import { mayShowMessages } from './mayShowMessages.ts';
import { MessageSieve } from './messageSieve.ts';
import { PageCounter } from './pageCounter.ts';
import type { PromptKnowledge, PromptTrust } from './promptKnowledge.ts';
import { TerminalText } from './terminalText.ts';

/** Longest line that can be a prompt, a pager or a question. */
const maxTail = 600;
/** Finished text that is held back at most, where a prompt takes several lines. */
const maxHeld = 4096;

interface Belief {
  readonly delayMs: number;
  readonly step: ExchangeStep;
}

/**
 * Reads what a device says in answer to one line. A state machine without timers: text and times are given from outside,
 * and `tick` says what the silence means. Nothing is matched while text keeps coming, so that the cost is linear and the
 * result does not depend on how the bytes were cut into pieces.
 */
export class ExchangeReader {
  readonly #platform: CompiledPlatform;
  readonly #knowledge: PromptKnowledge;
  readonly #times: ChannelTimes;
  readonly #spec: ExchangeSpec;
  readonly #terminal: TerminalText;
  /** Undefined where the output may itself hold lines that look like messages. */
  readonly #sieve: MessageSieve | undefined;
  /** Finished text that has not been given out: everything before the echo, and what may be the head of a long prompt. */
  #held = '';
  #output = '';
  #echo: 'awaited' | 'found' | 'missing';
  #aside = '';
  #doubtful = false;
  #nextDialogue = 0;
  #lastAt: number;
  /** When something visible came last: what paints nothing does not keep a command alive. */
  #shownAt: number;
  readonly #pages = new PageCounter();
  /** Undefined where text has come since the silence was last looked at. */
  #belief: Belief | undefined;
  #answered: { readonly line: number; readonly length: number } | undefined;

  constructor(
    spec: ExchangeSpec,
    deps: {
      readonly platform: CompiledPlatform;
      readonly knowledge: PromptKnowledge;
      readonly times: ChannelTimes;
      readonly width: number;
    },
    now: number,
  ) {
    this.#spec = spec;
    this.#platform = deps.platform;
    this.#knowledge = deps.knowledge;
    this.#times = deps.times;
    this.#terminal = new TerminalText(deps.width, (text) => this.#take(text));
    this.#echo = spec.command === undefined ? 'missing' : 'awaited';
    this.#sieve = mayShowMessages(spec.command ?? '') ? undefined : new MessageSieve(this.#platform.messages);
    this.#lastAt = now;
    this.#shownAt = now;
    // Nothing has come: there is nothing to look at before the silence is too long.
    this.#belief = { delayMs: spec.silenceMs, step: { kind: 'silence', text: '' } };
  }

  /** Whether the echo of the command was found; undefined while that is open. */
  get echoed(): boolean | undefined {
    return this.#echo === 'awaited' ? undefined : this.#echo === 'found';
  }

  /** When `tick` has something to look at next, on the scale of `now`. */
  get wakeAt(): number {
    return this.#lastAt + (this.#belief?.delayMs ?? this.#times.settleMs);
  }

  /** Text as it was decoded, in any pieces. */
  feed(text: string, now: number): void {
    if (text === '') return;
    this.#lastAt = now;
    this.#belief = undefined;
    const { painted } = this.#terminal;
    this.#terminal.feed(text);
    if (this.#terminal.painted !== painted) this.#shownAt = now;
  }

  /** Lets the silence begin anew: something was sent, or nobody was listening. */
  touch(now: number): void {
    this.#lastAt = now;
    this.#shownAt = now;
    this.#belief = undefined;
  }

  /** The output that is certain by now. */
  takeOutput(): string {
    const output = this.#output;
    this.#output = '';
    return output;
  }

  /**
   * Lines that are surely no output, each with its line end: messages that the device's logging wrote between, and what
   * stood in front of the echo or behind the prompt. What was taken is not given again.
   */
  takeAside(): string {
    const aside = this.#aside + (this.#sieve?.takeAside() ?? '');
    this.#aside = '';
    return aside;
  }

  /** What the silence means, if it has lasted long enough for anything. */
  tick(now: number): ExchangeStep | undefined {
    const silence = now - this.#lastAt;
    if (silence < this.#times.settleMs) {
      if (now - this.#shownAt < this.#spec.silenceMs) return undefined;
      return this.#believe({ kind: 'silence', text: this.lastWords() }, now);
    }
    this.#belief ??= this.#look();
    if (silence < this.#belief.delayMs) return undefined;
    return this.#believe(this.#belief.step, now);
  }

  /** The prompt that the text ends with, for a stream that has ended right behind it: nothing can follow any more. */
  conclude(now: number): ExchangeStep | undefined {
    const { delayMs, step } = this.#look();
    return step.kind === 'prompt' && delayMs <= this.#times.doubtfulMs ? this.#believe(step, now) : undefined;
  }

  /** Ends the exchange where it stands: everything that came is output. Returns what has not been taken yet. */
  finish(): string {
    this.#giveUpEcho();
    this.#give(this.#held);
    this.#output += (this.#sieve?.stop() ?? '') + this.#terminal.takeLine();
    this.#held = '';
    return this.takeOutput();
  }

  #take(text: string): void {
    this.#held += text;
    this.#pages.take(text);
    if (this.#echo === 'awaited') this.#seekEcho();
    if (this.#echo !== 'awaited') this.#release();
  }

  #seekEcho(): void {
    const { command = '' } = this.#spec;
    const prompt = this.#knowledge.text;
    const place = findEcho(this.#held, command, prompt, this.#platform.messages);
    if (place === undefined) return;
    if (place === 'none') {
      this.#giveUpEcho();
      return;
    }
    const stray = strayLines(this.#held.slice(0, place.start), prompt, command);
    // A device that does not echo may still show a line like the command: in the middle of its output.
    if (this.#spec.echo === 'none' && stray !== '') {
      this.#giveUpEcho();
      return;
    }
    this.#echo = 'found';
    const echo = this.#held.slice(place.start, place.end);
    this.#aside += stray + messageLines(echo, this.#platform.messages);
    this.#held = this.#held.slice(place.end);
  }

  #giveUpEcho(): void {
    if (this.#echo !== 'awaited') return;
    this.#echo = 'missing';
    const end = this.#held.indexOf('\n') + 1;
    if (end > 0 && isScrolledEcho(this.#held.slice(0, end), this.#spec.command ?? '')) {
      this.#held = this.#held.slice(end);
      this.#echo = 'found';
    }
  }

  /** Gives out everything but the last lines that a prompt could still take, or that may be log messages behind one. */
  #release(): void {
    const prompt = this.#knowledge.text;
    this.#doubtful ||= this.#spec.ahead !== true && prompt.length > 1 && this.#held.includes(prompt);
    let keep = this.#held.length;
    for (let lines = 1; lines < this.#platform.maxPromptLines && keep > 0; lines++) {
      keep = keep < 2 ? 0 : this.#held.lastIndexOf('\n', keep - 2) + 1;
    }
    if (this.#doubtful) {
      const lines = withoutPromptHead(this.#held, prompt);
      keep = Math.min(keep, this.#promptBefore(lines, prompt)?.start ?? keep);
    }
    if (this.#held.endsWith('\n'))
      keep = Math.min(keep, coveredPager(this.#held, this.#platform)?.start ?? keep);
    if (this.#held.length - keep > maxHeld) keep = this.#held.length;
    if (keep === 0) return;
    this.#give(this.#held.slice(0, keep));
    this.#held = this.#held.slice(keep);
  }

  /** Finished text that is certainly behind the echo and before the prompt. */
  #give(text: string): void {
    this.#output += this.#sieve === undefined ? text : this.#sieve.take(text);
  }

  #promptBefore(lines: string, prompt: string): PromptBeforeMessages | undefined {
    return promptBeforeMessages(lines, prompt, this.#platform.messages);
  }

  /** The unfinished line as far as it has not been answered. */
  #openLine(): string {
    const { line, lineNumber } = this.#terminal;
    return this.#answered?.line === lineNumber ? line.slice(this.#answered.length) : line;
  }

  /** What the tail looks like, and for how long it has to stand still to be that. Looked at once per silence. */
  #look(): Belief {
    const { line } = this.#terminal;
    const nothing = (): Belief => ({
      delayMs: this.#spec.silenceMs - (this.#lastAt - this.#shownAt),
      step: { kind: 'silence', text: this.lastWords() },
    });
    if (line.length > maxTail || this.#terminal.lineIsPartial) return this.#gluedPrompt(line) ?? nothing();
    const open = this.#openLine();
    // A device that does not show the Enter behind a password shows its prompt there.
    const behind = open === line ? undefined : this.#platform.matchPrompt(open.trimStart());
    const match = this.#platform.matchPrompt(this.#held.slice(-maxHeld) + line) ?? behind;
    const trust = match === undefined ? undefined : this.#knowledge.judge(match);
    if (match !== undefined && trust === 'known') return this.#prompt(match, trust);
    // What asks something is no prompt of a device that is not known yet, even if it has the shape of one.
    const asked = this.#answerable(line, open) ?? this.#question(open);
    if (asked !== undefined) return asked;
    if (match !== undefined && trust !== undefined) {
      return this.#rivals(line, match) ?? this.#prompt(match, trust);
    }
    return this.#gluedPrompt(line) ?? this.#overwrittenPrompt(line) ?? this.#hiddenPager(line) ?? nothing();
  }

  /** Pagers and questions that have an answer. */
  #answerable(line: string, open: string): Belief | undefined {
    const delayMs = this.#times.settleMs;
    const pager = this.#platform.matchPager(line);
    if (pager !== undefined) return { delayMs, step: { kind: 'pager', key: pager.key } };
    const dialogue = this.#dialogueStep(open);
    if (dialogue !== undefined) return { delayMs, step: dialogue };
    const question = open.trim() === '' ? undefined : this.#spec.questions?.find(open);
    return question === undefined
      ? undefined
      : { delayMs, step: { kind: 'answer', question, text: open.trim() } };
  }

  #dialogueStep(open: string): ExchangeStep | undefined {
    if (open.trim() === '') return undefined;
    const steps = this.#spec.dialogue;
    for (let index = this.#nextDialogue; index < steps.length; index++) {
      const step = steps[index];
      if (step?.pattern.test(open) === true) return { kind: 'dialogue', answer: step.answer };
    }
    return undefined;
  }

  #prompt(match: PromptMatch, trust: PromptTrust): Belief {
    const step: ExchangeStep = { kind: 'prompt', match };
    const { settleMs, doubtfulMs, firstPromptMs, relatedPromptMs, strangePromptMs, noEchoMs, redrawnMs } =
      this.#times;
    if (trust === 'first') return { delayMs: firstPromptMs, step };
    if (trust === 'strange') return { delayMs: strangePromptMs, step };
    if (trust === 'related') return { delayMs: relatedPromptMs, step };
    if (this.#echo === 'awaited' && this.#spec.echo !== 'none') {
      // A message makes a device show its prompt again, before it has seen the command.
      const redrawn = this.#spec.echo === 'expected' && this.#onlyMessages(match.text);
      return { delayMs: redrawn ? Math.min(redrawnMs, this.#spec.silenceMs) : noEchoMs, step };
    }
    return { delayMs: this.#doubtful ? doubtfulMs : settleMs, step };
  }

  /** True where nothing but messages, at least one of them, has come since the command was sent. */
  #onlyMessages(prompt: string): boolean {
    const lines = strayLines(this.#held, prompt, this.#spec.command ?? '')
      .split('\n')
      .slice(0, -1);
    const { messages } = this.#platform;
    return lines.length > 0 && lines.every((line) => messages.isMessage(line) || messages.mayFollow(line));
  }

  /** The learned prompt right behind an output that did not end its line. */
  #gluedPrompt(line: string, shortest = 3): Belief | undefined {
    const text = this.#knowledge.text;
    if (text.length < shortest || text.includes('\n') || !line.trimEnd().endsWith(text)) return undefined;
    const match = this.#platform.matchPrompt(text);
    if (match === undefined) return undefined;
    return { delayMs: this.#times.gluedMs, step: { kind: 'prompt', match } };
  }

  /** A line that may be a new prompt, or the learned one behind an output that did not end its line. */
  #rivals(line: string, rival: PromptMatch): Belief | undefined {
    if (this.#spec.probe === true || rival.lines > 1) return undefined;
    const glued = this.#gluedPrompt(line, 1);
    if (glued?.step.kind !== 'prompt') return undefined;
    return { delayMs: glued.delayMs, step: { ...glued.step, rival } };
  }

  /** The learned prompt with nothing but log messages behind it: many devices do not show it again. */
  #overwrittenPrompt(line: string): Belief | undefined {
    const text = this.#knowledge.text;
    if (this.#echo === 'awaited' || (line.trim() !== '' && !this.#platform.messages.isMessage(line)))
      return undefined;
    if (this.#promptBefore(this.#held, text) === undefined) return undefined;
    const match = this.#platform.matchPrompt(text);
    if (match === undefined) return undefined;
    return { delayMs: this.#times.overwrittenMs, step: { kind: 'prompt', match } };
  }

  /** A pager with nothing but messages behind it: the device still waits for its key. */
  #hiddenPager(line: string): Belief | undefined {
    const pager = coveredPager(this.#held, this.#platform);
    const open = line.trim() !== '';
    if (pager === undefined || (open ? !this.#platform.messages.isMessage(line) : pager.messages === 0))
      return undefined;
    return { delayMs: this.#times.gluedMs, step: { kind: 'pager', key: pager.key, covered: pager } };
  }

  #question(open: string): Belief | undefined {
    if (open.trim() === '' || !this.#platform.isQuestion(open)) return undefined;
    const delayMs = Math.min(this.#times.questionMs, this.#spec.silenceMs);
    return { delayMs, step: { kind: 'question', text: open.trim() } };
  }

  /** The device's last line, for messages. */
  lastWords(): string {
    const words = (this.#held.slice(-300) + this.#terminal.line.slice(-300)).trim().split('\n');
    return (words.at(-1) ?? '').trim();
  }

  #believe(step: ExchangeStep, now: number): ExchangeStep {
    if (step.kind === 'prompt') this.#endWith(step.rival ?? step.match);
    else if (step.kind === 'pager') {
      if (!this.#pages.turn(this.#terminal.painted)) return { kind: 'stuck', text: this.lastWords() };
      if (step.covered === undefined) {
        this.#terminal.hideFrom(this.#platform.matchPager(this.#terminal.line)?.start ?? 0);
      } else this.#uncover(step.covered);
    } else if (step.kind === 'dialogue') {
      const index = this.#spec.dialogue.findIndex(
        (entry, at) => at >= this.#nextDialogue && entry.pattern.test(this.#openLine()),
      );
      this.#nextDialogue = index + 1;
    }
    if (step.kind === 'answer' || step.kind === 'dialogue') {
      const { line, lineNumber } = this.#terminal;
      this.#answered = { line: lineNumber, length: line.length };
    }
    this.touch(now);
    return step;
  }

  /** Takes the messages behind a pager away, so that the output goes on where the pager stood. */
  #uncover({ start, end }: CoveredPager): void {
    this.#aside += strayLines(this.#held.slice(end) + this.#terminal.takeLine(), '', '');
    this.#held = this.#held.slice(0, start);
  }

  /** Takes the prompt off the end, and messages that stand behind it; what is left is output. */
  #endWith(match: PromptMatch): void {
    this.#giveUpEcho();
    const line = this.#terminal.takeLine();
    const all = (this.#held + line).trimEnd();
    const shown = all.endsWith(match.text);
    // Blanks between the last line and the prompt belong to the output, those behind the prompt do not.
    const body = shown ? all.slice(0, all.length - match.text.length) : this.#held;
    const place = shown && !body.endsWith('\n') ? undefined : this.#promptBefore(body, match.text);
    if (place === undefined || place.messages === 0) this.#give(body);
    else {
      this.#give(body.slice(0, place.start));
      this.#aside += this.#sieve?.takeAside() ?? '';
      this.#aside += strayLines(body.slice(place.end) + (shown ? '' : line), match.text, '');
    }
    this.#held = '';
    this.#sieve?.end();
  }
}
