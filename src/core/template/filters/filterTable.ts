import type { FunctionEntry } from '../functions/functionTable.ts';
import type { FilterAction } from '../functions/services.ts';
import { basicFilters } from './basicFilters.ts';
import { dictFilters } from './dictFilters.ts';
import { jsonFilters } from './jsonFilters.ts';
import { networkFilters } from './networkFilters.ts';
import { numberFilters } from './numberFilters.ts';
import { rangeFilters } from './rangeFilters.ts';
import { regexFilters } from './regexFilters.ts';
import { selectionFilters } from './selectionFilters.ts';
import { sequenceFilters } from './sequenceFilters.ts';
import { setFilters } from './setFilters.ts';
import { textFilters } from './textFilters.ts';

/** Every filter of the language, by each of its names. */
export const filterTable: ReadonlyMap<string, FunctionEntry<FilterAction>> = new Map([
  ...basicFilters,
  ...textFilters,
  ...numberFilters,
  ...sequenceFilters,
  ...selectionFilters,
  ...dictFilters,
  ...setFilters,
  ...jsonFilters,
  ...regexFilters,
  ...networkFilters,
  ...rangeFilters,
]);
