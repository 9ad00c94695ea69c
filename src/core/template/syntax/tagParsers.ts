import { TemplateFault } from '../templateFault.ts';
import type { Expression, Identifier, Parameter, Range, Statement, Target } from './nodes.ts';
import type { StatementParser } from './statementParser.ts';

/** Parses a tag whose word has been taken; `start` is the offset of its opening delimiter. */
export type TagParser = (parser: StatementParser, word: Identifier, start: number) => Statement;

/** The tags of the language. */
export const tagParsers: ReadonlyMap<string, TagParser> = new Map<string, TagParser>([
  ['if', parseIf],
  ['for', parseFor],
  ['set', parseSet],
  ['with', parseWith],
  ['macro', parseMacro],
  ['call', parseCall],
  ['filter', parseFilter],
  ['include', parseInclude],
  ['import', parseImport],
  ['from', parseFrom],
  ['do', parseDo],
  ['print', parsePrint],
  ['break', parseJump],
  ['continue', parseJump],
]);

type ClosedBody = {
  readonly body: readonly Statement[];
  readonly close: Range | undefined;
  readonly end: number;
};

/** A body that only its own end tag can end. */
function parseClosedBody(parser: StatementParser, word: string, open: Range): ClosedBody {
  const { body, tag } = parser.parseBody([`end${word}`], { word, range: open });
  const close = tag === undefined ? undefined : parser.closeEndTag(tag.start);
  return { body, close, end: close?.end ?? parser.cursor.end };
}

function parseIf(parser: StatementParser, word: Identifier, start: number): Statement {
  const branches: { test: Expression; tag: Range; body: readonly Statement[] }[] = [];
  const endWords = ['elif', 'else', 'endif'];
  let test = parser.expressions.parseTuple(false);
  const open = parser.closeTag(start);
  let tag = open;
  for (;;) {
    const part = parser.parseBody(endWords, { word: word.name, range: open });
    branches.push({ test, tag, body: part.body });
    if (part.tag === undefined) {
      return {
        kind: 'if',
        branches,
        otherwise: undefined,
        open,
        close: undefined,
        start,
        end: parser.cursor.end,
      };
    }
    if (part.word === 'elif') {
      test = parser.expressions.parseTuple(false);
      tag = parser.closeTag(part.tag.start);
      continue;
    }
    const closed = parseElse(parser, part.tag, part.word === 'else', { word: 'if', range: open });
    return { kind: 'if', branches, ...closed, open, start, end: parser.cursor.end };
  }
}

type ElsePart = {
  readonly otherwise: { readonly tag: Range; readonly body: readonly Statement[] } | undefined;
  readonly close: Range | undefined;
};

/** What follows the bodies of `if` and `for`: an `else` with its body, or the end tag at once. */
function parseElse(
  parser: StatementParser,
  tag: Range,
  isElse: boolean,
  opener: { word: string; range: Range },
): ElsePart {
  const first = parser.closeEndTag(tag.start);
  if (!isElse) return { otherwise: undefined, close: first };
  const part = parser.parseBody([`end${opener.word}`], opener);
  const close = part.tag === undefined ? undefined : parser.closeEndTag(part.tag.start);
  return { otherwise: { tag: first, body: part.body }, close };
}

function parseFor(parser: StatementParser, word: Identifier, start: number): Statement {
  const { cursor, expressions } = parser;
  const target = parseTarget(parser, false);
  if (!cursor.skipWord('in')) throw cursor.unexpected('"in"');
  const iterable = expressions.parseTuple(false);
  const condition = cursor.skipWord('if') ? expressions.parseExpression() : undefined;
  if (cursor.isWord('recursive')) {
    const message = 'Recursive loops are not part of the language. Use a macro that calls itself.';
    throw new TemplateFault('template.unsupported', message, cursor.peek());
  }
  const open = parser.closeTag(start);
  const opener = { word: word.name, range: open };
  const part = parser.parseBody(['else', 'endfor'], opener);
  const rest: ElsePart =
    part.tag === undefined
      ? { otherwise: undefined, close: undefined }
      : parseElse(parser, part.tag, part.word === 'else', opener);
  return { kind: 'for', target, iterable, condition, body: part.body, ...rest, open, start, end: cursor.end };
}

/** Names that are assigned to. `members`: `namespace.name` is allowed, too. */
function parseTarget(parser: StatementParser, members: boolean): Target {
  const first = parseOneTarget(parser, members);
  if (!parser.cursor.isOperator(',')) return first;
  const items = [first];
  while (parser.cursor.skipOperator(',')) {
    if (!parser.cursor.is('name') && !parser.cursor.isOperator('(')) break;
    if (parser.cursor.isWord('in')) break;
    items.push(parseOneTarget(parser, members));
  }
  return { kind: 'tuple', items, start: first.start, end: parser.cursor.end };
}

function parseOneTarget(parser: StatementParser, members: boolean): Target {
  const { cursor } = parser;
  if (cursor.isOperator('(')) {
    cursor.next();
    const inner = parseTarget(parser, members);
    cursor.expectOperator(')');
    return inner;
  }
  const name = cursor.expectName('a name');
  refuseReserved(name);
  if (!members || !cursor.skipOperator('.')) return { kind: 'name', ...name };
  const member = cursor.expectName('a name behind the dot');
  return { kind: 'member', object: name, member, start: name.start, end: member.end };
}

function refuseReserved(name: Identifier): void {
  const reserved = [
    'true',
    'false',
    'none',
    'True',
    'False',
    'None',
    'and',
    'or',
    'not',
    'in',
    'is',
    'if',
    'else',
  ];
  if (!reserved.includes(name.name)) return;
  const message = `"${name.name}" is a word of the language and cannot be the name of a variable.`;
  throw new TemplateFault('template.syntax', message, name);
}

function parseSet(parser: StatementParser, _word: Identifier, start: number): Statement {
  const { cursor, expressions } = parser;
  const target = parseTarget(parser, true);
  if (cursor.skipOperator('=')) {
    const value = expressions.parseTuple();
    return { kind: 'set', target, value, start, end: parser.closeTag(start).end };
  }
  const filter = cursor.skipOperator('|') ? expressions.parseFilterChain() : undefined;
  const open = parser.closeTag(start);
  return { kind: 'set-block', target, filter, ...parseClosedBody(parser, 'set', open), open, start };
}

function parseWith(parser: StatementParser, _word: Identifier, start: number): Statement {
  const bindings: { target: Target; value: Expression }[] = [];
  while (!parser.cursor.is('tag-close')) {
    if (bindings.length > 0) parser.cursor.expectOperator(',');
    const target = parseOneTarget(parser, false);
    parser.cursor.expectOperator('=');
    bindings.push({ target, value: parser.expressions.parseExpression() });
  }
  const open = parser.closeTag(start);
  return { kind: 'with', bindings, ...parseClosedBody(parser, 'with', open), open, start };
}

function parseMacro(parser: StatementParser, _word: Identifier, start: number): Statement {
  const name = parser.cursor.expectName('the name of the macro');
  refuseReserved(name);
  const parameters = parseParameters(parser);
  const open = parser.closeTag(start);
  return { kind: 'macro', name, parameters, ...parseClosedBody(parser, 'macro', open), open, start };
}

function parseParameters(parser: StatementParser): readonly Parameter[] {
  const { cursor } = parser;
  const parameters: Parameter[] = [];
  cursor.expectOperator('(');
  while (!cursor.isOperator(')')) {
    if (parameters.length > 0) cursor.expectOperator(',');
    if (cursor.isOperator(')')) break;
    const name = cursor.expectName('the name of a parameter');
    refuseReserved(name);
    const fallback = cursor.skipOperator('=') ? parser.expressions.parseExpression() : undefined;
    if (fallback === undefined && parameters.at(-1)?.fallback !== undefined) {
      const message = `"${name.name}" needs a default, because the parameter before it has one.`;
      throw new TemplateFault('template.syntax', message, name);
    }
    parameters.push({ name, fallback });
  }
  cursor.next();
  return parameters;
}

function parseCall(parser: StatementParser, _word: Identifier, start: number): Statement {
  const parameters = parser.cursor.isOperator('(') ? parseParameters(parser) : [];
  const call = parser.expressions.parseExpression();
  if (call.kind !== 'call')
    throw new TemplateFault('template.syntax', '"{% call %}" needs a call of a macro.', call);
  const open = parser.closeTag(start);
  return { kind: 'call-block', parameters, call, ...parseClosedBody(parser, 'call', open), open, start };
}

function parseFilter(parser: StatementParser, _word: Identifier, start: number): Statement {
  const filter = parser.expressions.parseFilterChain();
  const open = parser.closeTag(start);
  return { kind: 'filter-block', filter, ...parseClosedBody(parser, 'filter', open), open, start };
}

function parseInclude(parser: StatementParser, _word: Identifier, start: number): Statement {
  const template = parser.expressions.parseExpression();
  let ignoreMissing = false;
  if (parser.cursor.isWord('ignore') && parser.cursor.isWord('missing', 1)) {
    parser.cursor.next();
    parser.cursor.next();
    ignoreMissing = true;
  }
  const withContext = parseContext(parser, true);
  return { kind: 'include', template, ignoreMissing, withContext, start, end: parser.closeTag(start).end };
}

/** `with context` or `without context`. */
function parseContext(parser: StatementParser, usual: boolean): boolean {
  const { cursor } = parser;
  if (!cursor.isWord('context', 1) || !(cursor.isWord('with') || cursor.isWord('without'))) return usual;
  const withContext = cursor.peekText() === 'with';
  cursor.next();
  cursor.next();
  return withContext;
}

function parseImport(parser: StatementParser, _word: Identifier, start: number): Statement {
  const template = parser.expressions.parseExpression();
  if (!parser.cursor.skipWord('as')) throw parser.cursor.unexpected('"as" and a name');
  const alias = parser.cursor.expectName('a name');
  refuseReserved(alias);
  const withContext = parseContext(parser, false);
  return { kind: 'import', template, alias, withContext, start, end: parser.closeTag(start).end };
}

function parseFrom(parser: StatementParser, _word: Identifier, start: number): Statement {
  const { cursor } = parser;
  const template = parser.expressions.parseExpression();
  if (!cursor.skipWord('import')) throw cursor.unexpected('"import"');
  const names: { name: Identifier; alias: Identifier }[] = [];
  let withContext = false;
  for (;;) {
    if (names.length > 0 && !cursor.skipOperator(',')) {
      withContext = parseContext(parser, false);
      break;
    }
    if (names.length > 0 && !cursor.is('name')) break;
    const name = cursor.expectName('the name of a macro');
    if (name.name.startsWith('_')) {
      const message = `"${name.name}" cannot be imported: names that begin with "_" are private to their template.`;
      throw new TemplateFault('template.syntax', message, name);
    }
    names.push({ name, alias: cursor.skipWord('as') ? cursor.expectName('a name') : name });
  }
  return { kind: 'from-import', template, names, withContext, start, end: parser.closeTag(start).end };
}

function parseDo(parser: StatementParser, _word: Identifier, start: number): Statement {
  const value = parser.expressions.parseTuple();
  return { kind: 'do', value, start, end: parser.closeTag(start).end };
}

function parsePrint(parser: StatementParser, _word: Identifier, start: number): Statement {
  const value = parser.expressions.parseTuple();
  return { kind: 'output', value, start, end: parser.closeTag(start).end };
}

function parseJump(parser: StatementParser, word: Identifier, start: number): Statement {
  const kind = word.name === 'break' ? 'break' : 'continue';
  return { kind, start, end: parser.closeTag(start).end };
}
