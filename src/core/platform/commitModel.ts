import type { PlatformCommit } from '../../api/platform.ts';
import { QuestionList } from './questionList.ts';

/** How a platform makes collected changes active, with its patterns compiled. */
export class CommitModel {
  readonly definition: PlatformCommit;
  /** Questions of a commit, answered so that it does not go through. */
  readonly questions: QuestionList;
  readonly discardQuestions: QuestionList;
  readonly #commits: RegExp;
  readonly #where: RegExp | undefined;
  readonly #pending: RegExp | undefined;
  readonly #done: readonly RegExp[];

  constructor(definition: PlatformCommit) {
    this.definition = definition;
    this.questions = new QuestionList(definition.expect);
    this.discardQuestions = new QuestionList(definition.discard?.expect ?? []);
    this.#commits = new RegExp(`^\\s*(?:${definition.pattern})`, 'i');
    this.#where = definition.where === undefined ? undefined : new RegExp(definition.where);
    this.#pending = definition.pending === undefined ? undefined : new RegExp(definition.pending);
    this.#done = definition.done.map((source) => new RegExp(source, 'im'));
  }

  /** True for a line that makes the changes active. */
  commits(line: string): boolean {
    return this.#commits.test(line);
  }

  /** True where lines are collected at this prompt instead of being applied. */
  collects(prompt: string): boolean {
    return this.#where?.test(prompt) ?? true;
  }

  /** Whether the prompt shows that there are changes; undefined where it does not tell. */
  pending(prompt: string): boolean | undefined {
    return this.#pending?.test(prompt);
  }

  /** False where the output of a commit lacks what the platform says when one has worked. */
  worked(output: string): boolean {
    return this.#done.length === 0 || this.#done.some((regex) => regex.test(output));
  }
}
