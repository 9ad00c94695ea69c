import type { PromptMatch, QuestionList, QuestionMatch } from '../../core/platform/compiledPlatform.ts';
import type { CoveredPager } from './coveredPager.ts';

/** An answer that a command's author gave in advance. */
export interface ExpectedDialogue {
  readonly pattern: RegExp;
  readonly answer: string;
}

/** What one exchange is about. */
export interface ExchangeSpec {
  /** The line that was sent; undefined where the device speaks first (login). */
  readonly command: string | undefined;
  /** Whether the device is known to echo. */
  readonly echo: 'expected' | 'unknown' | 'none';
  readonly questions: QuestionList | undefined;
  readonly dialogue: readonly ExpectedDialogue[];
  /** Silence after which the exchange is given up. */
  readonly silenceMs: number;
  /** True for a bare Enter at a prompt: what comes is the prompt and nothing else. */
  readonly probe?: boolean;
  /** True where further lines were sent right behind this one: prompts within the output are no reason for doubt. */
  readonly ahead?: boolean;
}

/** What the silence means. The reader goes on after `pager`, `answer` and `dialogue`; the others end the exchange. */
export type ExchangeStep =
  /** `rival`: the whole line has the shape of a prompt as well, so that `match` may be only the end of a new one. */
  | { readonly kind: 'prompt'; readonly match: PromptMatch; readonly rival?: PromptMatch }
  | { readonly kind: 'pager'; readonly key: string; readonly covered?: CoveredPager }
  | { readonly kind: 'answer'; readonly question: QuestionMatch; readonly text: string }
  | { readonly kind: 'dialogue'; readonly answer: string }
  /** Asks something that nobody gave an answer for. */
  | { readonly kind: 'question'; readonly text: string }
  /** A pager that goes on without showing anything new. */
  | { readonly kind: 'stuck'; readonly text: string }
  | { readonly kind: 'silence'; readonly text: string };
