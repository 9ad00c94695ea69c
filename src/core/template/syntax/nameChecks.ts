import { closestName } from '../../text/closestName.ts';
import { filterTable } from '../filters/filterTable.ts';
import { unsupportedFilters } from '../filters/unsupportedFilters.ts';
import { TemplateFault } from '../templateFault.ts';
import { testTable } from '../tests/testTable.ts';
import { bodiesOf } from './bodiesOf.ts';
import { childrenOf, expressionsOf } from './expressionsOf.ts';
import type { Expression, Statement } from './nodes.ts';

/** Filters and tests that do not exist, anywhere in a body. */
export function* unknownNames(body: readonly Statement[]): Iterable<TemplateFault> {
  for (const statement of body) {
    for (const expression of expressionsOf(statement)) yield* unknownIn(expression);
    for (const inner of bodiesOf(statement)) yield* unknownNames(inner);
  }
}

/** Filters and tests that do not exist in an expression. */
export function* unknownIn(expression: Expression): Iterable<TemplateFault> {
  if (expression.kind === 'filter') {
    const { name } = expression.name;
    if (!filterTable.has(name)) {
      const why = unsupportedFilters.get(name);
      if (why === undefined) yield unknown('filter', expression.name, filterTable.keys());
      else yield new TemplateFault('template.unsupported', why, expression.name);
    }
  }
  if (expression.kind === 'test' && !testTable.has(expression.name.name)) {
    if (expression.name.name === 'escaped') {
      const message = 'Commands are not HTML: nothing is ever escaped. Remove the test.';
      yield new TemplateFault('template.unsupported', message, expression.name);
    } else yield unknown('test', expression.name, testTable.keys());
  }
  for (const child of childrenOf(expression)) yield* unknownIn(child);
}

function unknown(
  what: 'filter' | 'test',
  { name, start, end }: { readonly name: string; readonly start: number; readonly end: number },
  known: Iterable<string>,
): TemplateFault {
  const near = closestName(name, known);
  const question = near === undefined ? ' docs/templates.md lists them all.' : ` Did you mean "${near}"?`;
  return new TemplateFault(
    `template.unknown-${what}`,
    `There is no ${what} "${name}".${question}`,
    { start, end },
    near,
  );
}
