import type { ErrorInfo, SourcePosition } from '../api/diagnostic.ts';

/** Extra facts of an error; all optional. */
export interface ShowrunErrorOptions {
  /** What the user can do next, where the message alone does not say it. */
  readonly hint?: string;
  /** What only somebody wants to know who looks into it, in lines. */
  readonly details?: string;
  readonly at?: SourcePosition;
  readonly cause?: unknown;
}

/**
 * The one error class. `code` is stable and documented in docs/errors.md; tell errors apart by it (`isErrorInfo` in the
 * public API), never by `instanceof` or by the text.
 */
export class ShowrunError extends Error implements ErrorInfo {
  readonly code: string;
  readonly hint?: string;
  readonly details?: string;
  readonly at?: SourcePosition;

  constructor(code: string, message: string, options: ShowrunErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ShowrunError';
    this.code = code;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.details !== undefined) this.details = options.details;
    if (options.at !== undefined) this.at = options.at;
  }
}

/** The plain form of any error, for journals and process boundaries. Unknown ones get the code `internal`. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (error instanceof ShowrunError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(error.details === undefined ? {} : { details: error.details }),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message };
}
