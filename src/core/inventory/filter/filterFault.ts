/** What is wrong with an expression; documented in docs/errors.md. */
export type FilterCode =
  | 'filter.unclosed-string'
  | 'filter.unclosed-regex'
  | 'filter.bad-regex'
  | 'filter.unclosed-parenthesis'
  | 'filter.unexpected'
  | 'filter.missing-value'
  | 'filter.not-a-number'
  | 'filter.too-complex'
  | 'filter.unknown-field';

/** A fault in an expression with its place. */
export interface FilterFault {
  readonly code: FilterCode;
  readonly message: string;
  /** Offsets into the expression, from 0; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly replacement?: string;
}
