/** A comparison with a number, or `=` and `!=` with any text. */
export type FilterOperator = '>' | '<' | '>=' | '<=' | '=' | '!=';

/** One alternative of a comma list. */
export type FilterValue =
  /** Wildcards count. */
  | { readonly kind: 'word'; readonly text: string }
  /** Taken as it is. */
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string; readonly ignoreCase: boolean };

/** The tree of a filter expression. `start` and `end` are offsets into it. */
export type FilterNode =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly term: FilterNode }
  /** Words without a field: name, host and tags are searched. */
  | { readonly kind: 'search'; readonly values: readonly FilterValue[] }
  | {
      readonly kind: 'field';
      readonly field: string;
      readonly start: number;
      readonly end: number;
      readonly values: readonly FilterValue[];
    }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly start: number;
      readonly end: number;
      readonly operator: FilterOperator;
      readonly values: readonly FilterValue[];
    };
