import type { CommandTemplate } from '../../commandTemplate.ts';
import type { Token } from '../../syntax/token.ts';

/** The tag around an offset. */
export interface TagContext {
  readonly kind: 'output' | 'tag';
  /** The word that is being typed; empty between words. */
  readonly word: string;
  readonly wordStart: number;
  /** Tokens between the opening delimiter and the word, without blanks. */
  readonly before: readonly Token[];
  /** The text literal that the offset stands in. */
  readonly string: Token | undefined;
}

const outside = new Set([
  'text',
  'raw-open',
  'raw-close',
  'comment-line',
  'directive',
  'heading',
  'comment',
  'output-close',
  'tag-close',
]);

/** The tag that an offset stands in; undefined outside of tags. */
export function tagContextAt({ tokens, text }: CommandTemplate, offset: number): TagContext | undefined {
  const last = lastBefore(tokens, offset);
  const before: Token[] = [];
  let word = '';
  let wordStart = offset;
  let string: Token | undefined;
  for (let index = last; index >= 0; index--) {
    const token = tokens[index];
    if (token === undefined || (outside.has(token.kind) && token.end <= offset)) return undefined;
    if (outside.has(token.kind)) {
      // The offset stands inside of a closing delimiter or of text.
      if (token.kind !== 'output-close' && token.kind !== 'tag-close') return undefined;
      if (token.start < offset) return undefined;
      continue;
    }
    if (token.kind === 'output-open' || token.kind === 'tag-open') {
      if (token.end > offset) return undefined;
      const kind = token.kind === 'output-open' ? 'output' : 'tag';
      return { kind, word, wordStart, before: before.reverse(), string };
    }
    if (index === last && token.kind === 'name' && token.end >= offset) {
      word = text.slice(token.start, offset);
      wordStart = token.start;
    } else if (index === last && token.kind === 'string' && token.end > offset) string = token;
    else if (token.kind === 'invalid' && /["']/.test(text[token.start] ?? ''))
      string = openString(token, offset);
    else if (token.kind !== 'space') before.push(token);
  }
  return undefined;
}

/** The last token that begins before an offset. */
function lastBefore(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function openString(token: Token, offset: number): Token {
  return { kind: 'string', start: token.start, end: offset };
}
