import type { Range } from '../../syntax/nodes.ts';

/** What an entry of a completion list is, for its icon. */
export type CompletionKind =
  | 'command'
  | 'variable'
  | 'local'
  | 'field'
  | 'function'
  | 'filter'
  | 'test'
  | 'directive'
  | 'keyword'
  | 'value'
  | 'device'
  | 'file';

/** An entry of a completion list. */
export interface CompletionEntry {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Short, beside the label. */
  readonly detail?: string;
  /** Plain sentences and an example. */
  readonly documentation?: string;
  /** A code example, shown below the documentation. */
  readonly example?: string;
  /** What is typed in, the label where it is absent. */
  readonly insert?: string;
  /** True where `insert` has places to fill in, as snippets have. */
  readonly snippet?: boolean;
  /** Smaller comes first; 5 where it is absent. */
  readonly rank?: number;
}

/** A completion list: all entries replace the same part of the text. */
export interface CompletionList {
  readonly replace: Range;
  readonly entries: readonly CompletionEntry[];
}
