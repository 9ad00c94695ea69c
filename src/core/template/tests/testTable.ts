import { type FunctionEntry, functionTable } from '../functions/functionTable.ts';
import type { TestAction } from '../functions/services.ts';
import { basicTests } from './basicTests.ts';
import { valueTests } from './valueTests.ts';

const testOfTests = functionTable<TestAction>([
  [
    'test',
    '',
    'The name of a test.',
    '{% if "even" is test %}',
    (value) => typeof value === 'string' && testTable.has(value),
  ],
]);

/** Every test of the language, by each of its names. */
export const testTable: ReadonlyMap<string, FunctionEntry<TestAction>> = new Map([
  ...basicTests,
  ...valueTests,
  ...testOfTests,
]);
