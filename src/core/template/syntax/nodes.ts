import type { Directives } from '../commandTemplate.ts';
import type { Section } from './section.ts';
import type { FloatValue } from '../values/value.ts';

/** Offsets in the file; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A name with its place. */
export interface Identifier extends Range {
  readonly name: string;
}

/** Arguments of a call, a filter or a test. */
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly keyword: readonly { readonly name: Identifier; readonly value: Expression }[];
  /** `*values` */
  readonly spread?: Expression;
  /** `**values` */
  readonly spreadKeyword?: Expression;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

interface Node extends Range {
  /** Height of the tree below, to keep recursion bounded. */
  readonly depth: number;
}

export type LiteralValue = string | number | bigint | boolean | null | FloatValue;
export type LiteralExpression = Node & { readonly kind: 'literal'; readonly value: LiteralValue };
export type NameExpression = Node & { readonly kind: 'name'; readonly name: string };
export type AttributeExpression = Node & {
  readonly kind: 'attribute';
  readonly target: Expression;
  readonly name: Identifier;
};
export type ItemExpression = Node & {
  readonly kind: 'item';
  readonly target: Expression;
  readonly index: Expression;
};
export type SliceExpression = Node & {
  readonly kind: 'slice';
  readonly target: Expression;
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  readonly step: Expression | undefined;
};
export type CallExpression = Node & {
  readonly kind: 'call';
  readonly target: Expression;
  readonly args: Arguments;
};
/** `target` is absent in `{% filter %}` and `{% set x | … %}`, where the body is the input. */
export type FilterExpression = Node & {
  readonly kind: 'filter';
  readonly target: Expression | undefined;
  readonly name: Identifier;
  readonly args: Arguments;
};
export type TestExpression = Node & {
  readonly kind: 'test';
  readonly target: Expression;
  readonly name: Identifier;
  readonly args: Arguments;
  readonly negated: boolean;
};
export type UnaryExpression = Node & {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | 'not';
  readonly operand: Expression;
};
export type BinaryExpression = Node & {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
};
export type LogicalExpression = Node & {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
};
export type CompareExpression = Node & {
  readonly kind: 'compare';
  readonly first: Expression;
  readonly rest: readonly { readonly operator: CompareOperator; readonly value: Expression }[];
};
export type ConcatExpression = Node & { readonly kind: 'concat'; readonly parts: readonly Expression[] };
export type ConditionalExpression = Node & {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression | undefined;
};
export type ListExpression = Node & { readonly kind: 'list'; readonly items: readonly Expression[] };
export type TupleExpression = Node & { readonly kind: 'tuple'; readonly items: readonly Expression[] };
export type DictExpression = Node & {
  readonly kind: 'dict';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
};

export type Expression =
  | LiteralExpression
  | NameExpression
  | AttributeExpression
  | ItemExpression
  | SliceExpression
  | CallExpression
  | FilterExpression
  | TestExpression
  | UnaryExpression
  | BinaryExpression
  | LogicalExpression
  | CompareExpression
  | ConcatExpression
  | ConditionalExpression
  | ListExpression
  | TupleExpression
  | DictExpression;

/** What a `for`, `set`, `with` or macro parameter binds. */
export type Target =
  | (Range & { readonly kind: 'name'; readonly name: string })
  | (Range & { readonly kind: 'member'; readonly object: Identifier; readonly member: Identifier })
  | (Range & { readonly kind: 'tuple'; readonly items: readonly Target[] });

/** A tag with a body; `close` is absent where the end tag is missing. */
interface Block extends Range {
  /** The opening tag with its delimiters. */
  readonly open: Range;
  readonly close: Range | undefined;
}

export interface Parameter {
  readonly name: Identifier;
  readonly fallback: Expression | undefined;
}

export type TextStatement = Range & { readonly kind: 'text'; readonly value: string };
export type OutputStatement = Range & { readonly kind: 'output'; readonly value: Expression };
export type CommentStatement = Range & { readonly kind: 'comment' };
export type LineCommentStatement = Range & { readonly kind: 'comment-line' };
export type DirectiveStatement = Range & { readonly kind: 'directive'; readonly directive: DirectiveNode };
export type HeadingStatement = Range & { readonly kind: 'heading'; readonly section: Section };
export type IfStatement = Block & {
  readonly kind: 'if';
  readonly branches: readonly {
    readonly test: Expression;
    readonly tag: Range;
    readonly body: readonly Statement[];
  }[];
  readonly otherwise: { readonly tag: Range; readonly body: readonly Statement[] } | undefined;
};
export type ForStatement = Block & {
  readonly kind: 'for';
  readonly target: Target;
  readonly iterable: Expression;
  readonly condition: Expression | undefined;
  readonly body: readonly Statement[];
  readonly otherwise: { readonly tag: Range; readonly body: readonly Statement[] } | undefined;
};
export type SetStatement = Range & {
  readonly kind: 'set';
  readonly target: Target;
  readonly value: Expression;
};
export type SetBlockStatement = Block & {
  readonly kind: 'set-block';
  readonly target: Target;
  /** Innermost first; each with an absent target at the bottom. */
  readonly filter: Expression | undefined;
  readonly body: readonly Statement[];
};
export type WithStatement = Block & {
  readonly kind: 'with';
  readonly bindings: readonly { readonly target: Target; readonly value: Expression }[];
  readonly body: readonly Statement[];
};
export type MacroStatement = Block & {
  readonly kind: 'macro';
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
};
export type CallStatement = Block & {
  readonly kind: 'call-block';
  readonly parameters: readonly Parameter[];
  readonly call: CallExpression;
  readonly body: readonly Statement[];
};
export type FilterStatement = Block & {
  readonly kind: 'filter-block';
  readonly filter: Expression;
  readonly body: readonly Statement[];
};
export type IncludeStatement = Range & {
  readonly kind: 'include';
  readonly template: Expression;
  readonly ignoreMissing: boolean;
  readonly withContext: boolean;
};
export type ImportStatement = Range & {
  readonly kind: 'import';
  readonly template: Expression;
  readonly alias: Identifier;
  readonly withContext: boolean;
};
export type FromImportStatement = Range & {
  readonly kind: 'from-import';
  readonly template: Expression;
  readonly names: readonly { readonly name: Identifier; readonly alias: Identifier }[];
  readonly withContext: boolean;
};
export type DoStatement = Range & { readonly kind: 'do'; readonly value: Expression };
export type JumpStatement = Range & { readonly kind: 'break' | 'continue' };
/** A tag that could not be understood; its diagnostic stands in the template. */
export type InvalidStatement = Range & { readonly kind: 'invalid'; readonly body: readonly Statement[] };

export type Statement =
  | TextStatement
  | OutputStatement
  | CommentStatement
  | LineCommentStatement
  | DirectiveStatement
  | HeadingStatement
  | IfStatement
  | ForStatement
  | SetStatement
  | SetBlockStatement
  | WithStatement
  | MacroStatement
  | CallStatement
  | FilterStatement
  | IncludeStatement
  | ImportStatement
  | FromImportStatement
  | DoStatement
  | JumpStatement
  | InvalidStatement;

/** `# @name value` with the ranges of its parts. */
export interface DirectiveNode extends Range {
  readonly name: Identifier;
  /** The text after the name, trimmed. */
  readonly value: Identifier;
}

/** A question of a device and what to answer, for `# @expect /pattern/ -> "answer"`. */
export interface ExpectNode extends Range {
  readonly pattern: string;
  /** Literal text and `{{ … }}`, in order. */
  readonly answer: readonly Statement[];
}

/** `# @set name = expression` */
export interface SetNode extends Range {
  readonly name: Identifier;
  readonly value: Expression;
}

/** The file itself, or what follows a `###` heading: up to the next heading or the end of the tag it stands in. */
export interface SectionNode extends Range {
  /** Undefined for the file. */
  readonly title: Identifier | undefined;
  /** Index in `CommandTemplate.blocks`; -1 for the file. */
  readonly index: number;
  /** What this section says itself. */
  readonly directives: Directives;
  readonly expects: readonly ExpectNode[];
  readonly sets: readonly SetNode[];
}

export interface TemplateTree {
  readonly body: readonly Statement[];
  /** The file's own section. */
  readonly file: SectionNode;
}
