import type { FailureKind, PlatformDefinition, PlatformMove } from '../../api/platform.ts';
import { CommitModel } from './commitModel.ts';
import { commonQuestions } from './commonQuestions.ts';
import { compilePrompts, type CompiledPrompt } from './compilePrompts.ts';
import { MessagePatterns } from './messagePatterns.ts';
import { QuestionList, type QuestionMatch } from './questionList.ts';

export { QuestionList, type QuestionMatch };

/** A prompt found at the end of what a device sent. */
export interface PromptMatch {
  readonly mode: string;
  /** What the platform's `(?<host>…)` caught; absent where the pattern has no such group. */
  readonly host?: string;
  /** The prompt as it stands, without blanks at its end; several lines where the platform's prompt has them. */
  readonly text: string;
  /** Lines that the prompt takes, counted from the end. */
  readonly lines: number;
}

export interface FailureMatch {
  readonly kind: FailureKind;
  /** The device's own line. */
  readonly text: string;
}

/** Where on the last line a pager's text begins, and the key that goes on. */
export interface PagerMatch {
  readonly start: number;
  readonly key: string;
}

/** A move between modes with its patterns compiled. */
export interface CompiledMove {
  readonly from: string;
  readonly to: string;
  readonly send: string;
  readonly questions: QuestionList;
  readonly refused: readonly RegExp[];
}

/**
 * A platform ready for use: everything that is matched is compiled once. All methods are pure; callers pass only the tail of
 * a stream (at most some hundred characters), never all of it.
 */
export class CompiledPlatform {
  readonly definition: PlatformDefinition;
  readonly login: QuestionList;
  readonly moves: readonly CompiledMove[];
  /** Absent where every line is applied at once. */
  readonly commit: CommitModel | undefined;
  /** Lines to leave out of comparisons; the first group where there is one. */
  readonly noise: readonly RegExp[];
  /** The first group is a secret. */
  readonly secrets: readonly RegExp[];
  /** Lines that the longest prompt takes. */
  readonly maxPromptLines: number;
  /** What logging writes between other things. */
  readonly messages: MessagePatterns;
  readonly #prompts: readonly CompiledPrompt[];
  readonly #failures: readonly { readonly regex: RegExp; readonly kind: FailureKind }[];
  readonly #pagers: readonly { readonly regex: RegExp; readonly key: string }[];
  readonly #questions: readonly RegExp[];
  readonly #dangerous: readonly { readonly regex: RegExp; readonly reason: string }[];

  constructor(definition: PlatformDefinition) {
    this.definition = definition;
    this.login = new QuestionList(definition.login);
    this.moves = definition.moves.map(compileMove);
    this.commit = definition.commit === undefined ? undefined : new CommitModel(definition.commit);
    this.noise = definition.noise.map((source) => new RegExp(source));
    this.secrets = definition.secrets.map((source) => new RegExp(source, 'i'));
    this.messages = new MessagePatterns(definition.messages);
    this.#prompts = compilePrompts(definition.modes);
    this.maxPromptLines = Math.max(1, ...this.#prompts.map((prompt) => prompt.maxLines));
    this.#failures = definition.failures.map(({ pattern, kind }) => ({
      regex: new RegExp(pattern, 'm'),
      kind,
    }));
    this.#pagers = definition.paging.pagers.map(({ pattern, key }) => ({
      regex: new RegExp(`(?:${pattern})\\s*$`),
      key,
    }));
    this.#questions = [...definition.questions, ...commonQuestions].map((source) => new RegExp(source, 'i'));
    const start = `(?:^\\s*${definition.commandStart === undefined ? '' : `|${definition.commandStart}`})`;
    this.#dangerous = definition.dangerous.map(({ pattern, reason }) => ({
      regex: new RegExp(`${start}(?:${pattern})`, 'i'),
      reason,
    }));
  }

  get id(): string {
    return this.definition.id;
  }

  get title(): string {
    return this.definition.title;
  }

  /** The prompt that the tail ends with, blanks at its end aside. The whole last line must be prompt. */
  matchPrompt(tail: string): PromptMatch | undefined {
    const trimmed = tail.trimEnd();
    if (trimmed === '') return undefined;
    for (let lines = this.maxPromptLines; lines >= 1; lines--) {
      const text = lastLines(trimmed, lines);
      if (text === undefined) continue;
      for (const prompt of this.#prompts) {
        if (lines > prompt.maxLines) continue;
        const match = prompt.regex.exec(text);
        if (match === null) continue;
        const host = match.groups?.['host'];
        return { mode: prompt.mode, text, lines, ...(host === undefined ? {} : { host }) };
      }
    }
    return undefined;
  }

  /** The first failure text in an output, by the order of the platform's patterns. */
  matchFailure(output: string): FailureMatch | undefined {
    for (const { regex, kind } of this.#failures) {
      const match = regex.exec(output);
      if (match === null) continue;
      const start = output.lastIndexOf('\n', match.index - 1) + 1;
      const end = output.indexOf('\n', match.index + match[0].length);
      return { kind, text: output.slice(start, end < 0 ? undefined : end).trim() };
    }
    return undefined;
  }

  /** The pager that the last, unfinished line ends with. */
  matchPager(line: string): PagerMatch | undefined {
    for (const { regex, key } of this.#pagers) {
      const match = regex.exec(line);
      if (match !== null) return { start: match.index, key };
    }
    return undefined;
  }

  /** True where an unfinished line asks a person something. Only to be believed after some silence. */
  isQuestion(line: string): boolean {
    return this.#questions.some((regex) => regex.test(line));
  }

  /** Why a line can hurt, or undefined. Letter case, leading blanks and abbreviations are understood. */
  isDangerous(line: string): { readonly reason: string } | undefined {
    const found = this.#dangerous.find(({ regex }) => regex.test(line));
    return found === undefined ? undefined : { reason: found.reason };
  }
}

function compileMove(move: PlatformMove): CompiledMove {
  return {
    from: move.from,
    to: move.to,
    send: move.send,
    questions: new QuestionList(move.expect ?? []),
    refused: (move.refused ?? []).map((source) => new RegExp(source, 'im')),
  };
}

/** The last so many lines; undefined where there are fewer. */
function lastLines(text: string, count: number): string | undefined {
  let start = text.length + 1;
  for (let line = 0; line < count; line++) {
    if (start === 0) return undefined;
    start = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
  }
  return text.slice(start);
}
