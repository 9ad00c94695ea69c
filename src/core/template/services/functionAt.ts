import type { CommandTemplate } from '../commandTemplate.ts';
import { bodiesOf } from '../syntax/bodiesOf.ts';
import { childrenOf, expressionsOf } from '../syntax/expressionsOf.ts';
import type { Expression, Identifier, Statement } from '../syntax/nodes.ts';

/** A filter or a test where it is used. */
export interface FunctionUse {
  readonly kind: 'filter' | 'test';
  readonly name: Identifier;
}

const uses = new WeakMap<CommandTemplate, readonly FunctionUse[]>();

/** Every filter and test of a template, in the order of the file; found once. */
export function functionsOf(template: CommandTemplate): readonly FunctionUse[] {
  const known = uses.get(template);
  if (known !== undefined) return known;
  const found = [
    ...template.tree.file.sets.flatMap((set) => [...inExpression(set.value)]),
    ...inBody(template.tree.body),
  ].sort((left, right) => left.name.start - right.name.start);
  uses.set(template, found);
  return found;
}

/** The filter or test whose name stands at an offset. */
export function functionAt(template: CommandTemplate, offset: number): FunctionUse | undefined {
  return functionsOf(template).find(({ name }) => name.start <= offset && offset <= name.end);
}

function* inBody(body: readonly Statement[]): Iterable<FunctionUse> {
  for (const statement of body) {
    for (const expression of expressionsOf(statement)) yield* inExpression(expression);
    for (const inner of bodiesOf(statement)) yield* inBody(inner);
  }
}

function* inExpression(expression: Expression): Iterable<FunctionUse> {
  if (expression.kind === 'filter' || expression.kind === 'test')
    yield { kind: expression.kind, name: expression.name };
  for (const child of childrenOf(expression)) yield* inExpression(child);
}
