import type { Statement } from './nodes.ts';

/** The statement lists inside of a statement, in the order of the file. */
export function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if': {
      const bodies = statement.branches.map((branch) => branch.body);
      return statement.otherwise === undefined ? bodies : [...bodies, statement.otherwise.body];
    }
    case 'for':
      return statement.otherwise === undefined
        ? [statement.body]
        : [statement.body, statement.otherwise.body];
    case 'set-block':
    case 'with':
    case 'macro':
    case 'call-block':
    case 'filter-block':
    case 'invalid':
      return [statement.body];
    default:
      return [];
  }
}
