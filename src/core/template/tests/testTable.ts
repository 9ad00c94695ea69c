import { type FunctionEntry, functionTable } from '../functions/functionTable.ts';
import type { TestAction } from '../functions/services.ts';
import { basicTests } from './basicTests.ts';

/** Every test of the language, by each of its names. */
export const testTable: ReadonlyMap<string, FunctionEntry<TestAction>> = functionTable([...basicTests]);
