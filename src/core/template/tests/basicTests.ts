import { functionTable } from '../functions/functionTable.ts';
import type { TestAction } from '../functions/services.ts';
import { UndefinedValue } from '../values/value.ts';

/** Tests about any value. */
export const basicTests = functionTable<TestAction>([
  [
    'defined',
    '',
    'There is such a variable.',
    '{% if vrf is defined %}',
    (value) => !(value instanceof UndefinedValue),
  ],
  [
    'undefined',
    '',
    'There is no such variable.',
    '{% if vrf is undefined %}',
    (value) => value instanceof UndefinedValue,
  ],
]);
