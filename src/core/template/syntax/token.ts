/**
 * - `text`: goes to the output as it is; `raw-open` and `raw-close`: whole `{% raw %}` tags
 * - `comment-line`, `directive`, `heading`: whole lines that begin with `#`, with their line end
 * - `comment`: a whole `{# … #}`
 * - `output-open` … `tag-close`: the delimiters with their whitespace sign; the rest stands between them
 * - `invalid`: what no token can be made of
 */
export type TokenKind =
  | 'text'
  | 'raw-open'
  | 'raw-close'
  | 'comment-line'
  | 'directive'
  | 'heading'
  | 'comment'
  | 'output-open'
  | 'output-close'
  | 'tag-open'
  | 'tag-close'
  | 'space'
  | 'name'
  | 'integer'
  | 'float'
  | 'string'
  | 'operator'
  | 'invalid';

/** A piece of the file. The tokens of a file follow each other without gap or overlap. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}
