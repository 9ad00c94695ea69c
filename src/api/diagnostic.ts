/** A place in a text file. Lines and columns count from 1; columns count UTF-16 code units, as editors do. */
export interface SourcePosition {
  /** Path as the user gave it (workspace-relative where there is a workspace). */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** End of the range, exclusive; the same as the start where it is absent. */
  readonly endLine?: number;
  readonly endColumn?: number;
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A finding about a file: shown in the Problems panel, printed by the command line, and never thrown away. */
export interface Diagnostic {
  /** Stable, documented in docs/errors.md, for example `inventory.password-column`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong and what to do next, in one or two sentences. */
  readonly message: string;
  readonly at: SourcePosition;
  /** The text that should stand there instead ("did you mean"), for a quick fix. */
  readonly replacement?: string;
}

/** The part of a `ShowrunError` that survives a process boundary or a JSON file. */
export interface ErrorInfo {
  /** Stable, documented in docs/errors.md, for example `session.auth-rejected`. */
  readonly code: string;
  readonly message: string;
  /** What the user can do next, where the message alone does not say it. */
  readonly hint?: string;
  /** What only somebody wants to know who looks into it, in lines; kept in run.json and in the log. */
  readonly details?: string;
}

/** True for anything that carries a stable code: use it instead of `instanceof`, which fails across bundles. */
export function isErrorInfo(value: unknown): value is ErrorInfo {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { code?: unknown }).code === 'string' &&
    typeof (value as { message?: unknown }).message === 'string'
  );
}
