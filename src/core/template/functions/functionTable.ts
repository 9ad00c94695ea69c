import { Parameters } from './parameters.ts';
import type { FunctionInfo } from './services.ts';

/** A filter or a test with its documentation. */
export interface FunctionEntry<Action> {
  readonly info: FunctionInfo;
  readonly parameters: Parameters;
  readonly action: Action;
}

/** One line of a table: names (the first is the real one, the rest are other names of it), parameters, words, action. */
export type FunctionRow<Action> = readonly [
  names: string,
  parameters: string,
  summary: string,
  example: string,
  action: Action,
];

/** Builds a table from rows. */
export function functionTable<Action>(
  rows: readonly FunctionRow<Action>[],
): ReadonlyMap<string, FunctionEntry<Action>> {
  const table = new Map<string, FunctionEntry<Action>>();
  for (const [names, parameters, summary, example, action] of rows) {
    const shared = new Parameters(parameters);
    for (const name of names.split(' ')) {
      table.set(name, { info: { name, parameters, summary, example }, parameters: shared, action });
    }
  }
  return table;
}
