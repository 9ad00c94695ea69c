import { childrenOf } from '../syntax/expressionsOf.ts';
import type { Expression } from '../syntax/nodes.ts';

/** Names for which `is defined`, `is undefined` or `default` shows that the author thought of their absence. */
export function* guardedNames(expressions: readonly Expression[]): Iterable<string> {
  for (const expression of expressions) {
    const guards =
      (expression.kind === 'test' && ['defined', 'undefined'].includes(expression.name.name)) ||
      (expression.kind === 'filter' && ['default', 'd'].includes(expression.name.name));
    if (guards && expression.target?.kind === 'name') yield expression.target.name;
    yield* guardedNames(childrenOf(expression));
  }
}
