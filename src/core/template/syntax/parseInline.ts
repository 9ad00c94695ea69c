import { Cursor } from './cursor.ts';
import { ExpressionParser } from './expressionParser.ts';
import { lexTag } from './lexTag.ts';
import type { Expression, Range } from './nodes.ts';

/** Parses a part of a text as one expression. Throws `TemplateFault`. */
export function parseInline(text: string, range: Range): Expression {
  const { tokens } = lexTag(text, range.start, { close: undefined, end: range.end });
  const cursor = new Cursor(text, tokens);
  const value = new ExpressionParser(cursor).parseTuple();
  if (cursor.peek() !== undefined) throw cursor.unexpected('the end of the line');
  return value;
}
