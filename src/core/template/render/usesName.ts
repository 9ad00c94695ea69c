import { bodiesOf } from '../syntax/bodiesOf.ts';
import { childrenOf, expressionsOf } from '../syntax/expressionsOf.ts';
import type { Expression, Statement } from '../syntax/nodes.ts';

const known = new WeakMap<readonly Statement[], Map<string, boolean>>();

/** True where a name is read anywhere in a body. Remembered, because macros are made once per device. */
export function usesName(body: readonly Statement[], name: string): boolean {
  const answers = known.get(body) ?? new Map<string, boolean>();
  known.set(body, answers);
  const answer = answers.get(name) ?? body.some((statement) => statementUses(statement, name));
  answers.set(name, answer);
  return answer;
}

function statementUses(statement: Statement, name: string): boolean {
  return (
    expressionsOf(statement).some((expression) => expressionUses(expression, name)) ||
    bodiesOf(statement).some((body) => body.some((inner) => statementUses(inner, name)))
  );
}

function expressionUses(expression: Expression, name: string): boolean {
  if (expression.kind === 'name' && expression.name === name) return true;
  return childrenOf(expression).some((child) => expressionUses(child, name));
}
