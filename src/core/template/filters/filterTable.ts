import { type FunctionEntry, functionTable } from '../functions/functionTable.ts';
import type { FilterAction } from '../functions/services.ts';
import { basicFilters } from './basicFilters.ts';

/** Every filter of the language, by each of its names. */
export const filterTable: ReadonlyMap<string, FunctionEntry<FilterAction>> = functionTable([...basicFilters]);
