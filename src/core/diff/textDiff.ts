/**
 * One line of a comparison.
 * - `same`: on both sides, apart from noise
 * - `removed`: only on the left
 * - `added`: only on the right
 */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** The line as it stands; of a `same` line the left one. */
  readonly text: string;
  /** Line numbers from 1, on the sides that have it. */
  readonly left?: number;
  readonly right?: number;
  /** True where the line is noise as a whole: shown inside a hunk, but never the reason for one. */
  readonly noise?: true;
}

/** Changed lines that stand together, with their context. Starts and counts are as in unified diffs. */
export interface DiffHunk {
  readonly leftStart: number;
  readonly leftCount: number;
  readonly rightStart: number;
  readonly rightCount: number;
  readonly lines: readonly DiffLine[];
}

export interface DiffStatistics {
  /** Noise is not counted. */
  readonly added: number;
  readonly removed: number;
  readonly hunks: number;
}

/** What is known of one text. */
export interface DiffSide {
  /** Number of lines. */
  readonly lines: number;
  /** False where the last line has no line break; true for an empty text. */
  readonly endsWithNewline: boolean;
}

/** A comparison of two texts, as plain data. */
export interface TextDiff {
  /** True where nothing but noise differs. */
  readonly equal: boolean;
  /** True where the texts differ so much that the comparison gave up: a part stands as removed and added as a whole. */
  readonly changedThroughout: boolean;
  readonly hunks: readonly DiffHunk[];
  readonly statistics: DiffStatistics;
  readonly left: DiffSide;
  readonly right: DiffSide;
}
