import type { Arguments, Expression, Statement } from './nodes.ts';

/** The expressions that stand directly in a statement, in the order of the file; not those in its bodies. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'output':
    case 'set':
    case 'do':
      return [statement.value];
    case 'if':
      return statement.branches.map((branch) => branch.test);
    case 'for':
      return present([statement.iterable, statement.condition]);
    case 'set-block':
      return present([statement.filter]);
    case 'with':
      return statement.bindings.map((binding) => binding.value);
    case 'macro':
      return present(statement.parameters.map((parameter) => parameter.fallback));
    case 'call-block':
      return present([statement.call, ...statement.parameters.map((parameter) => parameter.fallback)]);
    case 'filter-block':
      return [statement.filter];
    case 'include':
    case 'import':
    case 'from-import':
      return [statement.template];
    case 'heading':
      return statement.section.sets.map((set) => set.value);
    default:
      return [];
  }
}

/** The expressions directly below an expression, in the order of the file. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'attribute':
      return [node.target];
    case 'item':
      return [node.target, node.index];
    case 'slice':
      return present([node.target, node.from, node.to, node.step]);
    case 'call':
      return [node.target, ...argumentsOf(node.args)];
    case 'filter':
      return [...present([node.target]), ...argumentsOf(node.args)];
    case 'test':
      return [node.target, ...argumentsOf(node.args)];
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'logical':
      return [node.left, node.right];
    case 'compare':
      return [node.first, ...node.rest.map((part) => part.value)];
    case 'concat':
      return node.parts;
    case 'conditional':
      return present([node.then, node.test, node.otherwise]);
    case 'list':
    case 'tuple':
      return node.items;
    case 'dict':
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
  }
}

/** The expressions of an argument list. */
export function argumentsOf(args: Arguments): readonly Expression[] {
  return present([
    ...args.positional,
    ...args.keyword.map((part) => part.value),
    args.spread,
    args.spreadKeyword,
  ]);
}

function present(expressions: readonly (Expression | undefined)[]): readonly Expression[] {
  return expressions.filter((expression) => expression !== undefined);
}
