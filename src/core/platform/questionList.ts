import type { PlatformAnswer, PlatformQuestion } from '../../api/platform.ts';

/** A question that the platform knows how to answer. */
export interface QuestionMatch {
  readonly answer: PlatformAnswer;
  readonly note?: string;
  readonly pattern: string;
}

/** Questions with their answers; the first that matches an unfinished line counts. */
export class QuestionList {
  readonly #entries: readonly { readonly regex: RegExp; readonly match: QuestionMatch }[];

  constructor(questions: readonly PlatformQuestion[]) {
    this.#entries = questions.map((question) => ({
      regex: new RegExp(question.pattern, 'i'),
      match: {
        answer: question.answer,
        pattern: question.pattern,
        ...(question.note === undefined ? {} : { note: question.note }),
      },
    }));
  }

  /** True where one of the questions is answered with a secret. */
  get asksSecret(): boolean {
    return this.#entries.some((entry) => 'secret' in entry.match.answer);
  }

  find(line: string): QuestionMatch | undefined {
    return this.#entries.find((entry) => entry.regex.test(line))?.match;
  }
}
