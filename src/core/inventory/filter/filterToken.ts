/**
 * - `word`: text without quotes; `*` in it is a wildcard
 * - `string`: text in double quotes, taken as it is
 * - `regex`: `/…/` or `/…/i`
 * - `colon`: between a field and its values
 * - `operator`: a comparison
 */
export type FilterTokenKind =
  'word' | 'string' | 'regex' | 'colon' | 'operator' | 'comma' | 'not' | 'and' | 'or' | 'open' | 'close';

/** A piece of a filter expression with its place: offsets count UTF-16 code units from 0, the end is exclusive. */
export interface FilterToken {
  readonly kind: FilterTokenKind;
  /** As written, quotes and slashes included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
