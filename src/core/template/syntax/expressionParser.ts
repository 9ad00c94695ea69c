import { TemplateFault } from '../templateFault.ts';
import { FloatValue } from '../values/value.ts';
import type { Cursor } from './cursor.ts';
import type {
  Arguments,
  BinaryOperator,
  CallExpression,
  CompareOperator,
  DictExpression,
  Expression,
  FilterExpression,
  Identifier,
} from './nodes.ts';
import {
  constants,
  depthOf,
  expressionsOf,
  logical,
  maxDepth,
  noArguments,
  readInteger,
  takeComparison,
  tooDeep,
} from './expressionParts.ts';
import { readString } from './readString.ts';

/** Parses expressions with the precedence of Jinja2's own parser. Methods throw `TemplateFault`. */
export class ExpressionParser {
  private readonly cursor: Cursor;
  private level = 0;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** A whole expression, without commas at the top. */
  parseExpression(): Expression {
    return this.guard(() => this.parseConditional());
  }

  /** An expression in which commas make a tuple. `condition: false` leaves a following `if` alone. */
  parseTuple(condition = true): Expression {
    const parseOne = (): Expression =>
      condition ? this.parseExpression() : this.guard(() => this.parseOr());
    const first = parseOne();
    if (!this.cursor.isOperator(',')) return first;
    const items = [first];
    while (this.cursor.skipOperator(',')) {
      if (this.atTupleEnd()) break;
      items.push(parseOne());
    }
    return { kind: 'tuple', items, start: first.start, end: this.cursor.end, depth: depthOf(items) };
  }

  private atTupleEnd(): boolean {
    const token = this.cursor.peek();
    if (token === undefined || token.kind === 'tag-close' || token.kind === 'output-close') return true;
    return this.cursor.isOperator(')') || this.cursor.isOperator('=') || this.cursor.isWord('in');
  }

  private guard<T>(parse: () => T): T {
    if (++this.level > maxDepth) throw tooDeep(this.cursor.peek()?.start ?? this.cursor.end);
    try {
      return parse();
    } finally {
      this.level--;
    }
  }

  private parseConditional(): Expression {
    let value = this.parseOr();
    while (this.cursor.skipWord('if')) {
      const test = this.parseOr();
      const otherwise = this.cursor.skipWord('else') ? this.parseExpression() : undefined;
      const depth = depthOf([value, test, otherwise]);
      value = {
        kind: 'conditional',
        test,
        then: value,
        otherwise,
        start: value.start,
        end: this.cursor.end,
        depth,
      };
    }
    return value;
  }

  private parseOr(): Expression {
    let left = this.parseAnd();
    while (this.cursor.skipWord('or')) left = logical('or', left, this.parseAnd());
    return left;
  }

  private parseAnd(): Expression {
    let left = this.parseNot();
    while (this.cursor.skipWord('and')) left = logical('and', left, this.parseNot());
    return left;
  }

  private parseNot(): Expression {
    const start = this.cursor.peek()?.start ?? this.cursor.end;
    if (!this.cursor.skipWord('not')) return this.parseCompare();
    const operand = this.guard(() => this.parseNot());
    return { kind: 'unary', operator: 'not', operand, start, end: operand.end, depth: depthOf([operand]) };
  }

  private parseCompare(): Expression {
    const first = this.parseSum();
    const rest: { operator: CompareOperator; value: Expression }[] = [];
    for (
      let operator = takeComparison(this.cursor);
      operator !== undefined;
      operator = takeComparison(this.cursor)
    ) {
      rest.push({ operator, value: this.parseSum() });
    }
    if (rest.length === 0) return first;
    const depth = depthOf([first, ...rest.map((part) => part.value)]);
    return { kind: 'compare', first, rest, start: first.start, end: this.cursor.end, depth };
  }

  private parseSum(): Expression {
    return this.parseLeft(['+', '-'], () => this.parseConcat());
  }

  private parseConcat(): Expression {
    const first = this.parseProduct();
    if (!this.cursor.isOperator('~')) return first;
    const parts = [first];
    while (this.cursor.skipOperator('~')) parts.push(this.parseProduct());
    return { kind: 'concat', parts, start: first.start, end: this.cursor.end, depth: depthOf(parts) };
  }

  private parseProduct(): Expression {
    return this.parseLeft(['*', '/', '//', '%'], () => this.parseLeft(['**'], () => this.parseUnary(true)));
  }

  private parseLeft(operators: readonly BinaryOperator[], parseOperand: () => Expression): Expression {
    let left = parseOperand();
    for (;;) {
      const operator = operators.find((candidate) => this.cursor.isOperator(candidate));
      if (operator === undefined) return left;
      this.cursor.next();
      const right = parseOperand();
      const depth = depthOf([left, right]);
      left = { kind: 'binary', operator, left, right, start: left.start, end: right.end, depth };
    }
  }

  private parseUnary(withFilters: boolean): Expression {
    const start = this.cursor.peek()?.start ?? this.cursor.end;
    const sign = this.cursor.isOperator('-') ? '-' : this.cursor.isOperator('+') ? '+' : undefined;
    let value: Expression;
    if (sign === undefined) {
      value = this.parsePostfix(this.parsePrimary());
    } else {
      this.cursor.next();
      const operand = this.guard(() => this.parseUnary(false));
      value = { kind: 'unary', operator: sign, operand, start, end: operand.end, depth: depthOf([operand]) };
      value = this.parsePostfix(value);
    }
    return withFilters ? this.parseFiltersAndTests(value) : value;
  }

  private parsePrimary(): Expression {
    const token = this.cursor.peek();
    switch (token?.kind) {
      case 'name':
        return this.parseName();
      case 'string':
        return this.parseStrings();
      case 'integer':
      case 'float': {
        this.cursor.next();
        const digits = this.cursor.textOf(token).replaceAll('_', '');
        const value = token.kind === 'float' ? new FloatValue(Number(digits)) : readInteger(digits);
        return { kind: 'literal', value, start: token.start, end: token.end, depth: 1 };
      }
      case 'operator':
        if (this.cursor.isOperator('(')) return this.guard(() => this.parseParentheses());
        if (this.cursor.isOperator('[')) return this.guard(() => this.parseList());
        if (this.cursor.isOperator('{')) return this.guard(() => this.parseDict());
        break;
      default:
    }
    throw this.cursor.unexpected('a value');
  }

  private parseName(): Expression {
    const { name, start, end } = this.cursor.expectName('a name');
    const constant = constants.get(name);
    if (constant !== undefined) return { kind: 'literal', value: constant, start, end, depth: 1 };
    return { kind: 'name', name, start, end, depth: 1 };
  }

  private parseStrings(): Expression {
    const start = this.cursor.peek()?.start ?? this.cursor.end;
    let value = '';
    while (this.cursor.is('string')) {
      const token = this.cursor.next();
      value += readString(this.cursor.textOf(token), token);
    }
    return { kind: 'literal', value, start, end: this.cursor.end, depth: 1 };
  }

  private parseParentheses(): Expression {
    const { start } = this.cursor.expectOperator('(');
    if (this.cursor.skipOperator(')')) {
      return { kind: 'tuple', items: [], start, end: this.cursor.end, depth: 1 };
    }
    const value = this.parseTuple();
    this.cursor.expectOperator(')');
    return { ...value, start, end: this.cursor.end };
  }

  private parseList(): Expression {
    const { start } = this.cursor.expectOperator('[');
    const items: Expression[] = [];
    while (!this.cursor.isOperator(']')) {
      if (items.length > 0) this.cursor.expectOperator(',');
      if (this.cursor.isOperator(']')) break;
      items.push(this.parseExpression());
    }
    this.cursor.next();
    return { kind: 'list', items, start, end: this.cursor.end, depth: depthOf(items) };
  }

  private parseDict(): DictExpression {
    const { start } = this.cursor.expectOperator('{');
    const entries: { key: Expression; value: Expression }[] = [];
    while (!this.cursor.isOperator('}')) {
      if (entries.length > 0) this.cursor.expectOperator(',');
      if (this.cursor.isOperator('}')) break;
      const key = this.parseExpression();
      this.cursor.expectOperator(':');
      entries.push({ key, value: this.parseExpression() });
    }
    this.cursor.next();
    const depth = depthOf(entries.flatMap((entry) => [entry.key, entry.value]));
    return { kind: 'dict', entries, start, end: this.cursor.end, depth };
  }

  private parsePostfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.cursor.isOperator('.')) value = this.parseMember(value);
      else if (this.cursor.isOperator('[')) value = this.parseSubscript(value);
      else if (this.cursor.isOperator('(')) value = this.parseCall(value);
      else return value;
    }
  }

  private parseMember(target: Expression): Expression {
    this.cursor.expectOperator('.');
    const token = this.cursor.peek();
    const depth = depthOf([target]);
    if (token?.kind === 'integer') {
      this.cursor.next();
      const value = readInteger(this.cursor.textOf(token).replaceAll('_', ''));
      const index: Expression = { kind: 'literal', value, start: token.start, end: token.end, depth: 1 };
      return { kind: 'item', target, index, start: target.start, end: token.end, depth };
    }
    const name = this.cursor.expectName('a name behind the dot');
    return { kind: 'attribute', target, name, start: target.start, end: name.end, depth };
  }

  private parseSubscript(target: Expression): Expression {
    this.cursor.expectOperator('[');
    const start = target.start;
    const first = this.cursor.isOperator(':') ? undefined : this.parseExpression();
    if (this.cursor.isOperator(':')) {
      const [to, step] = [this.parseSlicePart(), this.parseSlicePart()];
      this.cursor.expectOperator(']');
      const depth = depthOf([target, first, to, step]);
      return { kind: 'slice', target, from: first, to, step, start, end: this.cursor.end, depth };
    }
    if (first === undefined) throw this.cursor.unexpected('an index');
    this.cursor.expectOperator(']');
    return {
      kind: 'item',
      target,
      index: first,
      start,
      end: this.cursor.end,
      depth: depthOf([target, first]),
    };
  }

  private parseSlicePart(): Expression | undefined {
    if (!this.cursor.skipOperator(':')) return undefined;
    if (this.cursor.isOperator(':') || this.cursor.isOperator(']')) return undefined;
    return this.parseExpression();
  }

  /** A call of `target`; the cursor stands on the bracket. */
  parseCall(target: Expression): CallExpression {
    const args = this.parseArguments();
    const depth = depthOf([target, ...expressionsOf(args)]);
    return { kind: 'call', target, args, start: target.start, end: this.cursor.end, depth };
  }

  private parseArguments(): Arguments {
    this.cursor.expectOperator('(');
    const positional: Expression[] = [];
    const keyword: { name: Identifier; value: Expression }[] = [];
    let spread: Expression | undefined;
    let spreadKeyword: Expression | undefined;
    for (let first = true; !this.cursor.isOperator(')'); first = false) {
      if (!first) this.cursor.expectOperator(',');
      if (this.cursor.isOperator(')')) break;
      if (this.cursor.skipOperator('**')) spreadKeyword = this.parseExpression();
      else if (this.cursor.skipOperator('*')) spread = this.parseExpression();
      else if (this.cursor.is('name') && this.cursor.isOperator('=', 1)) {
        const name = this.cursor.expectName('an argument');
        this.cursor.next();
        keyword.push({ name, value: this.parseExpression() });
      } else if (keyword.length > 0) {
        throw this.cursor.unexpected('a named argument, because a named one stands before');
      } else positional.push(this.parseExpression());
    }
    this.cursor.next();
    return {
      positional,
      keyword,
      ...(spread === undefined ? {} : { spread }),
      ...(spreadKeyword === undefined ? {} : { spreadKeyword }),
    };
  }

  private parseFiltersAndTests(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.cursor.isOperator('|')) {
        this.cursor.next();
        value = this.parseFilter(value);
      } else if (this.cursor.isWord('is')) value = this.parseTest(value);
      else if (this.cursor.isOperator('(')) value = this.parseCall(value);
      else return value;
    }
  }

  /** `name(args)`; the cursor stands behind the bar. */
  parseFilter(target: Expression | undefined): FilterExpression {
    const name = this.parseDottedName('the name of a filter');
    const args = this.cursor.isOperator('(') ? this.parseArguments() : noArguments;
    const start = target?.start ?? name.start;
    const depth = depthOf([target, ...expressionsOf(args)]);
    return { kind: 'filter', target, name, args, start, end: this.cursor.end, depth };
  }

  /** `name | name …` where the input is the body of a tag. */
  parseFilterChain(): FilterExpression {
    let value = this.parseFilter(undefined);
    while (this.cursor.skipOperator('|')) value = this.parseFilter(value);
    return value;
  }

  private parseDottedName(what: string): Identifier {
    let name = this.cursor.expectName(what);
    while (this.cursor.isOperator('.') && this.cursor.is('name', undefined, 1)) {
      this.cursor.next();
      const part = this.cursor.expectName(what);
      name = { name: `${name.name}.${part.name}`, start: name.start, end: part.end };
    }
    return name;
  }

  private parseTest(target: Expression): Expression {
    this.cursor.next();
    const negated = this.cursor.skipWord('not');
    const name = this.parseDottedName('the name of a test');
    const args = this.parseTestArguments();
    const depth = depthOf([target, ...expressionsOf(args)]);
    return { kind: 'test', target, name, args, negated, start: target.start, end: this.cursor.end, depth };
  }

  /** As in Jinja2, one argument may follow without brackets: `x is divisibleby 3`. */
  private parseTestArguments(): Arguments {
    if (this.cursor.isOperator('(')) return this.parseArguments();
    const next = this.cursor.peek();
    const starts =
      next !== undefined &&
      (['name', 'string', 'integer', 'float'].includes(next.kind) ||
        this.cursor.isOperator('[') ||
        this.cursor.isOperator('{'));
    if (!starts || ['else', 'or', 'and', 'if', 'not', 'in'].some((word) => this.cursor.isWord(word)))
      return noArguments;
    if (this.cursor.isWord('is')) {
      throw new TemplateFault(
        'template.syntax',
        'Two tests cannot be chained with "is"; join them with "and".',
        next,
      );
    }
    return { positional: [this.parsePostfix(this.parsePrimary())], keyword: [] };
  }
}
