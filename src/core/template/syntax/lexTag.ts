import type { Token, TokenKind } from './token.ts';

/** Where a tag ends. */
export interface TagEnd {
  /** The delimiter that closes it; undefined for a piece of text that is an expression as a whole. */
  readonly close: 'output-close' | 'tag-close' | undefined;
  /** No token reaches beyond this offset. */
  readonly end: number;
}

export interface TagTokens {
  readonly tokens: readonly Token[];
  /** Offset behind the last token. */
  readonly end: number;
  /** False where the closing delimiter is missing. */
  readonly closed: boolean;
}

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /\s+/y],
  ['float', /(?<![.])(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy],
  ['integer', /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy],
  ['name', /[\p{ID_Start}_][\p{ID_Continue}]*/uy],
  ['string', /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y],
  ['operator', /\/\/|\*\*|[=!<>]=|[-+/*%~[\](){}<>=.:|,;]/y],
];
const closers = { 'output-close': /-?\}\}/y, 'tag-close': /[-+]?%\}/y };
const nestedOpener = /\{[{%#]/y;

/**
 * Cuts the inside of a tag into tokens, up to and with its closing delimiter. As in Jinja2, a closing delimiter is not
 * seen while a bracket is open. A second opening delimiter, which no expression can contain, means that this tag was
 * left open.
 */
export function lexTag(text: string, from: number, until: TagEnd): TagTokens {
  const tokens: Token[] = [];
  let position = from;
  let brackets = 0;
  while (position < until.end) {
    if (until.close !== undefined && brackets === 0) {
      const end = matchEnd(closers[until.close], text, position);
      if (end > 0) {
        tokens.push({ kind: until.close, start: position, end });
        return { tokens, end, closed: true };
      }
    }
    if (until.close !== undefined && matchEnd(nestedOpener, text, position) > 0) break;
    const token = nextToken(text, position, until.end);
    brackets = Math.max(0, brackets + bracketChange(token, text));
    tokens.push(token);
    position = token.end;
  }
  return { tokens, end: position, closed: until.close === undefined };
}

function matchEnd(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

function nextToken(text: string, start: number, limit: number): Token {
  for (const [kind, pattern] of patterns) {
    const end = matchEnd(pattern, text, start);
    if (end > start && end <= limit) return { kind, start, end };
  }
  const quote = text[start] === '"' || text[start] === "'";
  const codePoint = text.codePointAt(start) ?? 0;
  return {
    kind: 'invalid',
    start,
    end: Math.min(limit, quote ? start + 1 : start + (codePoint > 0xffff ? 2 : 1)),
  };
}

function bracketChange(token: Token, text: string): number {
  if (token.kind !== 'operator' || token.end - token.start !== 1) return 0;
  const character = text[token.start] ?? '';
  if ('([{'.includes(character)) return 1;
  return ')]}'.includes(character) ? -1 : 0;
}
