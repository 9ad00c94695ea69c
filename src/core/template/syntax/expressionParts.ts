import { TemplateFault } from '../templateFault.ts';
import type { Cursor } from './cursor.ts';
import type { Arguments, CompareOperator, Expression, LiteralValue } from './nodes.ts';

/** Deepest nesting of one expression. Far beyond what anyone can read; keeps recursion bounded. */
export const maxDepth = 150;

/** The arguments of a filter or test without brackets. */
export const noArguments: Arguments = { positional: [], keyword: [] };
/** Names that are values. */
export const constants = new Map<string, LiteralValue>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);
/** Operators that compare, as they are written. */
const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

/** An integer literal without underscores. */
export function readInteger(digits: string): number | bigint {
  const small = Number(digits);
  return Number.isSafeInteger(small) ? small : BigInt(digits);
}

/** `left and right` or `left or right`. */
export function logical(operator: 'and' | 'or', left: Expression, right: Expression): Expression {
  return {
    kind: 'logical',
    operator,
    left,
    right,
    start: left.start,
    end: right.end,
    depth: depthOf([left, right]),
  };
}

/** Every expression of an argument list. */
export function expressionsOf(args: Arguments): (Expression | undefined)[] {
  return [...args.positional, ...args.keyword.map((part) => part.value), args.spread, args.spreadKeyword];
}

/** The depth of a node over its children. Throws where it gets too deep. */
export function depthOf(children: readonly (Expression | undefined)[]): number {
  let depth = 0;
  let end = 0;
  for (const child of children) {
    if (child === undefined) continue;
    depth = Math.max(depth, child.depth);
    end = child.end;
  }
  if (depth >= maxDepth) throw tooDeep(end);
  return depth + 1;
}

/** The fault for an expression that is nested too deep. */
export function tooDeep(at: number): TemplateFault {
  const message = `This expression is nested more than ${String(maxDepth)} levels deep. Split it with {% set %}.`;
  return new TemplateFault('template.too-deep', message, { start: at, end: at });
}

/** Takes a comparison operator, where one stands here. */
export function takeComparison(cursor: Cursor): CompareOperator | undefined {
  const text = cursor.peekText();
  if (cursor.is('operator') && comparisons.includes(text)) {
    cursor.next();
    return text as CompareOperator;
  }
  if (cursor.skipWord('in')) return 'in';
  if (cursor.isWord('not') && cursor.isWord('in', 1)) {
    cursor.next();
    cursor.next();
    return 'not in';
  }
  return undefined;
}
